"""R19 DOUBLE_DUTY and FATIGUE: one person at two posts at once, or on duty for too long.

Only rolls that are named can be compared; a sealed roll decides nothing.

Source: docs/reference/rules.md; ten guards each at KPU and Bawaslu, in watches, September 2024.
"""

from typing import Final

from domain.finding import Finding, Sentence
from domain.plan import AssignmentMade
from domain.rules.rule import MOMENT, Rule
from domain.stint import Overlap, Stretch

DOUBLE: Final = Rule(
    "R19",
    "DOUBLE_DUTY",
    "sedang",
    "petugas",
    Sentence(
        "Petugas {person} disebut bertugas di {later} sejak {since:time}, sedangkan tugasnya di "
        "{earlier} belum dinyatakan selesai.",
        "Officer {person} is named on duty at {later} since {since:time}, while the duty at "
        "{earlier} has not been stated to be over.",
    ),
)

ASSIGNED: Final = Rule(
    "R19",
    "DOUBLE_DUTY",
    "sedang",
    "petugas",
    Sentence(
        "Petugas {person} ditugaskan di {place} dan di {other} untuk waktu yang sama.",
        "Officer {person} is assigned to {place} and to {other} for the same time.",
    ),
)

FATIGUE: Final = Rule(
    "R19",
    "FATIGUE",
    "sedang",
    "petugas",
    Sentence(
        "Petugas {person} bertugas sejak {since:time} di {post}, lebih dari {minutes} menit tanpa "
        "pernyataan selesai.",
        "Officer {person} has been on duty since {since:time} at {post}, for more than {minutes} "
        "minutes without a statement that it was over.",
    ),
)


def double(person: str, overlap: Overlap) -> Finding:
    """R19: two posts at once; it stands unless an end stated for before arrives."""
    later, earlier = overlap
    return DOUBLE.finding(
        person,
        (later.index, earlier.index),
        later.at - MOMENT,
        person=person,
        later=later.post,
        earlier=earlier.post,
        since=later.at.isoformat(),
    )


def assigned(person: str, evidence: tuple[int, int], act: AssignmentMade, other: str) -> Finding:
    """R19: two assignments to two places for the same time."""
    return ASSIGNED.finding(person, evidence, person=person, place=act.place, other=other)


def fatigue(person: str, stretch: Stretch) -> Finding:
    """R19: on duty without a pause; it stands unless it is over in time."""
    first, due = stretch
    return FATIGUE.finding(
        person,
        (first.index,),
        due,
        person=person,
        since=first.at.isoformat(),
        post=first.post,
        minutes=first.limit,
    )
