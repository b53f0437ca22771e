"""Attention: what does not fit, by rule, and what supervisors have said about it so far.

A word of a supervisor takes nothing away: a finding stands as long as what it rests on, and beside
it stands who has looked at it.
"""

from binascii import b2a_base64
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from msgspec.json import encode

from domain.finding import SEVERITIES, Severity
from projections.findings import microseconds
from projections.query import query
from projections.view import View

_CONCERNS: Final = (
    "SELECT rule, min(severity), count(*), min(since) FROM finding WHERE {holds} "
    "AND (due IS NULL OR due < :at) AND explained_by IS NULL GROUP BY rule "
    "ORDER BY min(severity), min(since), count(*) DESC"
)
_REVIEWS: Final = (
    "SELECT about.leaf_index, word.leaf_index, word.kind, word.journal, word.leaf "
    "FROM statement AS about JOIN citation ON citation.cited = about.leaf "
    "JOIN statement AS word ON word.leaf_index = citation.leaf_index "
    "WHERE about.leaf_index IN (SELECT value FROM json_each(:leaves)) "
    "AND citation.role = 'basis' AND word.kind IN ('ObservationFiled', 'FindingRaised') "
    "AND word.leaf_index <= :as_of ORDER BY word.leaf_index"
)
_HASHES: Final = (
    "SELECT leaf_index, leaf FROM statement "
    "WHERE leaf_index IN (SELECT value FROM json_each(:leaves))"
)


class Concern(NamedTuple):
    """All open findings of one rule."""

    rule: str
    severity: Severity
    """The gravest of them."""
    number: int
    """How many there are."""
    oldest: int
    """The leaf that has raised the oldest."""


class Review(NamedTuple):
    """A supervisor's word about what a finding rests on."""

    leaf_index: int
    kind: str
    """`ObservationFiled` or `FindingRaised`."""
    journal: str
    leaf: str
    """Its hash, in base64."""


def concerns(view: View, at: datetime) -> tuple[Concern, ...]:
    """List rules with open findings at a stated time (aware): the gravest, then the oldest."""
    rows = view.rows(query(_CONCERNS, holds=view.holds), {"at": microseconds(at)})
    return tuple(Concern(row[0], SEVERITIES[row[1]], row[2], row[3]) for row in rows)


def reviews(view: View, leaves: Iterable[int]) -> Mapping[int, Sequence[Review]]:
    """Return what supervisors have said about statements, by leaf index, in log order."""
    found: dict[int, list[Review]] = {}
    for about, index, kind, journal, leaf in view.rows(_REVIEWS, _wanted(leaves)):
        found.setdefault(about, []).append(Review(index, kind, journal, _base64(leaf)))
    return found


def hashes(view: View, leaves: Iterable[int]) -> dict[int, str]:
    """Return the hashes (base64) of leaves."""
    return {row[0]: _base64(row[1]) for row in view.rows(_HASHES, _wanted(leaves))}


def _wanted(leaves: Iterable[int]) -> dict[str, object]:
    return {"leaves": encode(sorted(set(leaves))).decode()}


def _base64(leaf: bytes) -> str:
    return b2a_base64(leaf, newline=False).decode()
