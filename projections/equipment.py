"""Equipment: which devices of a place work, and where one is down."""

from typing import Final

from msgspec import structs

from domain.apparatus import Apparatus
from projections.version import Columns, Version, Versions
from projections.view import LIMIT, Slice, View

APPARATUSES: Final = Versions(
    "alat",
    Apparatus,
    Columns(("status",), lambda apparatus: (apparatus.status,), unindexed=("status",)),
    milestone=lambda apparatus: apparatus.devices,
    past=lambda apparatus: structs.replace(apparatus, marks=(), down=()),
)
"""Patrols are written over the row that holds; what counts for people is which devices work."""


def apparatus(view: View, place: str) -> Version[Apparatus] | None:
    """Return the equipment of one place; None: nothing was ever said about it."""
    return APPARATUSES.one(view, place)


def apparatuses(
    view: View, *, status: str | None = None, after: str | None = None, limit: int = LIMIT
) -> Slice[Version[Apparatus]]:
    """List places by name; only those where something is `mati` (down), if asked for."""
    return APPARATUSES.listed(view, {"status": status}, after, limit)
