"""Access: who reported, who is inside, who was refused and who has left."""

from datetime import datetime
from typing import Final

from domain.visit import Visit
from projections.version import Columns, Version, Versions
from projections.view import LIMIT, Slice, View

VISITS: Final = Versions(
    "kunjungan",
    Visit,
    Columns(
        ("status", "place"), lambda visit: (visit.state, visit.place or ""), unindexed=("status",)
    ),
)


def visit(view: View, leaf: str) -> Version[Visit] | None:
    """Return one visit, by the leaf hash (base64) of its report."""
    return VISITS.one(view, leaf)


def visits(
    view: View,
    *,
    place: str | None = None,
    status: str | None = None,
    after: str | None = None,
    limit: int = LIMIT,
) -> Slice[Version[Visit]]:
    """List visits in the order of their last change, at one place or of one status if asked for.

    Args:
        view: As of which leaf.
        place: Only there.
        status: `melapor`, `di_dalam`, `ditolak` or `keluar`.
        after: `next` of the slice before.
        limit: How many at most.
    """
    return VISITS.recent(view, {"place": place, "status": status}, after, limit)


def inside(
    view: View, *, place: str | None = None, after: str | None = None, limit: int = LIMIT
) -> Slice[Version[Visit]]:
    """List who is inside, those who entered first at the top."""
    return visits(view, place=place, status="di_dalam", after=after, limit=limit)


def is_overdue(visit: Visit, at: datetime) -> bool:
    """Tell whether a visitor should have left by a stated time (aware)."""
    return visit.state == "di_dalam" and visit.due is not None and at > visit.due
