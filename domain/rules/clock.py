"""R25 CLOCK_SKEW, R26 LATE_SYNC, R35 LOG_WITHHELD: clocks beside what witnesses have proven.

Source: docs/reference/rules.md; RFC 3161 for what a time can prove.
"""

from datetime import datetime
from typing import Final

from domain.finding import Finding, Sentence
from domain.policy import Thresholds
from domain.rules.rule import Rule, minutes

BACKWARDS: Final = Rule(
    "R25",
    "CLOCK_SKEW",
    "sedang",
    "jurnal",
    Sentence(
        "Waktu pada {journal} mundur: nomor {sequence} menyebut {at}, nomor sebelumnya {before}.",
        "Time runs backwards on {journal}: number {sequence} says {at}, the number before "
        "{before}.",
    ),
)

EARLY: Final = Rule(
    "R25",
    "CLOCK_SKEW",
    "sedang",
    "jurnal",
    Sentence(
        "{journal} nomor {sequence} menyebut {at}, padahal mengutip log yang baru disaksikan pada "
        "{bound}.",
        "{journal} number {sequence} says {at}, but cites a log that was witnessed at {bound}.",
    ),
)

AHEAD: Final = Rule(
    "R25",
    "CLOCK_SKEW",
    "sedang",
    "jurnal",
    Sentence(
        "{journal} menyebut {at} pada daun yang sudah disaksikan pada {bound}.",
        "{journal} says {at} at a leaf that had been witnessed at {bound}.",
    ),
)

LATE: Final = Rule(
    "R26",
    "LATE_SYNC",
    "sedang",
    "jurnal",
    Sentence(
        "{journal} nomor {sequence} menyebut {at} dan baru masuk setelah {bound}.",
        "{journal} number {sequence} says {at} and came in only after {bound}.",
    ),
)

WITHHELD: Final = Rule(
    "R35",
    "LOG_WITHHELD",
    "kritis",
    "buku",
    Sentence(
        "Daun {leaf} sejak {since} belum disaksikan kuorum, lebih dari {minutes} menit.",
        "Leaf {leaf} has not been seen by a quorum of witnesses since {since}, for more than "
        "{minutes} minutes.",
    ),
)


def backwards(
    journal: str, evidence: tuple[int, int], sequence: int, at: str, before: str
) -> Finding:
    """R25: the time stated lies before the time of the number before."""
    return BACKWARDS.finding(
        journal, evidence, journal=journal, sequence=sequence, at=at, before=before
    )


def early(journal: str, index: int, sequence: int, at: str, bound: datetime) -> Finding:
    """R25: the time stated lies before what the statement itself has seen."""
    return EARLY.finding(
        journal, (index,), journal=journal, sequence=sequence, at=at, bound=bound.isoformat()
    )


def ahead(journal: str, evidence: tuple[int, int], at: str, bound: datetime) -> Finding:
    """R25: the time stated lies after witnesses have seen it.

    Args:
        journal: Which one.
        evidence: The leaf, and the one at which it became known.
        at: The time stated.
        bound: When it was seen.
    """
    return AHEAD.finding(journal, evidence, journal=journal, at=at, bound=bound.isoformat())


def late(journal: str, index: int, sequence: int, at: str, bound: datetime) -> Finding:
    """R26: it reached the log long after the time stated; that is no guilt."""
    return LATE.finding(
        journal, (index,), journal=journal, sequence=sequence, at=at, bound=bound.isoformat()
    )


def withheld(subject: str, index: int, since: datetime, policy: Thresholds) -> Finding:
    """R35: it stands unless a quorum sees the leaf in time."""
    return WITHHELD.finding(
        subject,
        (index,),
        since + minutes(policy.witness_wait),
        leaf=index,
        since=since.isoformat(),
        minutes=policy.witness_wait,
    )
