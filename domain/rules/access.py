"""R14 ACCESS_NO_EXIT, R16 DENIED_THEN_IN: who stayed, and who was let in after a refusal.

Source: docs/reference/rules.md; NIST SP 800-53 PE-8, visitor access records.
"""

from datetime import datetime
from typing import Final

import msgspec

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

DENIED_THEN_IN: Final = Rule(
    "R16",
    "DENIED_THEN_IN",
    "sedang",
    "pos",
    Sentence(
        "Tamu yang ditolak di {post} diizinkan masuk {minutes} menit kemudian: {difference:words}.",
        "A visitor refused at {post} was let in {minutes} minutes later: "
        "{difference_english:words}.",
    ),
)


class Answer(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """An answer to a visitor: at which leaf, when, and by whom."""

    index: int
    at: datetime
    by: str
    is_unexpected: bool = False
    """Nobody expects the signer to guard the place (R28)."""


class Entry(msgspec.Struct, frozen=True, gc=False):
    """An answer that let a visitor in."""

    answer: Answer
    purpose: str | None


class Refusal(msgspec.Struct, frozen=True, gc=False):
    """An answer that kept a visitor out."""

    answer: Answer
    purpose: str | None

    def differs(self, entry: Entry) -> bool:
        """Tell whether somebody else let the visitor in, or another purpose was stated."""
        return bool(_differences(self, entry))


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


def denied_then_in(post: str, entry: Entry, refusal: Refusal) -> Finding:
    """R16: refused, and let in soon after by another guard or for another purpose.

    It stands from the entry on, unless it comes out that it was not so.
    """
    differences = _differences(refusal, entry)
    passed = entry.answer.at - refusal.answer.at
    return DENIED_THEN_IN.finding(
        post,
        (entry.answer.index, refusal.answer.index),
        entry.answer.at - MOMENT,
        post=post,
        minutes=passed // minutes(1),
        difference=", ".join(indonesian for indonesian, _ in differences),
        difference_english=", ".join(english for _, english in differences),
    )


def _differences(refusal: Refusal, entry: Entry) -> list[tuple[str, str]]:
    found = []
    if refusal.answer.by != entry.answer.by:
        found.append(("oleh petugas lain", "by another guard"))
    old, new = refusal.purpose, entry.purpose
    if old is not None and new is not None and old != new:
        found.append((f"keperluan {old} menjadi {new}", f"purpose {old} became {new}"))
    return found
