"""Situation: which reports are awaited from whom, and what is stated of each area."""

from typing import Final

from domain.calm import Calm
from domain.reporting import Reporting
from projections.version import Columns, Version, Versions
from projections.view import LIMIT, Slice, View

REPORTS: Final = Versions(
    "laporan",
    Reporting,
    Columns(("unit", "area"), lambda reporting: (reporting.unit, reporting.area)),
)

AREAS: Final = Versions("situasi", Calm)


def reports(
    view: View,
    *,
    unit: str | None = None,
    area: str | None = None,
    after: str | None = None,
    limit: int = LIMIT,
) -> Slice[Version[Reporting]]:
    """List units with their areas, what they reported last and what is awaited of them."""
    return REPORTS.listed(view, {"unit": unit, "area": area}, after, limit)


def area(view: View, name: str) -> Version[Calm] | None:
    """Return what is stated of one area; None: nothing."""
    return AREAS.one(view, name)
