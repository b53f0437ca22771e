"""R23 SITREP_MISSING and CONTRADICTED: no word when one was due, and *nihil* when it was not.

Source: docs/reference/rules.md; silence is not the same as "nothing happened".
"""

from datetime import datetime
from typing import Final

from domain.finding import Finding, Sentence
from domain.rules.rule import Rule, minutes

MISSING: Final = Rule(
    "R23",
    "SITREP_MISSING",
    "tinggi",
    "laporan",
    Sentence(
        "{unit} belum melaporkan situasi {area} yang jatuh {due:time}, lebih dari {minutes} menit "
        "sesudahnya.",
        "{unit} had not reported on the situation in {area} that was due at {due:time}, more than "
        "{minutes} minutes after it.",
    ),
)

CONTRADICTED: Final = Rule(
    "R23",
    "CONTRADICTED",
    "tinggi",
    "situasi",
    Sentence(
        "Situasi {area} dilaporkan nihil, sedangkan untuk waktu yang sama dinyatakan kejadian "
        "menonjol atau selisih.",
        "The situation in {area} was reported as nil, while a grave incident or a discrepancy was "
        "stated for the same time.",
    ),
)


def missing(subject: str, duty: tuple[str, str], index: int, due: tuple[datetime, int]) -> Finding:
    """R23: a report is due; it stands unless one is stated in time.

    Args:
        subject: The unit with its area.
        duty: The unit, and the area.
        index: The leaf from which on it is awaited.
        due: When it is due, and how many minutes it may be late.
    """
    moment, wait = due
    return MISSING.finding(
        subject,
        (index,),
        moment + minutes(wait),
        unit=duty[0],
        area=duty[1],
        due=moment.isoformat(),
        minutes=wait,
    )


def contradicted(area: str, evidence: tuple[int, ...]) -> Finding:
    """R23: nil, and not nil; the nil report stands first, whichever was heard of first."""
    return CONTRADICTED.finding(area, evidence, area=area)
