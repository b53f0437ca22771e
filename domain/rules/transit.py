"""R29 COUNT_MISMATCH: what was accepted is not what was sent.

Source: docs/reference/rules.md; 4,594 polling stations were short of items on 14 February 2024.
"""

from typing import Final

from domain.finding import Finding, Sentence
from domain.rules.rule import Rule

COUNT: Final = Rule(
    "R29",
    "COUNT_MISMATCH",
    "tinggi",
    "kiriman",
    Sentence(
        "Kiriman {consignment:name}: dilepas {sent} kotak, diterima {accepted}; tidak diterima "
        "{missing}; di luar daftar {extra}.",
        "Consignment {consignment:name}: {sent} boxes let go, {accepted} accepted; not accepted "
        "{missing}; beyond the list {extra}.",
    ),
)

_NAMED_MAX: Final = 5
"""So many boxes are named in a sentence; the rest is a number."""


def count_mismatch(
    consignment: str,
    evidence: tuple[int, ...],
    counts: tuple[int, int],
    boxes: tuple[tuple[str, ...], tuple[str, ...]],
) -> Finding:
    """R29: numbers or boxes differ.

    Args:
        consignment: Which one; an offer outside any consignment goes by its leaf hash.
        evidence: The leaf that completed the count, then the others.
        counts: Let go, and accepted.
        boxes: Let go and not accepted, and accepted beyond that.
    """
    missing, extra = boxes
    return COUNT.finding(
        consignment,
        evidence,
        consignment=consignment,
        sent=counts[0],
        accepted=counts[1],
        missing=_listed(missing),
        extra=_listed(extra),
    )


def _listed(boxes: tuple[str, ...]) -> str:
    if not boxes:
        return "-"
    rest = len(boxes) - _NAMED_MAX
    return ", ".join(boxes[:_NAMED_MAX]) + (f" +{rest}" if rest > 0 else "")
