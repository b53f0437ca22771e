"""`/posts`: what a guard's phone takes along for days without a network, in one compact answer.

A phone at a store with two thousand boxes would otherwise ask for twenty pages, and for the names
of places, units and persons one by one.  Everything in here stands in other answers too, except
the aliases of boxes, the names of units and the seals that were issued.
"""

import gzip
from collections.abc import Iterable, Iterator
from typing import Any, Final

from fastapi import APIRouter, Response
from msgspec.structs import asdict

from api import access, consignment as consignments_of, endorsement, shift as watches_of
from api.documentation import fails
from api.problems import ApiError
from api.reading import PAGE_MAX, Asked, Question
from api.sheet import Sheet, Text, plain
from domain.catalogue import read
from domain.journey import Box
from domain.role import LABELS
from domain.seal import SealIssued
from domain.transit import Consignment
from domain.visit import Visit
from ledger.log import Stored
from ledger.tlog.text import to_base64
from projections import (
    access as visits,
    consignment,
    custody,
    organisation,
    person,
    place as register,
    shift,
    statement,
)
from projections.organisation import ORGANISATIONS
from projections.person import Person
from projections.version import Version
from projections.view import View

router = APIRouter(tags=["posts"])

_OPEN: Final = ("ditawarkan", "di_perjalanan", "tiba")
_BOXES_MAX: Final = 10_000
_SIDES: Final = ("destination", "receiver", "giver")


@router.get("/posts/{place:name}", responses=fails("bad-parameter", "not-found", "not-yet-folded"))
def post(asked: Question, place: str) -> Response:
    """Return what a phone at a place keeps: boxes, consignments, watch, visits, names and seals.

    Boxes and consignments are those at the place, those on the way to it and those of the unit that
    answers for it.
    """
    with asked.view() as view:
        known = register.place(view, place)
        if known is None or known.state.registered is None:
            raise ApiError("not-found", "nobody has registered this place")
        holder = known.state.registered.unit
        coming = _coming(view, place, holder)
        near = {"place": (place,), "holder": (holder,), "consignment": coming}
        boxes = custody.BOXES.either(view, near, _BOXES_MAX)
        watch = shift.watch(view, place)
        officers = person.officers(view, place, limit=PAGE_MAX)
        sides = {unit for one in coming.values() for unit in (one.state.giver, one.state.receiver)}
        signers = person.officers(view, place, [*filter(None, sides)], limit=PAGE_MAX)
        value: dict[str, Any] = {
            "post": place,
            "unit": holder,
            "boxes": [_box(one) for one in boxes],
            "consignments": [_consignment(asked, one) for one in coming.values()],
            "watch": None if watch is None else watches_of.told(watch),
            "inside": [
                access.told(one) | {"is_pending": _is_pending(asked, view, one.state)}
                for one in visits.inside(view, place=place, limit=PAGE_MAX).items
            ],
            "pending": endorsement.pending(asked, view, place, holder),
            "issued": [*_issued(asked, view, holder)],
        }
        value["persons"] = _persons(view, officers, value["pending"])
        value["keys"] = _keys(asked, signers)
        value["places"] = _places(view, value)
        value["units"] = _units(view, place, sides)
        title = Text(f"Pos {place}", f"Post {place}")
        sheet = Sheet(title, [(Text("kotak", "boxes"), plain(len(boxes)))])
        return _packed(asked, asked.tell(view, value, sheet))


def _coming(view: View, place: str, unit: str) -> dict[str, Version[Consignment]]:
    """Return the consignments that are not settled yet, by name."""
    found: dict[str, Version[Consignment]] = {}
    for side, value in zip(_SIDES, (place, unit, unit), strict=True):
        for status in _OPEN:
            where = {side: value, "status": status}
            listed = consignment.CONSIGNMENTS.listed(view, where, None, PAGE_MAX)
            found |= {one.subject: one for one in listed.items}
    return found


def _box(version: Version[Box]) -> dict[str, Any]:
    state, road = version.state, version.state.road
    told = {
        "box": version.subject,
        "alias": state.item and state.item.alias,
        "state": state.state,
        "holder": state.holder,
        "place": state.place,
        "seals": state.seals,
        "consignment": road and road.consignment,
    }
    return {name: value for name, value in told.items() if value}


def _consignment(asked: Asked, version: Version[Consignment]) -> dict[str, Any]:
    """Return a consignment; each part names the statement that let it go, to be cited."""
    told = consignments_of.told(version)
    for side in ("offered", "dispatched"):
        told[side] = [asdict(lot) | {"leaf": _leaf(asked, lot.index)} for lot in told[side]]
    return told


def _is_pending(asked: Asked, view: View, visit: Visit) -> bool:
    """Tell whether an entry into the goods zone still waits for its second person."""
    if visit.zone != "barang" or visit.granted_index is None:
        return False
    signing = statement.signing(view, _leaf(asked, visit.granted_index))
    return signing is None or signing.state.state != "lengkap"


def _leaf(asked: Asked, index: int) -> str:
    (stored,) = asked.service.ledger.tree.entries(index, 1)
    return to_base64(stored.leaf)


def _persons(
    view: View, officers: Iterable[Version[Person]], pending: Iterable[dict[str, Any]]
) -> dict[str, dict[str, Any]]:
    """Return who holds a role here, and who said what waits for a second person."""
    known = {one.subject: one for one in officers}
    for name in {one["person"] for one in pending} - {None, *known}:
        if (found := person.person(view, name)) is not None:
            known[name] = found
    return {name: _person(known[name].state) for name in sorted(known)}


def _person(state: Person) -> dict[str, Any]:
    roles = dict.fromkeys(LABELS.get(one.role, one.role) for one in state.offices)
    units = [one.unit for one in state.mandates] + [one.unit for one in state.offices]
    return {
        "roles": [*roles],
        "unit": units[0] if units else None,
        "journals": [one.journal for one in state.mandates],
    }


def _keys(asked: Asked, persons: Iterable[Version[Person]]) -> dict[str, list[str]]:
    """Return the keys by which the signatures of these persons are checked offline."""
    members = asked.service.ledger.register.members
    journals = {mandate.journal for one in persons for mandate in one.state.mandates}
    names = sorted(journals & members.keys())
    return {name: [str(key) for key in members[name].keys] for name in names}


def _issued(asked: Asked, view: View, unit: str) -> Iterator[dict[str, Any]]:
    """Yield the seals that a unit was given, where a second person has stood by it."""
    for stored, act in _said(asked, view, "SealIssued"):
        if isinstance(act, SealIssued) and act.to == unit:
            signing = statement.signing(view, to_base64(stored.leaf))
            if signing is not None and signing.state.state == "lengkap":
                yield {"ranges": act.ranges, "seals": act.seals}


def _units(view: View, place: str, sides: Iterable[str | None]) -> dict[str, str]:
    """Return the names of the units with which somebody at a place may have to do."""
    known = ORGANISATIONS.some(view, {*filter(None, sides)})
    named = {unit: one.registered.name for unit, one in known.items()}
    return organisation.around(view, place) | named


def _places(view: View, value: dict[str, Any]) -> dict[str, str]:
    """Return the names of the places that an answer speaks of."""
    boxes, consignments = value["boxes"], value["consignments"]
    ids = {value["post"], *(one.get("place") for one in boxes)}
    ids |= {one[end] for one in consignments for end in ("origin", "destination", "vehicle")}
    found = (register.place(view, one) for one in sorted(filter(None, ids)))
    acts = (one.state.registered for one in found if one is not None)
    return {act.place: act.name for act in acts if act is not None}


def _said(asked: Asked, view: View, kind: str) -> Iterator[tuple[Stored, object]]:
    """Yield every statement of one of the few kinds that are rare, in log order."""
    cursor: str | None = None
    while True:
        found = statement.listed(view, kind=kind, after=cursor, limit=PAGE_MAX)
        for stored in asked.service.ledger.tree.leaves(row.leaf_index for row in found.items):
            yield stored, read(stored.note.split(b"\n", 6)[5])  # the body line
        cursor = found.next
        if cursor is None:
            return


def _packed(asked: Asked, response: Response) -> Response:
    """Compress an answer that a phone on a slow network has asked for."""
    if "gzip" in asked.request.headers.get("accept-encoding", ""):
        response.body = gzip.compress(bytes(response.body), 6)
        response.headers["content-length"] = str(len(response.body))
        response.headers["content-encoding"] = "gzip"
    response.headers["vary"] = "Accept, Accept-Encoding"
    return response
