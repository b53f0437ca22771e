"""R25 CLOCK_SKEW, R26 LATE_SYNC, R35 LOG_WITHHELD: clocks beside what witnesses have proven.

Source: docs/reference/rules.md; RFC 3161 for what a time can prove.
"""

from datetime import datetime
from typing import Final

from domain.finding import Finding, Sentence
from domain.policy import Thresholds
from domain.rules.rule import Rule, minutes
from domain.statement import time

BACKWARDS: Final = Rule(
    "R25",
    "CLOCK_SKEW",
    "sedang",
    "jurnal",
    Sentence(
        "Waktu pada {journal} mundur: nomor {sequence} menyebut {at:time}, nomor sebelumnya "
        "{before:time}.",
        "Time runs backwards on {journal}: number {sequence} says {at:time}, the number before "
        "{before:time}.",
    ),
)

EARLY: Final = Rule(
    "R25",
    "CLOCK_SKEW",
    "sedang",
    "jurnal",
    Sentence(
        "{journal} nomor {sequence} menyebut {at:time}, padahal mengutip log yang baru disaksikan "
        "pada {bound:time}.",
        "{journal} number {sequence} says {at:time}, but cites a log that was witnessed at "
        "{bound:time}.",
    ),
)

AHEAD: Final = Rule(
    "R25",
    "CLOCK_SKEW",
    "sedang",
    "jurnal",
    Sentence(
        "{journal} menyebut {at:time} pada daun yang sudah disaksikan pada {bound:time}.",
        "{journal} says {at:time} at a leaf that had been witnessed at {bound:time}.",
    ),
)

LATE: Final = Rule(
    "R26",
    "LATE_SYNC",
    "sedang",
    "jurnal",
    Sentence(
        "{journal} nomor {sequence} menyebut {at:time} dan baru masuk setelah {bound:time}.",
        "{journal} number {sequence} says {at:time} and came in only after {bound:time}.",
    ),
)

WITHHELD: Final = Rule(
    "R35",
    "LOG_WITHHELD",
    "kritis",
    "buku",
    Sentence(
        "Daun {leaf} sejak {since:time} belum disaksikan kuorum, lebih dari {minutes} menit.",
        "Leaf {leaf} has not been seen by a quorum of witnesses since {since:time}, for more than "
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
        journal, (index,), journal=journal, sequence=sequence, at=at, bound=_beside(at, bound)
    )


def ahead(journal: str, evidence: tuple[int, int], at: str, bound: datetime) -> Finding:
    """R25: the time stated lies after witnesses have seen it.

    Args:
        journal: Which one.
        evidence: The leaf, and the one at which it became known.
        at: The time stated.
        bound: When it was seen.
    """
    return AHEAD.finding(journal, evidence, journal=journal, at=at, bound=_beside(at, bound))


def late(journal: str, index: int, sequence: int, at: str, bound: datetime) -> Finding:
    """R26: it reached the log long after the time stated; that is no guilt."""
    return LATE.finding(
        journal, (index,), journal=journal, sequence=sequence, at=at, bound=_beside(at, bound)
    )


def _beside(at: str, bound: datetime) -> str:
    """Return a witness' time in the zone of the one that it is compared with."""
    return bound.astimezone(time(at).tzinfo).isoformat()


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
