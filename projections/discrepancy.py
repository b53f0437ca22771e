"""Discrepancies that people have declared: what did not fit, where, and what became of it."""

from typing import Final

from domain.disparity import Disparity
from projections.statement import SIGNINGS
from projections.version import Columns, Version, Versions
from projections.view import LIMIT, Slice, View

DISCREPANCIES: Final = Versions(
    "selisih",
    Disparity,
    Columns(
        ("status", "place"),
        lambda one: (one.status, one.place),
        unindexed=("status",),
    ),
)


def discrepancy(view: View, leaf: str) -> Version[Disparity] | None:
    """Return one discrepancy, by the leaf hash (base64) of its declaration."""
    return DISCREPANCIES.one(view, leaf)


def discrepancies(
    view: View,
    *,
    place: str | None = None,
    status: str | None = None,
    after: str | None = None,
    limit: int = LIMIT,
) -> Slice[Version[Disparity]]:
    """List discrepancies in the order of their last change, at one place or of one status."""
    return DISCREPANCIES.recent(view, {"place": place, "status": status}, after, limit)


def is_settled(view: View, one: Disparity) -> bool:
    """Tell whether a second person stands by the resolution that counts."""
    if one.resolution is None:
        return False
    signing = SIGNINGS.one(view, one.resolution)
    return signing is not None and signing.state.state == "lengkap"
