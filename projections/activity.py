"""Activities: which are being secured, which are over, and which drills were held."""

from typing import Final

from domain.drill import Drill
from domain.securing import Securing
from projections.version import Columns, Version, Versions
from projections.view import LIMIT, Slice, View

ACTIVITIES: Final = Versions(
    "giat",
    Securing,
    Columns(
        ("status", "place"),
        lambda activity: (activity.status, activity.place),
        unindexed=("status",),
    ),
)

DRILLS: Final = Versions("latihan", Drill)


def activities(
    view: View,
    *,
    place: str | None = None,
    status: str | None = None,
    after: str | None = None,
    limit: int = LIMIT,
) -> Slice[Version[Securing]]:
    """List activities in the order of their last change, in one area or of one status."""
    return ACTIVITIES.recent(view, {"place": place, "status": status}, after, limit)


def drills(view: View, *, after: str | None = None, limit: int = LIMIT) -> Slice[Version[Drill]]:
    """List drills by name."""
    return DRILLS.listed(view, {}, after, limit)
