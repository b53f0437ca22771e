"""R07 OPEN_UNAUTHORISED: a box was opened when, where or how the policy does not provide for.

Source: docs/reference/rules.md; Perbawaslu 15/2024 Ps 26; Banyumas 2019: 21 boxes cut open early.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from domain.box import BoxOpened, Witness
from domain.finding import Finding, Sentence
from domain.policy import OpeningRule
from domain.rules.rule import Rule
from domain.seal import SealBroken, SealReplaced
from domain.unit import line

OPENED: Final = Rule(
    "R07",
    "OPEN_UNAUTHORISED",
    "kritis",
    "kotak",
    Sentence(
        "Kotak {box} dibuka di {place} untuk {purpose:words} pada tahapan {phase:words}: {reason}.",
        "Box {box} was opened at {place} for {purpose:words} in phase {phase:words}: "
        "{reason_english}.",
    ),
)

REPLACING: Final = "penggantian"
"""Seals come off for others to go on."""

_NOT_PROVIDED: Final = ("ketentuan tidak memuatnya", "the policy does not provide for it")
_NO_CAUSE: Final = (
    "tanpa perintah dan tanpa selisih segel yang tercatat",
    "without an order, and without a difference of seals on record",
)
_NO_ORDER: Final = ("nomor perintah tidak disebut", "the number of the order is not stated")


def opening_fault(
    act: BoxOpened, rule: OpeningRule | None, side: str | None
) -> tuple[str, str] | None:
    """Tell, in both languages, what the policy asks beyond what was stated; None: nothing.

    Args:
        act: What was said.
        rule: What the policy provides for phase, kind of place and purpose, if anything.
        side: The line of the opener; witnesses of the same line do not count.
    """
    if rule is None:
        return _NOT_PROVIDED
    if rule.order_required and act.order is None:
        return _NO_ORDER
    count = _witnesses(act.witnesses, side)
    if count < rule.quorum:
        return (
            f"saksi dari pihak lain {count}, ketentuan {rule.quorum}",
            f"{count} witnesses of other sides, the policy asks {rule.quorum}",
        )
    return None


def breaking_fault(
    act: SealBroken, rules: Iterable[OpeningRule], *, differs: bool = False
) -> tuple[str, str] | None:
    """Tell what the policy asks beyond what was stated when seals were taken off.

    Seals *found* off are a difference in seals, not an act; and a seal that was reported to differ
    may be replaced.

    Args:
        act: What was said.
        rules: What the policy provides for this phase and kind of place.
        differs: Whether the seals of this box were found to differ from the record before.
    """
    if act.found or (act.reason == REPLACING and differs):
        return None
    fitting = [rule for rule in rules if act.reason in ("pembukaan", rule.purpose)]
    if not fitting:
        return _NOT_PROVIDED
    if act.order is None and all(rule.order_required for rule in fitting):
        return _NO_ORDER
    return None


def replacing_fault(act: SealReplaced, *, differs: bool = False) -> tuple[str, str] | None:
    """Tell what is asked beyond what was stated when seals were replaced.

    Args:
        act: What was said.
        differs: Whether the seals of this box were found to differ from the record before.
    """
    has_cause = differs or act.order is not None or act.discrepancy is not None
    return None if has_cause else _NO_CAUSE


def opened(
    box: str,
    act: BoxOpened | SealBroken | SealReplaced,
    leaf: tuple[int, str | None],
    fault: tuple[str, str],
    due: datetime | None = None,
) -> Finding:
    """R07: opened, or seals taken off, as the policy does not provide for.

    Args:
        box: Which one.
        act: What was said.
        leaf: At which leaf, and in which phase.
        fault: What is asked beyond that, in both languages.
        due: From when on it stands, unless it comes out that the seals had differed before.
    """
    index, phase = leaf
    return OPENED.finding(
        box,
        (index,),
        due,
        box=box,
        place=act.place,
        purpose=act.purpose if isinstance(act, BoxOpened) else act.reason,
        phase=phase or "-",
        reason=fault[0],
        reason_english=fault[1],
    )


def _witnesses(witnesses: Iterable[Witness], side: str | None) -> int:
    """Count those of other sides; one who is named twice counts once."""
    named, unnamed = set(), 0
    for witness in witnesses:
        if line(witness.side) == side:
            continue
        if witness.person is None:
            unnamed += 1
        else:
            named.add(witness.person)
    return len(named) + unnamed
