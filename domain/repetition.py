"""Repetitions: what supervisors asked for about one rule at one place, again and again (R34).

One who asks for the same again has not been heard the first time, whoever answered what.  Which of
two is the repetition is told by the times that they state, not by which reached the log first.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

import msgspec

from domain.context import Context
from domain.fact import Fact
from domain.finding import Finding
from domain.oversight import FindingRaised
from domain.rules.inquiry import again
from domain.said import Said
from domain.statement import time
from domain.step import Step
from domain.timeline import placed

MAX_KEPT: Final = 16
"""So many are kept, the newest by their times."""


class Asking(msgspec.Struct, frozen=True, gc=False):
    """One finding that was raised."""

    at: datetime
    index: int
    number: str
    unit: str


class Repetition(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What was raised about one rule at one place."""

    rule: str
    place: str
    askings: tuple[Asking, ...] = ()
    """By the stated times."""
    before: int = 0
    """How many older ones are not kept."""


class Repetitions:
    """The fold of every rule and place that a supervisor has raised a finding about."""

    name: Final = "ulangan"
    state: Final = Repetition
    kinds: Final = frozenset({FindingRaised})

    def subjects(self, fact: Fact) -> tuple[str, ...]:
        """Return the rule and the place that a finding is about."""
        if isinstance(fact, Said) and isinstance(fact.statement, FindingRaised):
            act = fact.statement
            return () if act.rule is None else (f"{act.rule} {act.place}",)
        return ()

    def after(
        self, subject: str, state: Repetition | None, fact: Fact, context: Context
    ) -> Step[Repetition]:
        """Return what one more finding makes of those that say the same."""
        if not isinstance(fact, Said) or not isinstance(fact.statement, FindingRaised):
            return Step(state)
        act = fact.statement
        if act.rule is None or not context.has_force(fact.leaf):
            return Step(state)
        known = _with(state or Repetition(act.rule, act.place), fact, act)
        least = context.schedule.thresholds(fact.index).finding_again
        return Step(known, tuple(_found(subject, known, fact.index, least)))


def _with(known: Repetition, said: Said, act: FindingRaised) -> Repetition:
    line = placed(known.askings, Asking(time(act.at), said.index, act.number, act.unit))
    askings = line[-MAX_KEPT:]
    before = known.before + len(line) - len(askings)
    return msgspec.structs.replace(known, askings=askings, before=before)


def _found(subject: str, known: Repetition, index: int, least: int) -> Iterator[Finding]:
    """Yield a finding for it and each after it: they were raised once more than was known."""
    is_known = all(one.index != index for one in known.askings)  # it is older than all of them
    for place, one in enumerate(known.askings):
        is_known = is_known or one.index == index
        times = known.before + place + 1
        if is_known and times >= least:
            evidence = tuple(each.index for each in reversed(known.askings[: place + 1]))
            yield again(subject, evidence, (known.rule, known.place), one.number, times)
