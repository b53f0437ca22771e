"""Drills that were held, for the list of exercises and nothing else.

No other fold hears of a drill: what is played in one never changes who holds a box, who has the
watch, or what is found.  (Who signed it, and whether a second person stands by it, is kept like of
any statement.)
"""

from datetime import datetime
from typing import Final

import msgspec

from domain.activity import DrillHeld, DrillStep
from domain.context import Context
from domain.fact import Fact
from domain.said import Said
from domain.statement import Tally, time
from domain.step import Step


class Drill(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """One exercise, as it was last told."""

    at: datetime
    index: int
    scenario: str
    unit: str
    place: str
    participants: tuple[Tally, ...] = ()
    steps: tuple[DrillStep, ...] = ()
    lessons: tuple[str, ...] = ()
    observers: tuple[str, ...] = ()
    told: int = 1
    """How often it was told."""


class Drills:
    """The fold of every drill."""

    name: Final = "latihan"
    state: Final = Drill
    kinds: Final = frozenset({DrillHeld})

    def subjects(self, fact: Fact) -> tuple[str, ...]:
        """Return the drill that a statement tells of."""
        if isinstance(fact, Said) and isinstance(fact.statement, DrillHeld):
            return (fact.statement.drill,)
        return ()

    def after(self, subject: str, state: Drill | None, fact: Fact, context: Context) -> Step[Drill]:
        """Take over what is told of the drill; the newest word by its own clock counts."""
        del subject, context
        if not isinstance(fact, Said) or not isinstance(fact.statement, DrillHeld):
            return Step(state)
        act = fact.statement
        told = 1 if state is None else state.told + 1
        at = time(act.at)
        if state is not None and state.at > at:
            return Step(msgspec.structs.replace(state, told=told))
        drill = Drill(
            at,
            fact.index,
            act.scenario,
            act.unit,
            act.place,
            act.participants,
            act.steps,
            act.lessons,
            act.observers,
            told,
        )
        return Step(drill)
