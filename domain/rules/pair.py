"""R31 IMPOSSIBLE_BATCH: signed too quickly for two persons, or proven by one photograph too often.

Source: docs/reference/rules.md.
"""

from typing import Final

from domain.finding import Finding, Sentence
from domain.policy import Thresholds
from domain.rules.rule import Rule

BATCH: Final = Rule(
    "R31",
    "IMPOSSIBLE_BATCH",
    "tinggi",
    "pasangan",
    Sentence(
        "{giver} dan {receiver} menandatangani {count} serah terima dalam {minutes} menit di "
        "tempat yang berjauhan lebih dari {metres} m: {places}.",
        "{giver} and {receiver} signed {count} handovers within {minutes} minutes at places more "
        "than {metres} m apart: {places}.",
    ),
)

SAME_PHOTO: Final = Rule(
    "R31",
    "SAME_PHOTO",
    "tinggi",
    "foto",
    Sentence(
        "Satu foto dikutip untuk lebih dari satu kotak: {boxes}.",
        "One photograph is cited for more than one box: {boxes}.",
    ),
)


def batch(
    evidence: tuple[int, ...],
    pair: tuple[str, str],
    places: tuple[str, ...],
    policy: Thresholds,
) -> Finding:
    """R31: too many handovers at once, too far apart.

    Args:
        evidence: The acceptance that completes it, then the others.
        pair: The journal (or the unit) that gave, and the journal that accepted.
        places: Where, each more than `batch_metres` from all others.
        policy: The thresholds.
    """
    giver, receiver = pair
    return BATCH.finding(
        receiver,
        evidence,
        giver=giver,
        receiver=receiver,
        count=len(places),
        minutes=policy.batch_minutes,
        metres=policy.batch_metres,
        places=", ".join(places),
    )


def same_photo(photo: str, evidence: tuple[int, ...], boxes: tuple[str, ...]) -> Finding:
    """R31: one picture cannot show the seals of two boxes."""
    return SAME_PHOTO.finding(photo, evidence, photo=photo, boxes=", ".join(boxes))
