"""R34 FINDING_STALE: what a supervisor asked for and nobody answered, or had to ask for again.

Source: docs/reference/rules.md; a store in Lebak was flooded after two letters and four warnings.
"""

from datetime import datetime
from typing import Final

from domain.finding import Finding, Sentence
from domain.rules.rule import Rule

STALE: Final = Rule(
    "R34",
    "FINDING_STALE",
    "tinggi",
    "temuan",
    Sentence(
        "Temuan {number} kepada {against} belum ditanggapi sampai batas waktunya.",
        "Finding {number} against {against} was not answered by its due time.",
    ),
)

AGAIN: Final = Rule(
    "R34",
    "FINDING_AGAIN",
    "tinggi",
    "ulangan",
    Sentence(
        "Temuan {number} tentang {rule} di {place} diajukan untuk ke-{times} kalinya.",
        "Finding {number} about {rule} at {place} was raised for time number {times}.",
    ),
)


def stale(subject: str, index: int, due: datetime, *, number: str, against: str) -> Finding:
    """R34: it stands unless the unit answers in time."""
    return STALE.finding(subject, (index,), due, number=number, against=against)


def again(
    subject: str, evidence: tuple[int, ...], about: tuple[str, str], number: str, times: int
) -> Finding:
    """R34: of one rule at one place (`about`); the evidence ends with those raised before."""
    rule, place = about
    return AGAIN.finding(subject, evidence, number=number, rule=rule, place=place, times=times)
