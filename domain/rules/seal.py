"""R04 SEAL_MISMATCH, R05 SEAL_REUSE, R06 UNSEALED_RECEIPT.

Source: docs/reference/rules.md; 3,441 polling stations got an unsealed box on 14 February 2024.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Final, NamedTuple

from domain.finding import Finding, Sentence
from domain.rules.rule import MOMENT, Rule
from domain.seal import BoxSeen

MISMATCH: Final = Rule(
    "R04",
    "SEAL_MISMATCH",
    "kritis",
    "kotak",
    Sentence(
        "Segel kotak {box} berbeda dari catatan: tidak terlihat {missing:words}; tidak tercatat "
        "{extra:words}; rusak {damaged:words}.",
        "The seals of box {box} differ from the record: not seen {missing:words}; not on record "
        "{extra:words}; damaged {damaged:words}.",
    ),
)

UNSEALED: Final = Rule(
    "R06",
    "UNSEALED_RECEIPT",
    "tinggi",
    "kotak",
    Sentence(
        "Kotak {box} diterima {receiver} tanpa satu pun segel yang dinyatakan utuh.",
        "Box {box} was accepted by {receiver} with no seal stated to be intact.",
    ),
)

REUSE: Final = Rule(
    "R05",
    "SEAL_REUSE",
    "kritis",
    "segel",
    Sentence(
        "Segel {seal:words} dipasang pada {box}, padahal tercatat {earlier}.",
        "Seal {seal:words} was put on {box}, though on record it is {earlier_english}.",
    ),
)


class Difference(NamedTuple):
    """How the seals seen on a box differ from those on record."""

    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    damaged: tuple[str, ...] = ()


NO_DIFFERENCE: Final = Difference()


def difference(active: Collection[str], seen: BoxSeen) -> Difference:
    """Compare what was seen with the seals on record; equal ones give `NO_DIFFERENCE`."""
    if seen.utuh == active and not seen.rusak and not seen.tidak_ada:
        return NO_DIFFERENCE
    there = {*seen.utuh, *seen.rusak}
    return Difference(
        tuple(sorted({*active} - there)),
        tuple(sorted(there - {*active})),
        tuple(sorted({*seen.rusak})),
    )


def mismatch(box: str, index: int, found: Difference, at: datetime) -> Finding:
    """R04: the seals seen at a time are not the seals on record; it stands from that time on."""
    return MISMATCH.finding(
        box,
        (index,),
        at - MOMENT,
        box=box,
        missing=_listed(found.missing),
        extra=_listed(found.extra),
        damaged=_listed(found.damaged),
    )


def unsealed(box: str, index: int, receiver: str) -> Finding:
    """R06: a box was accepted and no seal on it was found intact."""
    return UNSEALED.finding(box, (index,), box=box, receiver=receiver)


def reuse(seal: str, evidence: tuple[int, ...], box: str, earlier: tuple[str, str]) -> Finding:
    """R05: a seal was applied that cannot be new; `earlier` says why, in both languages."""
    indonesian, english = earlier
    return REUSE.finding(
        seal, evidence, seal=seal, box=box, earlier=indonesian, earlier_english=english
    )


def _listed(seals: tuple[str, ...]) -> str:
    return ", ".join(seals) or "-"
