"""Neutrality: the cases by the step that they have come to, and every unit in numbers."""

from typing import Final

from domain.case import Case
from domain.impartiality import Impartiality
from projections.version import Columns, Version, Versions
from projections.view import LIMIT, Slice, View

CASES: Final = Versions(
    "perkara",
    Case,
    Columns(
        ("status", "unit"),
        lambda case: (case.status, case.unit),
        unindexed=("status",),
    ),
)

UNITS: Final = Versions("netralitas", Impartiality)


def cases(
    view: View,
    *,
    unit: str | None = None,
    status: str | None = None,
    after: str | None = None,
    limit: int = LIMIT,
) -> Slice[Version[Case]]:
    """List cases by number, of one unit or in one step if asked for."""
    return CASES.listed(view, {"unit": unit, "status": status}, after, limit)


def unit(view: View, name: str) -> Version[Impartiality] | None:
    """Return what a unit has stated about its neutrality; None: nothing."""
    return UNITS.one(view, name)
