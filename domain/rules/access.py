"""R14 ACCESS_NO_EXIT: a visitor let in has not been seen leaving, or is left out at the handover.

Source: docs/reference/rules.md; NIST SP 800-53 PE-8, visitor access records.
"""

from datetime import datetime
from typing import Final

from domain.finding import Finding, Sentence
from domain.policy import Thresholds
from domain.rules.rule import MOMENT, Rule, minutes

NO_EXIT: Final = Rule(
    "R14",
    "ACCESS_NO_EXIT",
    "sedang",
    "kunjungan",
    Sentence(
        "Tamu yang masuk di {place} belum dicatat keluar sampai batas waktunya.",
        "A visitor let in at {place} was not recorded as having left by the due time.",
    ),
)

NOT_LISTED: Final = Rule(
    "R14",
    "ACCESS_NO_EXIT",
    "sedang",
    "pos",
    Sentence(
        "Serah terima jaga di {post} tidak menyebut {count} tamu yang masih tercatat di dalam.",
        "The handover of the watch at {post} does not list {count} visitors still on record as "
        "inside.",
    ),
)


def exit_due(at: datetime, policy: Thresholds) -> datetime:
    """Return until when a visit may last."""
    return at + minutes(policy.access_open)


def no_exit(visit: str, index: int, place: str, due: datetime) -> Finding:
    """R14: let in; it stands unless the visitor left in time."""
    return NO_EXIT.finding(visit, (index,), due, place=place)


def not_listed(post: str, evidence: tuple[int, ...], at: datetime) -> Finding:
    """R14: visitors inside are missing from the handover of the watch.

    Args:
        post: The guarded place.
        evidence: The handover, then the leaf of each entry that it does not list.
        at: When the watch was handed over: since then it stands, unless an exit stated for before
            arrives and settles it.
    """
    return NOT_LISTED.finding(post, evidence, at - MOMENT, post=post, count=len(evidence) - 1)
