"""The log itself as a subject: whether witnesses go on seeing what is added to it (R35).

A log to which nobody adds anything has nothing to be seen.  So the clock is started by what is said
regularly, watches and situation reports, and stopped by the next anchor that holds it.
"""

from datetime import datetime
from typing import Final

import msgspec

from domain.context import Context
from domain.fact import Anchored, Fact
from domain.policy import DEFAULT_THRESHOLDS
from domain.rules.clock import WITHHELD, withheld
from domain.said import Said
from domain.shift import ShiftAccepted, ShiftStarted
from domain.situation import SituationReported
from domain.statement import time
from domain.step import Step

LOG: Final = "log"
"""The one subject."""


class Book(msgspec.Struct, frozen=True, gc=False):
    """What witnesses have seen last."""

    index: int
    """The leaf of the anchor."""
    size: int
    """How many leaves a quorum has seen."""
    latest: datetime
    """By when it had seen them."""
    waiting: int | None = None
    """The first regular statement since, which they have not seen."""
    witness_wait: int = DEFAULT_THRESHOLDS.witness_wait
    """How many minutes later they may see what is added, as the policy was then."""


_REGULAR: Final = (ShiftStarted, ShiftAccepted, SituationReported)
"""Statements that come every day, wherever people are on duty."""


class Books:
    """The fold of the log."""

    name: Final = "buku"
    state: Final = Book
    kinds: Final[frozenset[type] | None] = frozenset({Anchored, *_REGULAR})

    def subjects(self, fact: Fact) -> tuple[str, ...]:
        """Return the log, where witnesses have seen it or something is added to it."""
        is_regular = isinstance(fact, Said) and isinstance(fact.statement, _REGULAR)
        return (LOG,) if is_regular or isinstance(fact, Anchored) else ()

    def after(self, subject: str, state: Book | None, fact: Fact, context: Context) -> Step[Book]:
        """Return what an anchor, or something to be seen, does to the clock of R35."""
        if isinstance(fact, Anchored):
            wait = context.schedule.thresholds(fact.index).witness_wait
            return _seen(subject, state, fact, wait)
        is_watched = state is not None and state.waiting is None
        if not (is_watched and isinstance(fact, Said) and state is not None):
            return Step(state)
        if not isinstance(fact.statement, _REGULAR):
            return Step(state)
        since = max(time(fact.statement.at), state.latest)
        found = withheld(subject, fact.index, since, context.schedule.thresholds(fact.index))
        return Step(msgspec.structs.replace(state, waiting=fact.index), (found,))


def _seen(subject: str, state: Book | None, anchored: Anchored, wait: int) -> Step[Book]:
    seen = Book(anchored.index, anchored.size, anchored.latest, None, wait)
    if state is None or state.waiting is None:
        return Step(seen)
    if anchored.size <= state.waiting:
        return Step(msgspec.structs.replace(seen, waiting=state.waiting))
    return Step(seen, (), (WITHHELD.key(subject, state.waiting),))
