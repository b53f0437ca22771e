"""Custody: who holds which box, who guards it, where it was last seen, and what seals are on it.

Three different things, kept apart: the holder, the guard and the place.  A box that more than one
unit claims is `disengketakan` and has no holder here; its claims stand in its state.
"""

from datetime import datetime
from typing import Final, TypedDict, Unpack

import msgspec
from msgspec import structs
from sqlalchemy import Index, text

from domain.closure import Record
from domain.custody import Custody
from domain.journey import Box
from domain.progress import counted_for, course
from domain.sealing import Seal
from domain.trail import Trail
from projections.version import Columns, Version, Versions
from projections.view import LIMIT, Slice, View


def _cells(box: Box) -> tuple[str, ...]:
    road = box.road
    return (
        box.state,
        box.holder or "",
        box.place or "",
        road.consignment if road else "",
        counted_for(box) or "",
        course(box) or "",
    )


def _past(box: Box) -> Box:
    """Return what is kept of a state that another has followed.

    Answers and former acts are there for the statements that are still to come; whoever asks how a
    box stood asks who held it, where it was and what seals were on it.
    """
    closure = structs.replace(box.closure, acts=(), before=Record(), forgotten=None)
    return structs.replace(
        box,
        custody=Custody(box.custody.claims),
        closure=closure,
        trail=Trail(remarks=box.trail.remarks),
    )


BOXES: Final = Versions(
    "kotak",
    Box,
    Columns(
        ("status", "holder", "place", "consignment", "area", "course"),
        _cells,
        unindexed=("area", "course"),
        common=("status",),
    ),
    past=_past,
)

_COUNTED: Final = tuple(BOXES.table.c[name] for name in ("area", "course", "place"))
_UNTIL: Final = BOXES.table.c.until
Index("kotak_progress", *_COUNTED, _UNTIL, sqlite_where=text("until IS NULL"))
Index("kotak_progress_then", BOXES.table.c.since, _UNTIL, *_COUNTED)

SEALS: Final = Versions("segel", Seal, Columns(("box",), lambda seal: (seal.box or "",)))


_LIST: Final = ", "


class Standing(msgspec.Struct, frozen=True, gc=False):
    """How a box stands, as a table shows it: what the fold keeps for late statements left out."""

    kind: str | None
    """`kotak_suara`, `kotak_hasil_tps`, `kotak_rekapitulasi`, `kontainer`; None: not registered."""
    election: str | None
    meant_for: str | None
    """The TPS or PPK that it was registered for."""
    alias: str | None
    """The text of the code that another system already put on the box."""
    status: str
    """`dipegang`, `di_perjalanan`, `disengketakan`, `tidak_dikenal`, `diganti`, `dimusnahkan`."""
    holder: str | None
    """The one undisputed holder; None: nobody known, or disputed."""
    claimants: str
    """The units that state to hold it, with commas between; of a disputed box several."""
    place: str | None
    """Where it was last seen; on the road, the vehicle."""
    seen_at: datetime | None
    """When that was, by the clock of who saw it."""
    bay: str | None
    """The pallet or shelf, where it was stored last."""
    guard: str | None
    """The escort's unit, on the road."""
    consignment: str | None
    """On the road: with which consignment, and ..."""
    giver: str | None
    """... from whom, ..."""
    receiver: str | None
    """... to whom, ..."""
    origin: str | None
    """... from where, ..."""
    destination: str | None
    """... to where, and ..."""
    expected: datetime | None
    """... when it is expected there."""
    seals: str
    """On record, with commas between."""
    seals_missing: str
    """On record, and not found at the last look."""
    seals_extra: str
    """Found at the last look, and not on record."""
    seals_damaged: str
    """Found damaged at the last look."""
    opened: int | None
    """The leaf of the last opening; None once the box is sealed again."""
    packed: int | None
    """The leaf of the last packing."""
    is_packed: bool
    """Whether something is in it, as far as was stated."""
    successor: str | None
    """The box that took its place: this one is kept and used no more."""
    predecessor: str | None
    """The box whose place it took."""
    destroyed: int | None
    """The leaf by which it was destroyed."""
    registered: int | None
    """The leaf by which it was registered."""
    registrant: str | None
    """The unit that was its first holder."""
    discrepancies: int
    """In so many discrepancies it was named that are not resolved yet."""


def standing(box: Box) -> Standing:
    """Return how a box stands, for a line of a table."""
    item, road, content, found = box.item, box.road, box.content, box.difference
    return Standing(
        kind=item.box_kind if item else None,
        election=item.election if item else None,
        meant_for=item.destination if item else None,
        alias=item.alias if item else None,
        status=box.state,
        holder=box.holder,
        claimants=_LIST.join(box.custody.holders),
        place=box.place,
        seen_at=box.placed,
        bay=content.bay,
        guard=box.guard,
        consignment=road.consignment if road else None,
        giver=road.giver if road else None,
        receiver=road.receiver if road else None,
        origin=road.origin if road else None,
        destination=road.destination if road else None,
        expected=road.eta if road else None,
        seals=_LIST.join(box.seals),
        seals_missing=_LIST.join(found.missing),
        seals_extra=_LIST.join(found.extra),
        seals_damaged=_LIST.join(found.damaged),
        opened=box.opened,
        packed=content.packed,
        is_packed=content.is_packed,
        successor=content.successor,
        predecessor=content.predecessor,
        destroyed=content.destroyed,
        registered=box.registered,
        registrant=box.registration.registrant if box.registration else None,
        discrepancies=sum(one.is_open for one in box.trail.remarks),
    )


class Wanted(TypedDict, total=False):
    """Which boxes; what is None, or not given, takes any."""

    holder: str | None
    place: str | None
    consignment: str | None
    area: str | None
    """The district that they count for: `16.08.05`."""
    status: str | None


def box(view: View, name: str) -> Version[Box] | None:
    """Return what is known of one box; None: nothing."""
    return BOXES.one(view, name)


def boxes(
    view: View, *, after: str | None = None, limit: int = LIMIT, **wanted: Unpack[Wanted]
) -> Slice[Version[Box]]:
    """List boxes by name, of one holder, place, consignment, area or status if asked for."""
    return BOXES.listed(view, wanted, after, limit)


def changes(view: View, name: str) -> tuple[Version[Box], ...]:
    """Return every state that a box has had, the oldest first."""
    return BOXES.all(view, name)


def counted(view: View) -> dict[str, int]:
    """Count boxes by status."""
    return {str(status): count for status, count in BOXES.counted(view, "status").items()}


def held(view: View) -> dict[str | None, int]:
    """Count boxes by their undisputed holder; None: of nobody, or disputed."""
    counts = BOXES.counted(view, "holder")
    return {None if holder is None else str(holder): count for holder, count in counts.items()}


def seal(view: View, name: str) -> Version[Seal] | None:
    """Return what is known of one numbered seal; None: nothing."""
    return SEALS.one(view, name)


def seals(view: View, *, box: str | None = None, limit: int = LIMIT) -> Slice[Version[Seal]]:
    """List numbered seals by name, of one box if asked for."""
    return SEALS.listed(view, {"box": box}, None, limit)
