"""R03 TWO_PLACES: one box seen at two places too soon, or accepted twice from one giver.

Source: docs/reference/rules.md; ten districts got boxes that belonged elsewhere (2024).
"""

from datetime import datetime
from typing import Final, NamedTuple

from domain.finding import Finding, Sentence
from domain.rules.rule import MOMENT, Rule


class Way(NamedTuple):
    """Two places and the least time between them."""

    one: str
    other: str
    seconds: int
    """It takes at least."""


TOO_SOON: Final = Rule(
    "R03",
    "TWO_PLACES",
    "kritis",
    "kotak",
    Sentence(
        "Kotak {box} dinyatakan di {one} dan {seconds} detik kemudian di {other}; perjalanannya "
        "paling cepat {least} detik.",
        "Box {box} was stated to be at {one} and {seconds} seconds later at {other}; the way takes "
        "{least} seconds at least.",
    ),
)

TWICE: Final = Rule(
    "R03",
    "TWO_PLACES",
    "kritis",
    "kotak",
    Sentence(
        "{one} dan {other} sama-sama menyatakan menerima kotak {box} dari {giver} dan masih "
        "memegangnya.",
        "{one} and {other} both state to have accepted box {box} from {giver} and to hold it "
        "still.",
    ),
)


def too_soon(box: str, evidence: tuple[int, int], way: Way, seconds: int, at: datetime) -> Finding:
    """R03: seen at two places within fewer seconds than the way takes; a late word may explain it.

    Args:
        box: Which box.
        evidence: The later sighting's leaf, then the earlier one's.
        way: The earlier place, the later one, and the least time between them.
        seconds: Between the two statements.
        at: When the later one was made; from then on it stands.
    """
    return TOO_SOON.finding(
        box,
        evidence,
        at - MOMENT,
        box=box,
        one=way.one,
        other=way.other,
        seconds=seconds,
        least=way.seconds,
    )


def twice(
    box: str, evidence: tuple[int, ...], giver: str, takers: tuple[str, str], at: datetime
) -> Finding:
    """R03: two units accepted it from one giver; it stands unless the dispute ends."""
    one, other = takers
    return TWICE.finding(box, evidence, at - MOMENT, box=box, giver=giver, one=one, other=other)
