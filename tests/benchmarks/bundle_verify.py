"""An evidence file about one box out of a million entries is judged within 100 ms."""

from tests.benchmarks.bundle import figure, took
from tests.benchmarks.figure import Figure

_WANTED_SECONDS = 0.1


def measure() -> Figure:
    """Check everything that the file holds."""
    return figure(took().judging, _WANTED_SECONDS)
