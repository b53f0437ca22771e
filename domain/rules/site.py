"""R29 COUNT_MISMATCH of a place, R32 OFF_SITE: what was meant for it, and who spoke from where.

Source: docs/reference/rules.md; two boxes in each TPS, two for each kecamatan (PKPU 12/2024).
"""

from datetime import datetime
from typing import Final

from domain.finding import Finding, Sentence
from domain.policy import Thresholds
from domain.rules.rule import Rule, minutes

OFF_SITE: Final = Rule(
    "R32",
    "OFF_SITE",
    "sedang",
    "lokasi",
    Sentence(
        "{journal} nomor {sequence} menyatakan “{kind:kind}” di {place} dari jarak {distance} m, "
        "setelah dikurangi ketelitian {accuracy} m; radius {radius} m.",
        "{journal} number {sequence} stated “{kind:kind}” at {place} from {distance} m away, its "
        "accuracy of {accuracy} m taken off; the radius is {radius} m.",
    ),
)

QUOTA: Final = Rule(
    "R29",
    "COUNT_MISMATCH",
    "tinggi",
    "lokasi",
    Sentence(
        "Kotak yang terdaftar untuk {place} berbeda dari kebijakan: {differences:words}.",
        "The boxes registered for {place} are not those that the policy asks: {differences:words}.",
    ),
)


def off_site(
    place: str, said: tuple[int, str, int, str], off: tuple[int, int], radius: int
) -> Finding:
    """R32: the device thought itself elsewhere.

    Args:
        place: Where the statement says that it happened.
        said: The statement's leaf index, journal, number and kind.
        off: Metres beyond doubt from the place, and the accuracy that was taken off.
        radius: Of the place, metres.
    """
    index, journal, sequence, kind = said
    return OFF_SITE.finding(
        place,
        (index,),
        place=place,
        journal=journal,
        sequence=sequence,
        kind=kind,
        distance=off[0],
        accuracy=off[1],
        radius=radius,
    )


def quota_due(at: datetime, policy: Thresholds) -> datetime:
    """Return until when the other boxes of a place must be registered."""
    return at + minutes(policy.quota_wait)


def quota(place: str, evidence: tuple[int, ...], differences: str, due: datetime) -> Finding:
    """R29: too few or too many boxes; it stands unless the rest is registered in time."""
    return QUOTA.finding(place, evidence, due, place=place, differences=differences)
