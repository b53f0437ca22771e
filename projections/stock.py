"""Stocks: how many of an item a holder should have, as the log tells, and what was counted.

Each is named `<holder>:<item>`.
"""

from typing import Final

from msgspec import structs

from domain.movement import stock as named
from domain.stock import Stock
from projections.version import Columns, Version, Versions
from projections.view import LIMIT, Slice, View

STOCKS: Final = Versions(
    "stok",
    Stock,
    Columns(
        ("status",),
        lambda stock: ("dihitung" if stock.counts else "belum_dihitung",),
        unindexed=("status",),
    ),
    past=lambda stock: structs.replace(stock, moves=stock.moves[-1:]),
)


def stock(view: View, holder: str, item: str) -> Version[Stock] | None:
    """Return the stock of one item; None: nothing was ever said about it."""
    return STOCKS.one(view, named(holder, item))


def stocks(
    view: View, *, status: str | None = None, after: str | None = None, limit: int = LIMIT
) -> Slice[Version[Stock]]:
    """List stocks by name; only those `dihitung` (counted) or `belum_dihitung`, if asked for."""
    return STOCKS.listed(view, {"status": status}, after, limit)


def card(view: View, holder: str, item: str) -> tuple[Version[Stock], ...]:
    """Return every state of a stock, the oldest first: its stock card."""
    return STOCKS.all(view, named(holder, item))
