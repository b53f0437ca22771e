"""R29 COUNT_MISMATCH and R30 CONSERVATION of one box: what was packed, and into what.

Source: docs/reference/rules.md; 4,594 polling stations were short of items on 14 February 2024.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from domain.box import Item, Packing
from domain.finding import Finding, Sentence
from domain.policy import Requirement
from domain.rules.rule import MOMENT, Rule
from domain.statement import Tally

CONTENTS: Final = Rule(
    "R29",
    "COUNT_MISMATCH",
    "tinggi",
    "kotak",
    Sentence(
        "Isi kotak {box} berbeda dari ketentuan, tanpa disebut kurang: {differences:words}.",
        "The contents of box {box} differ from what is required, and are not stated to be "
        "missing: {differences:words}.",
    ),
)

TWICE: Final = Rule(
    "R30",
    "CONSERVATION",
    "tinggi",
    "kotak",
    Sentence(
        "Kotak {box} diset dua kali tanpa tercatat dibuka di antaranya.",
        "Box {box} was packed twice with no opening on record between.",
    ),
)


def contents_differ(
    item: Item, packing: Packing, requirements: Iterable[Requirement], index: int
) -> Finding | None:
    """R29: compare what went in, and what is openly missing, with what the policy asks.

    A requirement of the box's own election goes before one of any election; what the policy does
    not name, such as ballots by the roll of voters, is not compared.
    """
    asked: dict[str, int] = {}
    for one in sorted(requirements, key=lambda one: one.election is not None):
        if one.box_kind == item.box_kind and one.election in (None, item.election):
            asked[one.item] = one.count
    if not asked:
        return None
    stated = _counts((*packing.contents, *packing.missing))
    differences = [
        f"{name} {stated.get(name, 0)}/{count}"
        for name, count in sorted(asked.items())
        if stated.get(name, 0) != count
    ]
    if not differences:
        return None
    return CONTENTS.finding(
        packing.box, (index,), box=packing.box, differences=", ".join(differences)
    )


def packed_twice(box: str, evidence: tuple[int, int], at: datetime) -> Finding:
    """R30: it stands from the second packing on, unless an opening between arrives late."""
    return TWICE.finding(box, evidence, at - MOMENT, box=box)


def _counts(tallies: Iterable[Tally]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for tally in tallies:
        counts[tally.item] = counts.get(tally.item, 0) + tally.count
    return counts
