"""A timeline: what is remembered of a subject, in the order of the stated times.

Nearly every statement reaches the log after those of the time before it, so it goes to the end;
one that comes late is put where it belongs.
"""

from datetime import datetime
from operator import attrgetter
from typing import Final, Protocol, TypeVar


class Dated(Protocol):
    """Something with a stated time and the leaf that stated it."""

    @property
    def at(self) -> datetime:
        """By the clock of whoever stated it."""

    @property
    def index(self) -> int:
        """The leaf; of two at one moment, the one that came first stands first."""


D = TypeVar("D", bound=Dated)

_ORDER: Final = attrgetter("at", "index")


def placed(line: tuple[D, ...], one: D) -> tuple[D, ...]:
    """Return a timeline with one more in its place."""
    if not line or line[-1].at < one.at:
        return (*line, one)
    return tuple(sorted((*line, one), key=_ORDER))
