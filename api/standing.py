"""Standing: what supervisors have said about differences, and where what they raised stands.

A difference is found by the rules; a finding (*temuan*) is a person's word against a unit, with a
clock.  They meet in the statements on which both rest.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from api.sheet import Cell, Text, link, moment
from domain.inquiry import Inquiry
from projections import attention
from projections.attention import Review
from projections.findings import Listed
from projections.inquiry import INQUIRIES
from projections.view import View

STATUS: Final = {
    "tidak_dikenal": Text("belum diajukan", "not raised yet"),
    "terbuka": Text("menunggu tanggapan", "waits for an answer"),
    "dijawab": Text("sudah ditanggapi", "answered"),
    "diteruskan": Text("diteruskan", "escalated"),
    "ditutup": Text("ditutup", "closed"),
}
"""What the states of a finding that was raised are called."""

RAISED: Final = Text("diajukan", "raised")
DUE: Final = Text("batas waktu", "due")


class Standing(NamedTuple):
    """What was said about the differences of one page, read at once."""

    reviews: Mapping[int, Sequence[Review]]
    """By the leaf that it is about."""
    inquiries: Mapping[str, Inquiry]
    """By the leaf hash of the finding that was raised."""

    @classmethod
    def of(cls, view: View, found: Sequence[Listed]) -> "Standing":
        """Read it for these differences."""
        reviews = attention.reviews(view, {i for one in found for i in one.finding.evidence})
        raised = [one.leaf for all_of in reviews.values() for one in all_of]
        return cls(reviews, INQUIRIES.some(view, raised))

    def about(self, found: Listed, kind: str | None = None) -> list[Review]:
        """Return what was said about a difference: about any statement that it rests on.

        Args:
            found: The difference.
            kind: `ObservationFiled` or `FindingRaised`; None: both.
        """
        said = {one for i in found.finding.evidence for one in self.reviews.get(i, ())}
        rule = found.finding.rule
        return sorted(one for one in said if kind in {None, one.kind} and self._is_about(one, rule))

    def cells(self, found: Listed) -> list[Cell]:
        """Write whether it was raised, in which state that is, and until when an answer is due."""
        raised = self.about(found, "FindingRaised")
        if not raised:
            return [Cell(Text("belum diajukan", "not raised")), Cell()]
        state = self.inquiries.get(raised[-1].leaf)
        word = STATUS["tidak_dikenal" if state is None else state.status]
        due = None if state is None or state.closing is not None else due_of(state)
        return [Cell(word, page_of(raised[-1].leaf)), moment(due)]

    def told(self, found: Listed, kind: str | None = None) -> list[dict[str, Any]]:
        """Return it as JSON has it."""
        return [_told(one, self.inquiries.get(one.leaf)) for one in self.about(found, kind)]

    def _is_about(self, review: Review, rule: str) -> bool:
        """Tell whether a finding that was raised names no other rule."""
        inquiry = self.inquiries.get(review.leaf)
        return inquiry is None or inquiry.raised is None or inquiry.raised.rule in {None, rule}


def due_of(inquiry: Inquiry) -> datetime | None:
    """Return until when an answer is awaited: by the last one who set a time."""
    if inquiry.escalations:
        return inquiry.escalations[-1].due
    return None if inquiry.raised is None else inquiry.raised.due


def page_of(name: str) -> str | None:
    """Return the page of a finding that was raised, by its leaf hash."""
    return link("subjects/temuan", name).href


def _told(review: Review, inquiry: Inquiry | None) -> dict[str, Any]:
    told: dict[str, Any] = {
        "leaf_index": review.leaf_index,
        "kind": review.kind,
        "journal": review.journal,
    }
    return told if inquiry is None else told | {"status": inquiry.status, "due": due_of(inquiry)}
