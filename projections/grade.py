"""Grades: how good the evidence of statements is, and of everything said about a box.

The grade at which a leaf was signed stands in its row; that it came from paper is known when the
same journal says so, perhaps days later, so that is looked up in the citations.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple, cast

from msgspec.json import encode

from domain.evidence import LateEntryDeclared
from domain.finding import Subject
from domain.grade import Grade
from projections.history import leaves
from projections.view import View

_GRADED: Final = (
    "SELECT leaf_index, grade FROM statement "
    "WHERE leaf_index IN (SELECT value FROM json_each(:leaves)) AND leaf_index <= :as_of "
    "AND grade IS NOT NULL"
)
_FROM_PAPER: Final = (
    "SELECT entry.leaf_index FROM statement AS entry "
    "JOIN citation ON citation.cited = entry.leaf "
    "JOIN statement AS word ON word.leaf_index = citation.leaf_index "
    "WHERE entry.leaf_index IN (SELECT value FROM json_each(:leaves)) "
    "AND word.kind = :kind AND word.journal = entry.journal AND word.leaf_index <= :as_of"
)


class Link(NamedTuple):
    """The weakest statement of a chain."""

    grade: Grade
    leaf_index: int
    """The first one of that grade."""


def grades(view: View, indexes: Sequence[int]) -> dict[int, Grade]:
    """Return the grade of each of these leaves that is a statement."""
    wanted = {"leaves": encode(sorted(indexes)).decode()}
    found = {row[0]: cast("Grade", row[1]) for row in view.rows(_GRADED, wanted)}
    for row in view.rows(_FROM_PAPER, {**wanted, "kind": LateEntryDeclared.__name__}):
        if row[0] in found:
            found[row[0]] = "C"
    return found


def weakest(view: View, kind: Subject, subject: str) -> Link | None:
    """Return the weakest statement about a subject; None: nothing was said about it."""
    found = grades(view, leaves(view.connection, kind, subject, as_of=view.as_of))
    if not found:
        return None
    worst = max(found.values())
    return Link(worst, min(index for index, grade in found.items() if grade == worst))
