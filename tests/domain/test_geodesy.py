"""Distances against known ones: a degree, two towns, the edge of the map."""

import pytest

from domain.geodesy import Point, metres, seconds

BATURAJA, MARTAPURA = (-4_128_700, 104_166_900), (-4_312_200, 104_356_300)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((0, 0), (0, 0), 0),
        ((0, 0), (0, 1_000_000), 111_195),  # a degree of the equator
        ((0, 0), (1_000_000, 0), 111_195),  # a degree of a meridian
        ((60_000_000, 0), (60_000_000, 1_000_000), 55_597),  # half of it at 60 degrees
        ((0, 0), (90_000_000, 0), 10_007_557),  # from the equator to the pole
        ((0, 0), (0, 180_000_000), 20_015_114),  # to the other side
        ((0, 179_999_500), (0, -179_999_500), 111),  # across the edge of the map
        ((-4_317_000, 104_357_000), (-4_317_000, 104_357_009), 1),
        ((180_000_000, 0), (0, 180_000_000), 0),  # a latitude that is none goes over the pole
    ],
)
def test_known_distances(one: Point, other: Point, expected: int) -> None:
    assert metres(one, other) == expected
    assert metres(other, one) == expected


def test_two_towns_are_as_far_apart_as_the_map_says() -> None:
    assert 29_000 < metres(BATURAJA, MARTAPURA) < 30_000


@pytest.mark.parametrize(
    ("distance", "speed", "expected"),
    [(80_000, 80, 3600), (1000, 80, 45), (999, 80, 44), (0, 80, 0), (5000, 0, 0)],
)
def test_the_least_time_of_a_way(distance: int, speed: int, expected: int) -> None:
    assert seconds(distance, speed) == expected
