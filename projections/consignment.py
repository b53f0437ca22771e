"""Consignments: what was let go, what has arrived, what was accepted, and whether it adds up."""

from typing import Final, TypedDict, Unpack

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


class Wanted(TypedDict, total=False):
    """Which consignments; what is None, or not given, takes any."""

    status: str | None
    """`ditawarkan`, `di_perjalanan`, `tiba`, `diterima` or `ditolak`."""
    giver: str | None
    """Of this unit."""
    receiver: str | None
    """To this unit."""
    destination: str | None
    """To this place."""


def consignment(view: View, name: str) -> Version[Consignment] | None:
    """Return one consignment; an offer outside any goes by its leaf hash (base64)."""
    return CONSIGNMENTS.one(view, name)


def consignments(
    view: View, *, after: str | None = None, limit: int = LIMIT, **wanted: Unpack[Wanted]
) -> Slice[Version[Consignment]]:
    """List consignments by name.

    Args:
        view: As of which leaf.
        after: `next` of the slice before.
        limit: How many at most.
        wanted: Which.
    """
    return CONSIGNMENTS.listed(view, wanted, after, limit)


def counted(view: View) -> dict[str, int]:
    """Count consignments by status."""
    return {str(status): count for status, count in CONSIGNMENTS.counted(view, "status").items()}
