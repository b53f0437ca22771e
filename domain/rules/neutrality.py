"""R36 NO_PLEDGE and CASE_STALE: on duty without the pledge, and a case that nobody decides.

Source: docs/reference/rules.md; the police set themselves fourteen days for a case of ethics.
"""

from datetime import datetime
from typing import Final

from domain.finding import Finding, Sentence
from domain.neutrality import NeutralityAlleged
from domain.policy import Thresholds
from domain.rules.rule import Rule, minutes

STALE: Final = Rule(
    "R36",
    "CASE_STALE",
    "sedang",
    "perkara",
    Sentence(
        "Perkara netralitas {case} yang ditangani {unit} belum diputus sampai batas waktunya.",
        "Neutrality case {case}, handled by {unit}, had not been ruled by the due time.",
    ),
)

NO_PLEDGE: Final = Rule(
    "R36",
    "NO_PLEDGE",
    "sedang",
    "petugas",
    Sentence(
        "Petugas {person} ditugaskan dengan {order}; ikrar netralitasnya belum dicatat ketika "
        "tugas dimulai.",
        "Officer {person} was assigned by {order}; no neutrality pledge was on record when the "
        "duty began.",
    ),
)


def ruling_due(at: datetime, policy: Thresholds) -> datetime:
    """Return until when a case is to be ruled."""
    return at + minutes(policy.case_stale)


def stale(case: str, index: int, act: NeutralityAlleged, due: datetime) -> Finding:
    """R36: a case was begun; it stands unless it is ruled in time."""
    return STALE.finding(case, (index,), due, case=case, unit=act.unit)


def no_pledge(person: str, index: int, order: str, begins: datetime) -> Finding:
    """R36: assigned; it stands unless the pledge is stated for before the duty begins."""
    return NO_PLEDGE.finding(person, (index,), begins, person=person, order=order)
