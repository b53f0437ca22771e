"""Unlockings: doors of stores that were opened when the policy expects nobody there (S01).

Each is a subject of its own, by the leaf hash of the statement, so nothing is forgotten and the
order in which they arrive decides nothing.  Of all other openings nothing is kept here: who opens
a door in the daytime is the business of the store (`warehouse`).
"""

from typing import Final

import msgspec

from domain.context import Context
from domain.fact import Fact
from domain.said import Said
from domain.signal import outside_of
from domain.step import Step
from domain.store import StoreOpened


class Unlocking(msgspec.Struct, frozen=True, gc=False):
    """A door was opened outside of hours."""

    place: str
    door: str
    at: str
    """By the clock of whoever says so."""
    index: int
    outside: str
    """The hours of the place: `08.00-17.00`."""


class Unlockings:
    """The fold of every door that was opened outside of hours."""

    name: Final = "bukaan"
    state: Final = Unlocking
    kinds: Final = frozenset({StoreOpened})

    def subjects(self, fact: Fact) -> tuple[str, ...]:
        """Return the opening of a door, by its own leaf hash."""
        if isinstance(fact, Said) and isinstance(fact.statement, StoreOpened):
            return (fact.leaf,)
        return ()

    def after(
        self, subject: str, state: Unlocking | None, fact: Fact, context: Context
    ) -> Step[Unlocking]:
        """Keep the opening if nobody is expected at the place at that time."""
        del subject
        if not (isinstance(fact, Said) and isinstance(fact.statement, StoreOpened)):
            return Step(state)
        act = fact.statement
        hours = outside_of(act.place, act.at, fact.index, context)
        if hours is None:
            return Step(state)
        return Step(Unlocking(act.place, act.door, act.at, fact.index, hours))
