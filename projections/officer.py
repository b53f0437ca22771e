"""Officers: whom rolls name, with pledges, assignments and the posts stood at."""

from typing import Final

from domain.officer import Officer
from projections.version import Columns, Version, Versions
from projections.view import LIMIT, Slice, View

OFFICERS: Final = Versions(
    "petugas",
    Officer,
    Columns(
        ("status",),
        lambda officer: ("tanpa_ikrar" if officer.unpledged else "",),
        unindexed=("status",),
    ),
)


def officer(view: View, person: str) -> Version[Officer] | None:
    """Return what is known of one person; None: no roll names that person."""
    return OFFICERS.one(view, person)


def unpledged(
    view: View, *, after: str | None = None, limit: int = LIMIT
) -> Slice[Version[Officer]]:
    """List who has had, or is to have, a duty without the pledge."""
    return OFFICERS.listed(view, {"status": "tanpa_ikrar"}, after, limit)
