"""Consignments: what was let go, what has arrived, what was accepted, and whether it adds up."""

from typing import Final, TypedDict, Unpack

from msgspec import structs

from domain.transit import Consignment, Lot
from projections.version import Columns, Version, Versions
from projections.view import LIMIT, Slice, View

LISTED: Final = 2048
"""A consignment of more boxes names them in its newest state alone."""


def past(one: Consignment) -> Consignment:
    """Return what is kept of a state that another has followed.

    Each statement about a consignment makes a state, so that of 10,000 boxes they would be written
    down a hundred times; the parts lead to the statements that name them.
    """
    sides = (one.offered, one.dispatched, one.arrived, one.accepted)
    listed = sum(len(lot.boxes) for lots in sides for lot in lots) + len(one.refused)
    if listed <= LISTED:
        return one
    offered, dispatched, arrived, accepted = map(_unlisted, sides)
    return structs.replace(
        one,
        offered=offered,
        dispatched=dispatched,
        arrived=arrived,
        accepted=accepted,
        refused=one.refused[:LISTED],
    )


def _unlisted(lots: tuple[Lot, ...]) -> tuple[Lot, ...]:
    return tuple(structs.replace(lot, boxes=()) for lot in lots)


CONSIGNMENTS: Final = Versions(
    "kiriman",
    Consignment,
    Columns(
        ("status", "giver", "receiver", "destination"),
        lambda one: (one.state, one.giver or "", one.receiver or "", one.destination or ""),
        common=("status",),
    ),
    past=past,
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
