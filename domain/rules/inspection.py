"""R21 INSPECTION_MISSED: an inspection that is planned again and again, or asked for by rain.

Source: docs/reference/rules.md; roofs leaked on ballots at KPU Pemalang and KPU Lebak in 2024.
"""

from datetime import datetime
from typing import Final

from domain.finding import Finding, Sentence
from domain.rules.rule import Rule, minutes

MISSED: Final = Rule(
    "R21",
    "INSPECTION_MISSED",
    "sedang",
    "periksa",
    Sentence(
        "Pemeriksaan {template:words} di {place} setelah {since:time} tidak tercatat sampai batas "
        "waktunya.",
        "No inspection {template:words} at {place} after {since:time} was on record by the due "
        "time.",
    ),
)

RAIN: Final = Rule(
    "R21",
    "INSPECTION_MISSED",
    "sedang",
    "periksa",
    Sentence(
        "Hujan di {place} pada {since:time}, tidak ada pemeriksaan {template:words} dalam "
        "{minutes} menit.",
        "It rained at {place} at {since:time}, and within {minutes} minutes there was no "
        "inspection {template:words}.",
    ),
)


def missed(subject: str, index: int, since: datetime, due: datetime) -> Finding:
    """R21: the duty began, or the last inspection was made; it stands unless the next follows."""
    place, _, template = subject.rpartition(":")
    return MISSED.finding(
        subject, (index,), due, place=place, template=template, since=since.isoformat()
    )


def rained(subject: str, index: int, since: datetime, limit: int) -> Finding:
    """R21: it rained; it stands unless somebody looks in time."""
    place, _, template = subject.rpartition(":")
    return RAIN.finding(
        subject,
        (index,),
        since + minutes(limit),
        place=place,
        template=template,
        since=since.isoformat(),
        minutes=limit,
    )
