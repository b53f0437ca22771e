"""Inquiries: what supervisors have raised, in which state it is and until when an answer is due."""

from typing import Final

from domain.inquiry import Inquiry
from projections.version import Columns, Version, Versions
from projections.view import LIMIT, Slice, View

INQUIRIES: Final = Versions(
    "temuan", Inquiry, Columns(("status",), lambda one: (one.status,), unindexed=("status",))
)


def inquiries(
    view: View, *, after: str | None = None, limit: int = LIMIT
) -> Slice[Version[Inquiry]]:
    """List them in the order of their last change."""
    return INQUIRIES.recent(view, {}, after, limit)


def counted(view: View) -> dict[str, int]:
    """Count them by their state."""
    return {str(status): count for status, count in INQUIRIES.counted(view, "status").items()}
