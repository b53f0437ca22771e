"""R08 SINGLE_SIGNED: one person's word where the catalogue asks two.

Source: docs/explanation/duties.md, docs/reference/rules.md.
"""

from datetime import datetime
from typing import Final

from domain.authority import Conflict
from domain.finding import Finding, Sentence
from domain.policy import Thresholds
from domain.rules.rule import Rule, minutes

PENDING: Final = Rule(
    "R08",
    "SINGLE_SIGNED",
    "tinggi",
    "pernyataan",
    Sentence(
        "Pernyataan {kind} dari {journal} belum didukung orang kedua sampai batas waktunya.",
        "Statement {kind} from {journal} had no second person behind it by the due time.",
    ),
)

SAME: Final = Rule(
    "R08",
    "SINGLE_SIGNED",
    "tinggi",
    "pernyataan",
    Sentence(
        "Pernyataan {kind} dari {journal} dijawab {second}: {reason}.",
        "Statement {kind} from {journal} was answered by {second}: {reason_english}.",
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

_REASONS: Final[dict[Conflict, tuple[str, str]]] = {
    "journal": ("perangkat yang sama", "the same device"),
    "person": ("orang yang sama", "the same person"),
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
