"""Incidents: what is being dealt with, where, and what is over."""

from typing import Final

from domain.happening import Happening
from projections.version import Columns, Version, Versions
from projections.view import LIMIT, Slice, View

INCIDENTS: Final = Versions(
    "kejadian",
    Happening,
    Columns(
        ("status", "place"),
        lambda incident: (incident.status, incident.place),
        unindexed=("status",),
    ),
)


def incident(view: View, leaf: str) -> Version[Happening] | None:
    """Return one incident, by the leaf hash (base64) of its report."""
    return INCIDENTS.one(view, leaf)


def incidents(
    view: View,
    *,
    place: str | None = None,
    status: str | None = None,
    after: str | None = None,
    limit: int = LIMIT,
) -> Slice[Version[Happening]]:
    """List incidents in the order of their last change, at one place or of one status."""
    return INCIDENTS.recent(view, {"place": place, "status": status}, after, limit)
