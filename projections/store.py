"""Stores: which doors stand open, who is among the goods, and where goods are that may not be."""

from typing import Final

from msgspec import structs

from domain.warehouse import Store
from projections.version import Columns, Version, Versions
from projections.view import LIMIT, Slice, View

STORES: Final = Versions(
    "gudang",
    Store,
    Columns(
        ("status",),
        lambda store: ("terbuka" if store.open else "tertutup",),
        unindexed=("status",),
    ),
    past=lambda store: structs.replace(store, parties=(), exits=()),
)


def store(view: View, place: str) -> Version[Store] | None:
    """Return one store; None: nobody has opened it, and all goods there may be there."""
    return STORES.one(view, place)


def stores(
    view: View, *, status: str | None = None, after: str | None = None, limit: int = LIMIT
) -> Slice[Version[Store]]:
    """List stores by name; only those that are `terbuka` (open) or `tertutup`, if asked for."""
    return STORES.listed(view, {"status": status}, after, limit)
