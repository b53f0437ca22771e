"""`/boxes`: who holds which box, who guards it, where it was last seen, and its seals."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response

from api import story, whereabouts
from api.address import address
from api.documentation import fails
from api.paper import prints
from api.problems import ApiError
from api.reading import PAGE, Asked, Cursor, Limit, Name, Question, moment_of
from api.sheet import Cell, Sheet, Table, Text, about, called, leaf, link, moment, plain, unit, word
from api.whereabouts import named
from domain.checkdigit import printed
from domain.grade import of_seals
from domain.journey import Box
from ledger.tlog.text import to_base64
from projections import custody, grade
from projections.version import Version
from projections.view import View

router = APIRouter(tags=["boxes"])

_BOX = Text("kotak", "box")
_STATE = Text("keadaan", "state")
_HOLDER = Text("pemegang", "holder")
_PLACE = Text("tempat", "place")
_SEALS = Text("segel", "seals")
_LEAF = Text("daun", "leaf")
_SINCE = Text("sejak daun", "since leaf")
HEADS = (_BOX, _STATE, _HOLDER, _PLACE, _SEALS, _SINCE)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a list is filtered by."""

    holder: Name = None
    place: Name = None
    consignment: Name = None
    area: Annotated[str | None, Query(max_length=40)] = None
    status: Annotated[str | None, Query(max_length=40)] = None
    cursor: Cursor = None
    limit: Limit = PAGE


@router.get("/boxes", responses=fails("bad-parameter", "not-yet-folded"))
def boxes(wanted: Annotated[_Wanted, Depends()], asked: Question) -> Response:
    """List boxes by name: of one holder, place, consignment or status, if asked for."""
    with asked.view() as view:
        found = custody.boxes(
            view,
            holder=wanted.holder,
            place=wanted.place,
            consignment=wanted.consignment,
            area=wanted.area,
            status=wanted.status,
            after=wanted.cursor,
            limit=wanted.limit,
        )
        counts = custody.counted(view)
        sheet = Sheet(
            Text("Kotak suara", "Ballot boxes"),
            [(called(name), plain(count)) for name, count in sorted(counts.items())],
            [Table(Text("", ""), HEADS, [row(one) for one in found.items])],
            next=asked.turn(found.next),
            state_root=(root := _root(asked, view)),
        )
        value = {
            "boxes": [told(one) for one in found.items],
            "counts": counts,
            "next": found.next,
            "state_root": root,
        }
        return asked.tell(view, value, sheet)


@router.get(
    "/boxes/{box:name}",
    responses=fails("bad-parameter", "not-found", "not-witnessed", "not-yet-folded"),
)
def box(
    asked: Question,
    box: str,
    at: Annotated[str | None, Query(max_length=40)] = None,
    known: Annotated[str | None, Query(max_length=40)] = None,
) -> Response:
    """Return one box: its holder or claims, guard, place and seals, and every state it has had.

    With `at` (RFC 3339, with an offset) or `known` (a leaf index, or such a time): where it was at
    that hour by what statements say, as it was known at that leaf or time, and what that rests on.
    """
    if at or known:  # a field of the page that was left empty asks nothing
        return _where(
            asked, box, moment_of("at", at, asked.typed_in) if at else None, known or None
        )
    with asked.view() as view:
        found = custody.box(view, box)
        if found is None:
            raise ApiError("not-found", "nothing was said about this box")
        past = custody.changes(view, box)
        root = _root(asked, view)
        told_of = story.steps(asked.service.ledger.tree, view, past)
        weakest = grade.weakest(view, "kotak", box)
        value = {
            "box": told(found),
            "evidence": _evidence(found.state, weakest),
            "changes": [told(one) for one in past],
            "story": [one._asdict() for one in told_of],
            "state_root": root,
        }
        sheet = _sheet(found, past, weakest)
        tables = [story.table(told_of), *sheet.tables]
        pictures = [story.picture(box, told_of, story.gazetteer(view, told_of))]
        sheet = replace(sheet, tables=tables, pictures=pictures, state_root=root)
        return asked.tell(view, value, sheet)


def _where(asked: Asked, box: str, at: datetime | None, known: str | None) -> Response:
    """Answer where a box was at an hour, as it was known at a leaf."""
    by = _known(asked, known)
    memory = asked.service.projections.recollection
    asked = replace(asked, as_of=by.leaf)
    with asked.view() as view:
        found = whereabouts.answer(memory, view, box, at, by)
        if not found.is_of_anything:
            raise ApiError("not-found", "nothing was said about this box as of that leaf")
        return asked.tell(view, whereabouts.told(found), whereabouts.sheet(found))


def _known(asked: Asked, known: str | None) -> whereabouts.Known:
    """Return the leaf as of which something is asked.

    Raises:
        ApiError: `bad-parameter`: neither a leaf nor a moment, or both of two names are given;
            `not-witnessed`: no anchor shows what the log was at that moment.
    """
    if known is not None and asked.as_of is not None:
        raise ApiError("bad-parameter", "known and as_of say the same thing: give one of them")
    if known is not None and known.isascii() and known.isdigit():
        return whereabouts.Known(int(known))
    with asked.view() as now:
        if known is None:
            return whereabouts.Known(now.as_of)
        memory = asked.service.projections.recollection
        found = whereabouts.known_by(memory, now, moment_of("known", known))
    if found is None:
        detail = "known: no anchor shows what the log was at that time; ask with a leaf index"
        raise ApiError("not-witnessed", detail)
    return found


def _root(asked: Asked, view: View) -> str:
    """Return the root over the custody state that is shown, in base64."""
    return to_base64(asked.service.projections.state(view).root)


def told(version: Version[Box]) -> dict[str, Any]:
    """Return a box as JSON has it."""
    state = version.state
    return {
        "box": version.subject,
        "state": state.state,
        "holder": state.holder,
        "claims": [named(claim) for claim in state.custody.claims],
        "guard": state.guard,
        "place": state.place,
        "seen_at": state.placed,
        "road": None if state.road is None else named(state.road),
        "seals": state.seals,
        "discrepancies": [one.leaf for one in state.trail.remarks if one.is_open],
        "opened_by": state.opened,
        "registered_by": state.registered,
        "since": version.since,
        "until": version.until,
    }


def row(version: Version[Box]) -> list[Cell]:
    """Return a box as one row under `HEADS`."""
    state = version.state
    return [
        link("boxes", version.subject),
        word(state.state),
        unit(*([state.holder] if state.holder else state.custody.holders)),
        link("places", state.place),
        plain(len(state.seals)),
        leaf(version.since),
    ]


def _evidence(box: Box, weakest: grade.Link | None) -> dict[str, Any]:
    """Return the weakest statement about a box, and how hard its seals are to replace."""
    return {
        "grade": weakest and weakest.grade,
        "weakest": weakest and weakest.leaf_index,
        "seals": of_seals(box.seals),
    }


def _sheet(
    found: Version[Box], past: tuple[Version[Box], ...], weakest: grade.Link | None
) -> Sheet:
    state = found.state
    facts = [
        (_STATE, word(state.state)),
        (_HOLDER, unit(state.holder)),
        (Text("penjaga di jalan", "guard on the road"), unit(state.guard)),
        (_PLACE, link("places", state.place)),
        (Text("terlihat di sana", "seen there"), moment(state.placed)),
        (_SEALS, plain(", ".join(state.seals) or None)),
        (Text("tingkat bukti (A-C)", "grade of evidence (A-C)"), plain(weakest and weakest.grade)),
        (Text("mata rantai terlemah", "weakest link"), leaf(weakest and weakest.leaf_index)),
        (Text("tingkat segel (A-C)", "grade of the seals (A-C)"), plain(of_seals(state.seals))),
        (Text("selisih belum selesai", "open discrepancies"), plain(_open(state) or None)),
        (Text("didaftarkan", "registered"), leaf(state.registered)),
        (Text("nomor untuk diketik", "number to type"), plain(printed(found.subject))),
        (Text("kode lain pada kotak", "other code on it"), plain(state.item and state.item.alias)),
        (Text("berkas bukti", "evidence file"), _bundle(found.subject)),
        *(prints("BOX", found.subject) if state.registered is not None else ()),
        *about("kotak", found.subject),
    ]
    if state.road is not None:
        facts.insert(
            4, (Text("kiriman", "consignment"), link("consignments", state.road.consignment))
        )
        facts.insert(5, (Text("tujuan", "destination"), link("places", state.road.destination)))
    journey = Table(
        Text("Perjalanan", "Journey"),
        (_SINCE, _STATE, _HOLDER, _PLACE, _SEALS),
        [[leaf(one.since), word(one.state.state), *row(one)[2:5]] for one in past],
    )
    return Sheet(
        Text(f"Kotak {found.subject}", f"Box {found.subject}"),
        facts,
        [_claims(state), journey],
        fields=whereabouts.fields(),
    )


def _open(state: Box) -> int:
    """Count the discrepancies in which the box is named and whose end nobody has stated."""
    return sum(one.is_open for one in state.trail.remarks)


def _bundle(box: str) -> Cell:
    """Write where everything about a box is to be had, to be checked without this server."""
    words = Text("simpan, lalu periksa di /periksa", "save it, then check it at /periksa")
    return Cell(words, f"{address('boxes', box)}/bundle")


def _claims(state: Box) -> Table:
    return Table(
        Text("Siapa menyatakan memegang", "Who claims to hold it"),
        (Text("satuan", "unit"), Text("berdasar", "rests on"), Text("pada", "at"), _LEAF),
        [
            [unit(one.unit), word(one.basis), moment(one.at), leaf(one.index)]
            for one in state.custody.claims
        ],
    )
