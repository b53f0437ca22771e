"""Distances on the ground, so that positions and hours can be held against one another.

Good to the metre for neighbours and the same on every machine: the earth is a sphere, and what is
computed in floating point is rounded to whole metres before anybody compares it.

Source: the haversine formula; the mean radius of the earth of IUGG, 6,371,008.8 m.
"""

from functools import lru_cache
from math import asin, cos, radians, sin, sqrt
from typing import Final

RADIUS: Final = 6_371_008.8
"""Metres."""

_MICRO: Final = 1_000_000

Point = tuple[int, int]
"""Latitude and longitude in millionths of a degree."""


@lru_cache(maxsize=4096)
def metres(one: Point, other: Point) -> int:
    """Return how far apart two points are, along the ground as the crow flies.

    Args:
        one: Latitude and longitude in millionths of a degree.
        other: The same of another point.
    """
    first, second = radians(one[0] / _MICRO), radians(other[0] / _MICRO)
    across = radians((other[1] - one[1]) / _MICRO)
    chord = sin((second - first) / 2) ** 2 + cos(first) * cos(second) * sin(across / 2) ** 2
    return round(2 * RADIUS * asin(sqrt(min(1.0, max(0.0, chord)))))


def seconds(distance: int, speed: int) -> int:
    """Return the whole seconds that a way takes at least.

    Args:
        distance: Metres.
        speed: Kilometres an hour; nothing takes no time.
    """
    return distance * 18 // (speed * 5) if speed else 0
