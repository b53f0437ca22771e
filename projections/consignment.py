"""Consignments: what was let go, what has arrived, what was accepted, and whether it adds up."""

from typing import Final

from domain.transit import Consignment
from projections.version import Columns, Version, Versions
from projections.view import LIMIT, Slice, View

CONSIGNMENTS: Final = Versions(
    "kiriman",
    Consignment,
    Columns(
        ("status", "giver", "receiver", "destination"),
        lambda one: (one.state, one.giver or "", one.receiver or "", one.destination or ""),
        unindexed=("status",),
    ),
)


def consignment(view: View, name: str) -> Version[Consignment] | None:
    """Return one consignment; an offer outside any goes by its leaf hash (base64)."""
    return CONSIGNMENTS.one(view, name)


def consignments(  # noqa: PLR0913 - one argument per thing that people filter by
    view: View,
    *,
    status: str | None = None,
    giver: str | None = None,
    receiver: str | None = None,
    destination: str | None = None,
    after: str | None = None,
    limit: int = LIMIT,
) -> Slice[Version[Consignment]]:
    """List consignments by name.

    Args:
        view: As of which leaf.
        status: `ditawarkan`, `di_perjalanan`, `tiba`, `diterima` or `ditolak`.
        giver: Only of this unit.
        receiver: Only to this unit.
        destination: Only to this place.
        after: `next` of the slice before.
        limit: How many at most.
    """
    where = {"status": status, "giver": giver, "receiver": receiver, "destination": destination}
    return CONSIGNMENTS.listed(view, where, after, limit)


def counted(view: View) -> dict[str, int]:
    """Count consignments by status."""
    return {str(status): count for status, count in CONSIGNMENTS.counted(view, "status").items()}
