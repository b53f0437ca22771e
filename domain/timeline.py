"""A timeline: what is remembered of a subject, in the order of the stated times.

Nearly every statement reaches the log after those of the time before it, so it goes to the end;
one that comes late is put where it belongs.  What is remembered is bounded, and a
clock that runs ahead must not push out what others say: see `bounded`.
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


class Spoken(Protocol):
    """Something that somebody in particular has stated."""

    @property
    def voice(self) -> str:
        """The journal."""


class Voiced(Dated, Spoken, Protocol):
    """The same, with its time and its leaf."""


class Signed(Protocol):
    """Something that was said by somebody of whom it is expected, or not (R28)."""

    @property
    def is_unexpected(self) -> bool:
        """Whether nobody expects the signer to say so."""


D = TypeVar("D", bound=Dated)
P = TypeVar("P", bound=Spoken)
S = TypeVar("S", bound=Signed)
V = TypeVar("V", bound=Voiced)

_ORDER: Final = attrgetter("at", "index")


def placed(line: tuple[D, ...], one: D) -> tuple[D, ...]:
    """Return a timeline with one more in its place."""
    if not line or line[-1].at < one.at:
        return (*line, one)
    return tuple(sorted((*line, one), key=_ORDER))


def bounded(line: tuple[P, ...], most: int) -> tuple[P, ...]:
    """Return a timeline of at most so many, when one more has been placed.

    The oldest goes.  But where one voice alone fills the end with half of all, its own oldest goes:
    whatever time it states, it cannot make others forgotten.
    """
    if len(line) <= most:
        return line
    drop = surplus(line, most)
    return (*line[:drop], *line[drop + 1 :])


def surplus(line: tuple[P, ...], most: int) -> int:
    """Return the place of what goes first, where there is more than `most`: see `bounded`."""
    last = line[-1].voice if line else ""
    run = next((n for n, one in enumerate(reversed(line)) if one.voice != last), len(line))
    return len(line) - run if 2 * run >= most else 0


def is_late(line: tuple[V, ...], one: V, cited: int) -> bool:
    """Tell whether something is older than all that is remembered, and its signer did not know it.

    Args:
        line: As much as is remembered.
        one: What is stated now.
        cited: The size of the tree that its signer had seen.  Who had seen those of a later time
            in the log and states an earlier one is not late: one of the clocks runs ahead.
    """
    return one.at < line[0].at and all(cited <= other.index for other in line)


def without_unexpected(line: tuple[S, ...], most: int) -> tuple[S, ...]:
    """Leave out the first of what nobody was expected to say, as far as there are too many.

    So whoever may say nothing pushes out nothing that counts.
    """
    over = len(line) - most
    if over <= 0:
        return line
    spare = [number for number, one in enumerate(line) if one.is_unexpected][:over]
    return tuple(one for number, one in enumerate(line) if number not in spare)
