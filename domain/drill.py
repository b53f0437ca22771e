"""Drills that were held, for the list of exercises and nothing else.

No other fold hears of a drill: what is played in one never changes who holds a box, who has the
watch, or what is found.  (Who signed it, and whether a second person stands by it, is kept like of
any statement.)

A drill is known by its unit and its name, so nobody takes another's by naming it first.
"""

from datetime import datetime
from typing import Final

import msgspec

from domain.activity import DrillHeld, DrillStep
from domain.context import Context
from domain.ending import is_newer
from domain.fact import Fact
from domain.said import Said
from domain.statement import Tally, time
from domain.step import Step
from domain.voice import speaks_for


class Drill(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """One exercise, as it was last told."""

    at: datetime
    index: int
    voice: str
    """The journal that told it."""
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
        """Return the drill that a statement tells of: unit, slash, name."""
        if isinstance(fact, Said) and isinstance(fact.statement, DrillHeld):
            return (f"{fact.statement.unit}/{fact.statement.drill}",)
        return ()

    def after(self, subject: str, state: Drill | None, fact: Fact, context: Context) -> Step[Drill]:
        """Take over what its unit tells of the drill; the newest word counts (`ending`)."""
        del subject
        if not isinstance(fact, Said) or not isinstance(fact.statement, DrillHeld):
            return Step(state)
        act = fact.statement
        if not _is_theirs(fact, act, context):
            return Step(state)
        told = 1 if state is None else state.told + 1
        at = time(act.at)
        if state is not None and not is_newer(fact, at, state, context):
            return Step(msgspec.structs.replace(state, told=told))
        drill = Drill(
            at,
            fact.index,
            fact.journal,
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


def _is_theirs(said: Said, act: DrillHeld, context: Context) -> bool:
    """Tell whether somebody of the unit speaks who may."""
    return context.authority.judge(said) is None and speaks_for(said, act.unit, context)
