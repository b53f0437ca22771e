"""R04, R13 UNAPPROVED_STORE, R15 UNREPORTED_ACCESS, R17 ALONE_WITH_GOODS: what a store asks for.

Source: docs/reference/rules.md; ballots in the hall of KPU OKI and at an unofficial store in
Gunungsitoli, 2024; elections are guarded by two at least (EAC quick start guides).
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from domain.finding import Finding, Sentence
from domain.rules.rule import MOMENT, Rule, minutes

UNCLOSED: Final = Rule(
    "R04",
    "SEAL_MISMATCH",
    "kritis",
    "gudang",
    Sentence(
        "Pintu {door} dibuka lagi, padahal sejak pembukaan sebelumnya tidak tercatat ditutup.",
        "Door {door} was opened again, and since the opening before no closing is on record.",
    ),
)

UNAPPROVED: Final = Rule(
    "R13",
    "UNAPPROVED_STORE",
    "tinggi",
    "gudang",
    Sentence(
        "Logistik berada di {place}, yang waktu itu belum dinyatakan layak oleh dua pihak.",
        "Election goods were at {place}, which two lines had not found fit at that time.",
    ),
)

UNREPORTED: Final = Rule(
    "R15",
    "UNREPORTED_ACCESS",
    "tinggi",
    "gudang",
    Sentence(
        "Pintu {door} dibuka tanpa tamu yang diizinkan masuk dan tanpa petugas yang ditugaskan di "
        "sana, {minutes} menit sebelum atau sesudahnya.",
        "Door {door} was opened with no visitor let in and nobody assigned there, {minutes} "
        "minutes before or after.",
    ),
)

COUNTED: Final = Rule(
    "R15",
    "UNREPORTED_ACCESS",
    "tinggi",
    "gudang",
    Sentence(
        "Pengawas melihat {seen} orang di {place}, sedangkan yang tercatat masuk {known}.",
        "A supervisor saw {seen} persons at {place}, while {known} are on record as let in.",
    ),
)

ALONE: Final = Rule(
    "R17",
    "ALONE_WITH_GOODS",
    "tinggi",
    "gudang",
    Sentence(
        "Sejak {since:time} di ruang barang {place} hanya ada {present}, lebih dari {minutes} "
        "menit.",
        "Since {since:time} there was in the goods zone of {place} only {present}, for more than "
        "{minutes} minutes.",
    ),
)


def unclosed(store: str, evidence: tuple[int, int], door: str, at: datetime) -> Finding:
    """R04: it stands from the second opening on, unless a closing between arrives late."""
    return UNCLOSED.finding(store, evidence, at - MOMENT, door=door)


def unapproved(store: str, index: int, at: datetime) -> Finding:
    """R13: it stands from that time on, unless an acceptance of the time before arrives late."""
    return UNAPPROVED.finding(store, (index,), at - MOMENT, place=store)


def unreported(store: str, index: int, door: str, at: datetime, limit: int) -> Finding:
    """R15: a door was opened; it stands unless somebody is let in in time."""
    due = at + minutes(limit)
    return UNREPORTED.finding(store, (index,), due, door=door, minutes=limit)


def counted(store: str, index: int, at: datetime, seen: int, known: int) -> Finding:
    """R15: more persons were seen than were let in."""
    return COUNTED.finding(store, (index,), at - MOMENT, place=store, seen=seen, known=known)


def alone_with_goods(
    store: str, index: int, since: datetime, limit: int, present: Sequence[str]
) -> Finding:
    """R17: one person, or several of one side; it stands unless that ends in time."""
    return ALONE.finding(
        store,
        (index,),
        since + minutes(limit),
        place=store,
        since=since.isoformat(),
        minutes=limit,
        present=", ".join(present),
    )
