"""Orders: which were issued, who has not taken note, and who is still away."""

from typing import Final

from msgspec import structs

from domain.mission import Mission
from projections.version import Columns, Version, Versions
from projections.view import LIMIT, Slice, View

ORDERS: Final = Versions(
    "perintah",
    Mission,
    Columns(("unit",), lambda mission: (mission.unit or "",)),
    past=lambda mission: structs.replace(mission, present=()),
)


def order(view: View, number: str) -> Version[Mission] | None:
    """Return one order by the number of its letter."""
    return ORDERS.one(view, number)


def orders(
    view: View, *, unit: str | None = None, after: str | None = None, limit: int = LIMIT
) -> Slice[Version[Mission]]:
    """List orders by number, to one unit if asked for."""
    return ORDERS.listed(view, {"unit": unit}, after, limit)
