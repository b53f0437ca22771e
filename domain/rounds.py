"""Rounds: inspections that a plan wants again and again, and the one that rain asks for.

Each inspection starts the clock of the next, so nobody has to look at every minute whether one is
missing.  A duty ends with its period, or when a later plan gives the place another one: later by
the time that it states, whichever reaches the log first.

Only who may inspect the place answers its plan.  A time that witnesses have shown to be wrong
counts no more, and a device whose clock runs ahead makes only its own inspections forgotten.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any, Final, Literal

import msgspec

from domain.context import Context
from domain.fact import Fact
from domain.finding import Finding
from domain.incident import IncidentReported
from domain.inspection import InspectionRecorded
from domain.plan import InspectionDuty, PlanSet
from domain.reckoning import reckon
from domain.rules.inspection import missed, rained
from domain.rules.rule import minutes
from domain.said import Said
from domain.schedule import in_force
from domain.statement import time
from domain.step import Step
from domain.timeline import bounded, is_late, placed

RAIN: Final = "hujan"
"""The kind of incident, and the template by which somebody looks at the roof."""

STORE: Final = "gudang"
"""The kind of place where rain is looked after, whether or not a plan says so."""

MAX_KEPT: Final = 24


class Mark(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A duty begins, somebody looks, or it rains."""

    at: datetime
    index: int
    what: Literal["mulai", "periksa", "hujan"]
    due: datetime | None = None
    """Until when the next inspection has to be on record; None: none is asked for."""
    voice: str = ""
    """The journal of who looked; empty: a plan; `hujan`: anybody may say that it rains."""


class Round(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """One inspection at one place."""

    duty: InspectionDuty | None = None
    """As planned now."""
    marks: tuple[Mark, ...] = ()
    """By time."""

    @property
    def last(self) -> datetime | None:
        """When somebody looked last."""
        return next((one.at for one in reversed(self.marks) if one.what == "periksa"), None)

    @property
    def due(self) -> datetime | None:
        """Until when the next is due."""
        return next((one.due for one in reversed(self.marks) if one.what != "hujan"), None)


class Rounds:
    """The fold of every inspection at every place: `<place>:<template>`."""

    name: Final = "periksa"
    state: Final = Round
    kinds: Final = frozenset({PlanSet, InspectionRecorded, IncidentReported})

    def subjects(self, fact: Fact) -> tuple[str, ...]:
        """Return the inspections that a plan asks for, that was made, or that rain asks for."""
        if not isinstance(fact, Said):
            return ()
        named = _NAMED.get(type(fact.statement))
        return () if named is None else tuple(dict.fromkeys(named(fact.statement)))

    def after(self, subject: str, state: Round | None, fact: Fact, context: Context) -> Step[Round]:
        """Return what a plan, an inspection or rain does."""
        if not isinstance(fact, Said):
            return Step(state)
        old = Round() if state is None else state
        place, _, template = subject.rpartition(":")
        mark: Mark | None = None
        match fact.statement:
            case PlanSet():
                return _planned(subject, state, fact, context)
            case InspectionRecorded() as act if context.authority.judge(fact) is None:
                at = time(act.at)
                duty = context.schedule.inspection(place, template, fact.index, at)
                grace = _grace(fact.index, context)
                mark = _looked(duty, Mark(at, fact.index, "periksa", None, fact.journal), grace)
            case IncidentReported() as act:
                mark = _rained(place, act, fact, context)
            case _:
                pass
        if mark is None or (len(old.marks) == MAX_KEPT and is_late(old.marks, mark, fact.cited)):
            return Step(state)
        slack = minutes(context.schedule.thresholds(fact.index).clock_skew)
        marks = placed(context.anchors.believed(old.marks, mark, slack), mark)
        return _step(subject, old, msgspec.structs.replace(old, marks=marks))


def _planned(subject: str, state: Round | None, said: Said, context: Context) -> Step[Round]:
    """Let every plan take over at its own time, also one that reaches the log late."""
    place, _, template = subject.rpartition(":")
    plans = context.schedule.rounds(place, template, said.index + 1)
    if not plans:
        return Step(state)
    old = Round() if state is None else state
    marks = [
        _looked(in_force(plans, one.at), one, _grace(one.index, context))
        if one.what == "periksa"
        else one
        for one in old.marks
        if one.what != "mulai"
    ]
    duty: InspectionDuty | None = None
    for plan in sorted(plans, key=attrgetter("start", "since", "version", "name")):
        is_forgotten = plan.index != said.index and _is_forgotten(old, plan.start)
        if plan.duty != duty and not is_forgotten:
            due = _due(plan.duty, plan.start, _grace(plan.index, context))
            marks.append(Mark(plan.start, plan.index, "mulai", due))
        duty = plan.duty
    new = Round(plans[-1].duty, tuple(sorted(marks, key=attrgetter("at", "index"))))
    return _step(subject, old, new)


def _step(subject: str, old: Round, new: Round) -> Step[Round]:
    kept = msgspec.structs.replace(new, marks=bounded(new.marks, MAX_KEPT))
    return reckon(kept, _findings(subject, old), _findings(subject, new))


def _is_forgotten(one: Round, at: datetime) -> bool:
    """Tell whether what stood next to that time is not remembered any more."""
    return len(one.marks) == MAX_KEPT and at < one.marks[0].at


def _asked_by_rain(act: IncidentReported) -> Iterable[str]:
    return (f"{act.place}:{RAIN}",) if act.incident_kind == RAIN else ()


_NAMED: Final[dict[type, Callable[[Any], Iterable[str]]]] = {
    PlanSet: lambda act: [f"{one.place}:{one.template}" for one in act.inspections],
    InspectionRecorded: lambda act: (f"{act.place}:{act.template}",),
    IncidentReported: _asked_by_rain,
}


def _grace(index: int, context: Context) -> timedelta:
    return minutes(context.schedule.thresholds(index).inspection_missed)


def _looked(duty: InspectionDuty | None, mark: Mark, grace: timedelta) -> Mark:
    due = None if duty is None else _due(duty, mark.at, grace)
    return msgspec.structs.replace(mark, due=due)


def _due(duty: InspectionDuty, since: datetime, grace: timedelta) -> datetime | None:
    """Return until when the next is due; None: outside its period."""
    next_ = since + minutes(duty.every)
    period = duty.period
    if period is not None and not time(period.from_) <= since <= next_ <= time(period.until):
        return None
    return next_ + grace


def _rained(place: str, act: IncidentReported, said: Said, context: Context) -> Mark | None:
    """Ask for a look at the roof of a store, or where a plan wants such looks."""
    at = time(act.observed)
    registered = context.place(place, said.index)
    is_store = registered is not None and registered.place_kind == STORE
    if not is_store and context.schedule.inspection(place, RAIN, said.index, at) is None:
        return None
    limit = context.schedule.thresholds(said.index).inspection_rain
    return Mark(at, said.index, "hujan", at + minutes(limit), RAIN)


def _findings(subject: str, one: Round) -> Iterator[Finding]:
    """Work out after which marks nobody looked in time."""
    for number, mark in enumerate(one.marks):
        if mark.due is None or _is_answered(one.marks[number + 1 :], mark, mark.due):
            continue
        if mark.what == "hujan":
            yield rained(subject, mark.index, mark.at, (mark.due - mark.at) // minutes(1))
        else:
            yield missed(subject, mark.index, mark.at, mark.due)


def _is_answered(later: tuple[Mark, ...], mark: Mark, due: datetime) -> bool:
    """Tell whether somebody looked in time; another plan takes over the clock of its own duty."""
    for one in later:
        if one.at > due:
            return False
        if one.what == "periksa" or (one.what == "mulai" and mark.what != "hujan"):
            return True
    return False
