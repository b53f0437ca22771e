"""R22 CCTV_BLIND: a camera is down, and nobody walks past in its place.

Source: docs/reference/rules.md; KPU Kalteng's criteria of a warehouse ask for cameras.
"""

from datetime import datetime
from typing import Final

from domain.finding import Finding, Sentence
from domain.rules.rule import Rule, minutes

BLIND: Final = Rule(
    "R22",
    "CCTV_BLIND",
    "sedang",
    "alat",
    Sentence(
        "Kamera {assets} di {place} mati, dan sejak {since:time} tidak ada patroli dalam {minutes} "
        "menit.",
        "Camera {assets} at {place} is down, and since {since:time} there was no patrol within "
        "{minutes} minutes.",
    ),
)


def blind(place: str, index: int, assets: tuple[str, ...], since: datetime, limit: int) -> Finding:
    """R22: cameras went down, or a patrol came by while they were down.

    It stands unless the next patrol comes in time, or all of them are up again by then.
    """
    return BLIND.finding(
        place,
        (index,),
        since + minutes(limit),
        assets=", ".join(assets),
        place=place,
        since=since.isoformat(),
        minutes=limit,
    )
