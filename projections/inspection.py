"""Inspections: which are planned where, when somebody looked last, and until when the next is due.

Each is named `<place>:<template>`.
"""

from typing import Final

from domain.rounds import Round
from projections.version import Columns, Version, Versions
from projections.view import LIMIT, Slice, View

ROUNDS: Final = Versions(
    "periksa",
    Round,
    Columns(
        ("status",),
        lambda one: ("direncanakan" if one.duty is not None else "sukarela",),
        unindexed=("status",),
    ),
)


def inspection(view: View, place: str, template: str) -> Version[Round] | None:
    """Return one inspection at one place; None: nobody planned it or made it."""
    return ROUNDS.one(view, f"{place}:{template}")


def inspections(
    view: View, *, status: str | None = None, after: str | None = None, limit: int = LIMIT
) -> Slice[Version[Round]]:
    """List inspections by name; only those `direncanakan` (planned) or `sukarela` (unasked)."""
    return ROUNDS.listed(view, {"status": status}, after, limit)
