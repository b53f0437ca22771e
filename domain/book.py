"""The log itself as a subject: whether witnesses go on seeing it (R35)."""

from datetime import datetime
from typing import Final

import msgspec

from domain.context import Context
from domain.fact import Anchored, Fact
from domain.operation import OperationClosed
from domain.rules.clock import WITHHELD, withheld
from domain.rules.rule import minutes
from domain.said import Said
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


class Books:
    """The fold of the log."""

    name: Final = "buku"
    state: Final = Book
    kinds: Final = frozenset({Anchored, OperationClosed})

    def subjects(self, fact: Fact) -> tuple[str, ...]:
        """Return the log, where witnesses have seen it or nothing more is awaited."""
        is_end = isinstance(fact, Said) and isinstance(fact.statement, OperationClosed)
        return (LOG,) if is_end or isinstance(fact, Anchored) else ()

    def after(self, subject: str, state: Book | None, fact: Fact, context: Context) -> Step[Book]:
        """Return what an anchor, or the end of the operation, does to the clock of R35."""
        policy = context.schedule.thresholds(fact.index)
        if isinstance(fact, Said):
            standing = context.standing(fact.leaf)
            if state is None or standing is None or standing.why is not None:
                return Step(state)
            return Step(state, (), (WITHHELD.key(subject, state.index),))
        if not isinstance(fact, Anchored):
            return Step(state)
        settled: tuple[str, ...] = ()
        if state is not None and fact.earliest <= state.latest + minutes(policy.witness_wait):
            settled = (WITHHELD.key(subject, state.index),)
        seen = Book(fact.index, fact.size, fact.latest)
        return Step(seen, (withheld(subject, fact, policy),), settled)
