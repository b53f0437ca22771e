"""Custody: who holds which box, who guards it, where it was last seen, and what seals are on it.

Three different things, kept apart: the holder, the guard and the place.  A box that more than one
unit claims is `disengketakan` and has no holder here; its claims stand in its state.
"""

from typing import Final, TypedDict, Unpack

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
        unindexed=("status", "area", "course"),
    ),
    past=_past,
)

_COUNTED: Final = tuple(BOXES.table.c[name] for name in ("area", "course", "place"))
_UNTIL: Final = BOXES.table.c.until
Index("kotak_progress", *_COUNTED, _UNTIL, sqlite_where=text("until IS NULL"))
Index("kotak_progress_then", BOXES.table.c.since, _UNTIL, *_COUNTED)

SEALS: Final = Versions("segel", Seal, Columns(("box",), lambda seal: (seal.box or "",)))


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
