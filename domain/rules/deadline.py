"""R12 LEGAL_DEADLINE: a box was not where the law wants it by the moment that the law sets.

Source: Perbawaslu 15/2024 Ps 26(2)f and h; 8,061 polling stations had nothing by the night before
14 February 2024.
"""

from datetime import datetime
from typing import Final

from domain.finding import Finding, Sentence
from domain.rules.rule import Rule

AT_STATION: Final = Rule(
    "R12",
    "LEGAL_DEADLINE",
    "kritis",
    "kotak",
    Sentence(
        "Kotak {box} belum dinyatakan diterima di {place} sampai {due:time}.",
        "Box {box} was not stated to be accepted at {place} by {due:time}.",
    ),
)

AT_DISTRICT: Final = Rule(
    "R12",
    "LEGAL_DEADLINE",
    "kritis",
    "kotak",
    Sentence(
        "Kotak {box} dari {place} belum dinyatakan diterima kembali oleh PPK sampai {due:time}.",
        "Box {box} of {place} was not stated to be accepted back by the PPK by {due:time}.",
    ),
)

_RULES: Final = {"di_tps": AT_STATION, "di_ppk": AT_DISTRICT}


def legal_deadline(name: str, box: str, index: int, place: str, due: datetime) -> Finding:
    """R12: the moment runs; it stands unless an acceptance in time settles it.

    Args:
        name: `di_tps` or `di_ppk`.
        box: Which box.
        index: The leaf from which it runs.
        place: The polling station where the box belongs.
        due: The moment.
    """
    return _RULES[name].finding(box, (index,), due, box=box, place=place, due=due.isoformat())
