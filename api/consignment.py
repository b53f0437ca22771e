"""`/consignments`: what was let go, what has arrived, what was accepted, and whether it adds up."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response

from api.documentation import fails
from api.problems import ApiError
from api.reading import PAGE, Cursor, Limit, Name, Question
from api.sheet import Cell, Sheet, Table, Text, about, called, leaf, link, moment, plain, unit, word
from domain.convoy import Convoy
from domain.transit import Consignment, Lot
from projections import consignment
from projections.version import Version

router = APIRouter(tags=["consignments"])

_NAME = Text("kiriman", "consignment")
_STATE = Text("keadaan", "state")
_FROM = Text("dari", "from")
_TO = Text("kepada", "to")
_BOXES = Text("kotak", "boxes")
_LEAF = Text("daun", "leaf")


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a list is filtered by."""

    giver: Name = None
    receiver: Name = None
    destination: Name = None
    status: Annotated[str | None, Query(max_length=40)] = None
    cursor: Cursor = None
    limit: Limit = PAGE


@router.get("/consignments", responses=fails("bad-parameter", "not-yet-folded"))
def consignments(wanted: Annotated[_Wanted, Depends()], asked: Question) -> Response:
    """List consignments by name: of one giver, receiver, destination or status, if asked for."""
    with asked.view() as view:
        found = consignment.consignments(
            view,
            status=wanted.status,
            giver=wanted.giver,
            receiver=wanted.receiver,
            destination=wanted.destination,
            after=wanted.cursor,
            limit=wanted.limit,
        )
        counts = consignment.counted(view)
        heads = (_NAME, _STATE, _FROM, _TO, _BOXES, _LEAF)
        page = Sheet(
            Text("Kiriman", "Consignments"),
            [(called(name), plain(count)) for name, count in sorted(counts.items())],
            [Table(Text("", ""), heads, [_row(one) for one in found.items])],
            next=asked.turn(found.next),
        )
        listed = [told(one) for one in found.items]
        value = {"consignments": listed, "counts": counts, "next": found.next}
        return asked.tell(view, value, page)


@router.get(
    "/consignments/{name:name}", responses=fails("bad-parameter", "not-found", "not-yet-folded")
)
def one(asked: Question, name: str) -> Response:
    """Return one consignment with its parts as each side states them."""
    with asked.view() as view:
        found = consignment.consignment(view, name)
        if found is None:
            raise ApiError("not-found", "nothing was said about this consignment")
        return asked.tell(view, {"consignment": told(found)}, sheet(found))


def told(version: Version[Consignment]) -> dict[str, Any]:
    """Return a consignment as JSON has it."""
    state = version.state
    return {
        "consignment": version.subject,
        "state": state.state,
        "from": state.giver,
        "to": state.receiver,
        "origin": state.origin,
        "destination": state.destination,
        "leg": state.leg,
        "vehicle": state.vehicle,
        "escort": state.escort,
        "eta": state.eta,
        "offered": state.offered,
        "dispatched": state.dispatched,
        "arrived": state.arrived,
        "accepted": state.accepted,
        "refused": state.refused,
        "escorts": state.convoy.escorts,
        "points": state.convoy.points,
        "seals_on_the_way": state.convoy.glance,
        "since": version.since,
    }


def _row(version: Version[Consignment]) -> list[Cell]:
    state = version.state
    lots = state.dispatched or state.offered or state.accepted or state.arrived
    return [
        link("consignments", version.subject),
        word(state.state),
        unit(state.giver),
        unit(state.receiver),
        plain(sum(lot.count for lot in lots)),
        leaf(version.since),
    ]


def sheet(version: Version[Consignment]) -> Sheet:
    """Return the page of a consignment."""
    state = version.state
    facts = [
        (_STATE, word(state.state)),
        (_FROM, unit(state.giver)),
        (_TO, unit(state.receiver)),
        (Text("asal", "origin"), link("places", state.origin)),
        (Text("tujuan", "destination"), link("places", state.destination)),
        (Text("kendaraan", "vehicle"), plain(state.vehicle)),
        (Text("pengawal", "escort"), unit(state.escort)),
        (Text("perkiraan tiba", "expected"), moment(state.eta)),
        (Text("segel di jalan", "seals on the way"), word(state.convoy.glance or "-")),
        (Text("tidak diterima", "not taken"), plain(", ".join(state.refused) or None)),
        *about("kiriman", version.subject),
    ]
    tables = [
        _lots(Text("Ditawarkan", "Offered"), state.offered),
        _lots(Text("Diberangkatkan", "Dispatched"), state.dispatched),
        _lots(Text("Tiba", "Arrived"), state.arrived),
        _lots(Text("Diterima", "Accepted"), state.accepted),
    ]
    tables += [_escorts(state.convoy), _points(state.convoy)]
    title = Text(f"Kiriman {version.subject}", f"Consignment {version.subject}")
    return Sheet(title, facts, [table for table in tables if table.rows])


def _escorts(convoy: Convoy) -> Table:
    rows = [
        [
            unit(one.unit),
            moment(one.started),
            word("ditugaskan" if one.is_assigned else "tanpa_tugas"),
        ]
        for one in convoy.escorts
    ]
    heads = (Text("satuan", "unit"), Text("pada", "at"), Text("perintah", "order"))
    return Table(Text("Pengawal", "Escorts"), heads, rows)


def _points(convoy: Convoy) -> Table:
    rows = [
        [
            link("places", one.place),
            moment(one.at),
            plain(one.count),
            word(one.seals or "-"),
            leaf(one.index),
        ]
        for one in convoy.points
    ]
    heads = (
        Text("tempat", "place"),
        Text("pada", "at"),
        Text("jumlah", "count"),
        Text("segel", "seals"),
        _LEAF,
    )
    return Table(Text("Titik jalan", "Points on the way"), heads, rows)


def _lots(title: Text, lots: Sequence[Lot]) -> Table:
    rows = [
        [
            plain(f"{lot.part}/{lot.parts}"),
            plain(lot.count),
            moment(lot.at),
            leaf(lot.index),
            plain(", ".join(lot.boxes) or None),
        ]
        for lot in lots
    ]
    heads = (Text("bagian", "part"), Text("jumlah", "count"), Text("pada", "at"), _LEAF, _BOXES)
    return Table(title, heads, rows)
