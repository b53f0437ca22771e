"""The atlas: boundaries as they are drawn, laid out once for each file that is taken in.

Positions are put on a grid of half a pixel, which every border shares with its neighbour's, so
nothing gapes that did not before.  What becomes one point of the grid is written once.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from math import cos, radians
from pathlib import Path
from threading import Lock
from typing import Final, NamedTuple

from api.boundary import Boundary, Position, load
from api.drawing import WIDTH, Point

_GRID: Final = 2
"""Points to a pixel."""
_EDGE: Final = 2
"""Pixels around the map."""
_RING_LEAST: Final = 4


class Outline(NamedTuple):
    """One area as it is drawn."""

    code: str
    name: str
    rings: tuple[tuple[Point, ...], ...]
    middle: Point
    """Of its longest ring: where its number stands."""


class Chart(NamedTuple):
    """All areas as they are drawn."""

    height: float = 0
    outlines: tuple[Outline, ...] = ()


def chart(boundaries: Sequence[Boundary]) -> Chart:
    """Lay boundaries out, as wide as a picture is."""
    everywhere = [at for one in boundaries for ring in one.rings for at in ring]
    if not everywhere:
        return Chart()
    west, east = _span(at[0] for at in everywhere)
    south, north = _span(at[1] for at in everywhere)
    narrow = cos(radians((south + north) / 2))
    room = WIDTH - 2 * _EDGE
    scale = min(room / max((east - west) * narrow, 1e-9), 2 * room / max(north - south, 1e-9))

    def placed(at: Position) -> Point:
        x, y = (at[0] - west) * narrow * scale, (north - at[1]) * scale
        return round((x + _EDGE) * _GRID) / _GRID, round((y + _EDGE) * _GRID) / _GRID

    outlines = tuple(
        _outline(one, [tuple(map(placed, ring)) for ring in one.rings]) for one in boundaries
    )
    return Chart((north - south) * scale + 2 * _EDGE, outlines)


def _outline(boundary: Boundary, rings: Sequence[Sequence[Point]]) -> Outline:
    longest = max(rings, key=len)
    left, right = _span(at[0] for at in longest)
    top, foot = _span(at[1] for at in longest)
    drawn = tuple(_drawn(rings))
    return Outline(boundary.code, boundary.name, drawn, ((left + right) / 2, (top + foot) / 2))


def _drawn(rings: Sequence[Sequence[Point]]) -> Iterator[tuple[Point, ...]]:
    """Yield rings without points that repeat; an island smaller than the grid is left out."""
    for ring in rings:
        points = tuple(point for point, _ in groupby(ring))
        if len(points) >= _RING_LEAST:
            yield points


def _span(values: Iterable[float]) -> tuple[float, float]:
    found = sorted(values)
    return found[0], found[-1]


@dataclass(slots=True)
class Atlas:
    """Remembers how the boundaries in a file are drawn; asked from many threads."""

    place: Path
    _lock: Lock = field(default_factory=Lock)
    _read: tuple[int, int] = (0, 0)
    _chart: Chart = field(default_factory=Chart)

    def chart(self) -> Chart:
        """Return the map; one without outlines where no boundaries have been taken in.

        Raises:
            BoundaryError: The file is damaged.
        """
        try:
            found = self.place.stat()
        except FileNotFoundError:
            return Chart()
        key = found.st_mtime_ns, found.st_size
        with self._lock:
            if key != self._read:
                self._chart, self._read = chart(load(self.place)), key
            return self._chart
