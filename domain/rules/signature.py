"""R08 SINGLE_SIGNED: one person's word where the catalogue asks two.

Source: docs/explanation/duties.md, docs/reference/rules.md.
"""

from datetime import datetime
from typing import Final

from domain.authority import Conflict, Why
from domain.finding import Finding, Sentence
from domain.policy import Thresholds
from domain.rules.rule import Rule, minutes

PENDING: Final = Rule(
    "R08",
    "SINGLE_SIGNED",
    "tinggi",
    "pernyataan",
    Sentence(
        "Pernyataan “{kind:kind}” dari {journal} belum didukung orang kedua sampai batas waktunya.",
        "Statement “{kind:kind}” from {journal} had no second person behind it by the due time.",
    ),
)

SAME: Final = Rule(
    "R08",
    "SINGLE_SIGNED",
    "tinggi",
    "pernyataan",
    Sentence(
        "Pernyataan “{kind:kind}” dari {journal} dijawab {second}: {reason}.",
        "Statement “{kind:kind}” from {journal} was answered by {second}: {reason_english}.",
    ),
)

DANGLING: Final = Rule(
    "R08",
    "SINGLE_SIGNED",
    "tinggi",
    "pernyataan",
    Sentence(
        "{journal} menjawab pernyataan yang sampai batas waktunya tidak ada dalam catatan.",
        "{journal} answered a statement that was not on record by the due time.",
    ),
)

POWERLESS: Final = Rule(
    "R08",
    "SINGLE_SIGNED",
    "sedang",
    "pernyataan",
    Sentence(
        "“{kind:kind}” dari {journal} didukung orang kedua dan tetap tanpa daya: {reason}.",
        "“{kind:kind}” from {journal} was endorsed and still has no force: {reason_english}.",
    ),
)

_POWERLESS: Final[dict[Why, tuple[str, str]]] = {
    "amendment": (
        "pembetulan dan dukungan tidak dibetulkan, hanya diganti",
        "amendments and endorsements are replaced, not amended",
    ),
    "not-understood": ("hasilnya bukan pernyataan yang sah", "it leads to no valid statement"),
    "replaces": (
        "tidak menyebut pembetulan yang berlaku saat itu",
        "it does not name the amendment in force then",
    ),
    "unit": (
        "penulisnya bukan penulis sasaran, atasannya, atau pendaftarnya",
        "neither the author of the target, nor a head of the unit, nor the registrar has said it",
    ),
    "favoured": (
        "pendukungnya diuntungkan, atau bukan pihak lainnya",
        "it favours who endorsed it, or that is not the other party",
    ),
    "unknown-journal": (
        "salah satu perangkat belum atas nama petugas",
        "a device speaks for nobody",
    ),
}
"""A target that is not in the log yet may still come, so that it is no finding."""

_REASONS: Final[dict[Conflict, tuple[str, str]]] = {
    "journal": ("perangkat yang sama", "the same device"),
    "person": ("orang yang sama", "the same person"),
    "stranger": ("perangkat belum atas nama petugas", "its device speaks for nobody"),
    "unit": ("unit yang sama", "the same unit"),
    "line": ("pihak yang sama, padahal diminta dua pihak", "the same line, where two are asked"),
    "enroller": ("yang satu mendaftarkan yang lain", "one of them enrolled the other"),
}


def second_due(at: datetime, policy: Thresholds) -> datetime:
    """Return until when the second person must have signed."""
    return at + minutes(policy.single_signed)


def pending(leaf: str, index: int, kind: str, journal: str, due: datetime) -> Finding:
    """R08: it stands unless a second person signs in time."""
    return PENDING.finding(leaf, (index,), due, kind=kind, journal=journal)


def same(
    leaf: str, evidence: tuple[int, int], kind: str, journals: tuple[str, str], why: Conflict
) -> Finding:
    """R08: the second signature is no second person's."""
    indonesian, english = _REASONS[why]
    return SAME.finding(
        leaf,
        evidence,
        kind=kind,
        journal=journals[0],
        second=journals[1],
        reason=indonesian,
        reason_english=english,
    )


def dangling(leaf: str, index: int, journal: str, at: datetime, policy: Thresholds) -> Finding:
    """R08: an answer to nothing; it stands unless what it cites arrives."""
    due = at + minutes(policy.citation_wait)
    return DANGLING.finding(leaf, (index,), due, journal=journal)


def powerless(
    leaf: str, evidence: tuple[int, int], kind: str, journal: str, why: Why
) -> Finding | None:
    """R08: an amendment was endorsed in vain; None: it may come in force by itself."""
    words = _POWERLESS.get(why)
    if words is None:
        return None
    return POWERLESS.finding(
        leaf, evidence, kind=kind, journal=journal, reason=words[0], reason_english=words[1]
    )
