"""Access: who reported, who is inside, who was refused and who has left."""

from datetime import datetime
from typing import Final

from sqlalchemy import Index, text

from domain.visit import Visit
from projections.query import query
from projections.version import Columns, Version, Versions
from projections.view import LIMIT, Slice, View

_HOUR: Final = 13
"""Letters of a time up to its hour: `2024-11-25T08`."""


def _cells(visit: Visit) -> tuple[str, ...]:
    entered = "" if visit.granted is None else visit.granted.isoformat()[:_HOUR]
    return visit.state, visit.place or "", entered, visit.outside or ""


VISITS: Final = Versions(
    "kunjungan",
    Visit,
    Columns(
        ("status", "place", "entered", "outside"),
        _cells,
        unindexed=("entered", "outside"),
        common=("status",),
    ),
)
_STRIP: Final = ("place", "entered", "since", "until")
Index("kunjungan_outside", VISITS.table.c.since, sqlite_where=text("outside IS NOT NULL"))
Index("kunjungan_strip", *(VISITS.table.c[name] for name in _STRIP))

_DAYS: Final = (
    "SELECT DISTINCT substr(entered, 1, 10) FROM {visits} "
    "WHERE {holds} AND place = :place AND entered IS NOT NULL "
    "ORDER BY 1 DESC LIMIT :days"
)
_HOURS: Final = (
    "SELECT entered, count(*) FROM {visits} WHERE {holds} AND place = :place AND entered >= :from "
    "GROUP BY entered ORDER BY entered"
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


def hours(view: View, place: str, days: int) -> dict[str, int]:
    """Count who was let in at a place, by day and hour of the guard's clock (`2024-11-25T08`).

    Args:
        view: As of which leaf.
        place: Only there.
        days: So many of the newest days on which anybody was.
    """
    listed = query(_DAYS, visits=VISITS.fold, holds=view.holds)
    dates = [row[0] for row in view.rows(listed, {"place": place, "days": days})]
    if not dates:
        return {}
    counted = query(_HOURS, visits=VISITS.fold, holds=view.holds)
    return dict(view.rows(counted, {"place": place, "from": dates[-1]}))


def is_overdue(visit: Visit, at: datetime) -> bool:
    """Tell whether a visitor should have left by a stated time (aware)."""
    return visit.state == "di_dalam" and visit.due is not None and at > visit.due
