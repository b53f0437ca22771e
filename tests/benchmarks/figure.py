"""A measured figure and the floor that it is compared with.

Machines differ and drift, so nothing is promised in seconds: value and floor are
taken in turn, and the median of the pairs' ratios is the answer.
"""

import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of `var/bench.json`."""

    ratio: float
    """Value over floor, the median of the rounds."""

    value: float
    floor: float
    unit: str
    wanted: float
    """The ratio that was promised."""

    def row(self) -> dict[str, float | str]:
        """Return the figure as it is written down."""
        return asdict(self)


def in_turn(
    value: Callable[[], float],
    floor: Callable[[], float],
    unit: str,
    wanted: float,
    rounds: int = 3,
) -> Figure:
    """Measure both in turn; each call returns a rate per second, larger is better."""
    pairs = [(value(), floor()) for _ in range(rounds)]
    return Figure(
        ratio=round(statistics.median(v / f for v, f in pairs), 3),
        value=round(statistics.median(v for v, _ in pairs), 1),
        floor=round(statistics.median(f for _, f in pairs), 1),
        unit=unit,
        wanted=wanted,
    )


def rate(count: int, work: Callable[[], object]) -> float:
    """Return how many of `count` pieces are done per second."""
    started = time.perf_counter()
    work()
    return count / (time.perf_counter() - started)
