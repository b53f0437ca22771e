"""Situation reports that are due: of one unit on one area, again and again (R23).

The next report is awaited as soon as the one before is there, so nobody has to look at the clock.
What is missing is worked out from all plans and reports that are kept, so one that was stated in
time and comes late to the log is in time.

Only who may report for the unit on that area does.  A report tells of nothing after it was stated,
a time that witnesses have shown to be wrong counts no more, and a device whose clock runs ahead
makes only its own reports forgotten.
"""

from datetime import datetime, tzinfo
from functools import lru_cache
from typing import Final

import msgspec

from domain.context import Context
from domain.fact import Fact
from domain.plan import PlanSet, ReportDuty
from domain.rules.rule import minutes
from domain.rules.situation import MISSING, missing
from domain.said import Said
from domain.situation import Outcome, SituationReported
from domain.statement import time
from domain.step import Step
from domain.timeline import bounded, is_late, placed
from domain.voice import speaks_for

MAX_KEPT: Final = 16
"""So many reports are remembered, the newest by their time; and so many plans."""


class Duty(msgspec.Struct, frozen=True, gc=False):
    """What is planned, and by which leaf."""

    every: int
    """Minutes."""
    starts: datetime
    ends: datetime
    """Of its period, or the time of the plan that takes over, if that is before."""
    since: datetime
    """Nothing is due before the plan."""
    index: int
    wait: int
    """Minutes that a report may be late."""

    @property
    def first(self) -> datetime:
        """When the first report is due."""
        return _due(self.starts, self.every, max(self.starts, self.since) + datetime.resolution)


class Report(msgspec.Struct, frozen=True, gc=False):
    """A report as it was stated."""

    until: datetime
    """Up to when it tells."""
    at: datetime
    index: int
    wait: int
    outcome: Outcome
    voice: str
    """The journal of who reports."""


class Awaited(msgspec.Struct, frozen=True, gc=False):
    """A report that is due, and the leaf from which on it is awaited."""

    due: datetime
    index: int
    wait: int


class Reporting(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What one unit is to report, and has reported, on one area."""

    unit: str
    area: str
    duties: tuple[Duty, ...] = ()
    """One after the other, by the times of their plans."""
    reports: tuple[Report, ...] = ()
    awaited: tuple[Awaited, ...] = ()
    """Due and not there in time; the last of them may not be due yet."""
    at: datetime | None = None
    """When it last reported, and ..."""
    outcome: Outcome | None = None
    """... what."""


class Reportings:
    """The fold of every unit's situation reports on an area."""

    name: Final = "laporan"
    state: Final = Reporting
    kinds: Final = frozenset({PlanSet, SituationReported})

    def subjects(self, fact: Fact) -> tuple[str, ...]:
        """Return the units with their areas that a plan asks for reports, or that report."""
        if not isinstance(fact, Said):
            return ()
        match fact.statement:
            case SituationReported() as act:
                return (_subject(act),)
            case PlanSet(reports=reports) if reports:
                return tuple(dict.fromkeys(map(_subject, reports)))
            case _:
                return ()

    def after(
        self, subject: str, state: Reporting | None, fact: Fact, context: Context
    ) -> Step[Reporting]:
        """Return what a plan or a report does to what is awaited."""
        if not isinstance(fact, Said):
            return Step(state)
        match fact.statement:
            case SituationReported() as act if _may_report(fact, act, context):
                return _reported(subject, state, fact, act, context)
            case PlanSet() if context.has_force(fact.leaf):
                return _planned(subject, state, fact, context)
            case _:
                return Step(state)


def _subject(act: SituationReported | ReportDuty) -> str:
    return f"{act.unit}@{act.area}"


def _may_report(said: Said, act: SituationReported, context: Context) -> bool:
    return context.authority.judge(said) is None and speaks_for(said, act.unit, context)


def _planned(
    subject: str, state: Reporting | None, said: Said, context: Context
) -> Step[Reporting]:
    """Let every plan take over at its own time, also one that reaches the log late."""
    unit, _, area = subject.partition("@")
    duties: list[Duty] = []
    before: ReportDuty | None = None
    for plan in context.schedule.reports(unit, area, said.index + 1):
        if not plan.duty.every or plan.duty == before:
            continue
        before, since, period = plan.duty, plan.since, plan.duty.period
        if duties:
            duties[-1] = msgspec.structs.replace(duties[-1], ends=min(duties[-1].ends, since))
        wait = context.schedule.thresholds(plan.index).situation_missing
        starts, ends = time(period.from_), time(period.until)
        duties.append(Duty(before.every, starts, ends, since, plan.index, wait))
    if not duties:
        return Step(state)
    known = Reporting(unit, area) if state is None else state
    return _awaiting(subject, known, tuple(duties[-MAX_KEPT:]), known.reports)


def _reported(
    subject: str, state: Reporting | None, said: Said, act: SituationReported, context: Context
) -> Step[Reporting]:
    known = Reporting(act.unit, act.area) if state is None else state
    policy = context.schedule.thresholds(said.index)
    at, wait = time(act.at), policy.situation_missing
    until = min(at, time(act.window.until))
    report = Report(until, at, said.index, wait, act.outcome, said.journal)
    if len(known.reports) == MAX_KEPT and is_late(known.reports, report, said.cited):
        return _late(subject, known, report)
    slack = minutes(policy.clock_skew)
    reports = placed(context.anchors.believed(known.reports, report, slack), report)
    return _awaiting(subject, known, known.duties, bounded(reports, MAX_KEPT))


def _late(subject: str, known: Reporting, report: Report) -> Step[Reporting]:
    """Let a report answer what is awaited still, though what stood next to it is forgotten."""
    slot = _slot(known.duties, report)
    if slot is None or report.at > slot[1] + minutes(report.wait):
        return Step(known)
    awaited = tuple(one for one in known.awaited if one.due != slot[1])
    settled = tuple(MISSING.key(subject, one.index) for one in known.awaited if one.due == slot[1])
    return Step(msgspec.structs.replace(known, awaited=awaited), (), settled)


def _awaiting(
    subject: str, known: Reporting, duties: tuple[Duty, ...], reports: tuple[Report, ...]
) -> Step[Reporting]:
    """Work out what is awaited; of what was before, only what is still remembered is settled."""
    slots = [(one, *slot) for one in reports if (slot := _slot(duties, one))]
    answered = {due for one, _, due in slots if one.at <= due + minutes(one.wait)}
    awaited = _candidates(duties, slots, answered)
    if len(reports) == MAX_KEPT and slots:
        horizon = slots[0][2]
        waiting = [one for one in known.awaited if one.due not in answered]
        awaited = [
            *(one for one in waiting if one.due <= horizon),
            *(one for one in awaited if one.due > horizon),
        ]
    awaited = awaited[-MAX_KEPT:]
    before = set(known.awaited)
    raised = tuple(
        missing(subject, (known.unit, known.area), one.index, (one.due, one.wait))
        for one in awaited
        if one not in before
    )
    now = {one.index for one in awaited}
    settled = tuple(
        MISSING.key(subject, one.index) for one in known.awaited if one.index not in now
    )
    newest = reports[-1] if reports else None
    state = Reporting(
        known.unit,
        known.area,
        duties,
        reports,
        tuple(awaited),
        newest.at if newest else None,
        newest.outcome if newest else None,
    )
    return Step(state, raised, settled)


_Slot = tuple[Report, Duty, datetime]
"""A report, the duty under which it was made, and which due report it is."""


def _candidates(
    duties: tuple[Duty, ...], slots: list[_Slot], answered: set[datetime]
) -> list[Awaited]:
    """Return what is due first under each plan, and behind each report, in the order of time."""
    found: dict[datetime, Awaited] = {}
    for duty in duties:
        first = duty.first
        if first <= duty.ends and first not in answered:
            found.setdefault(first, Awaited(first, duty.index, duty.wait))
    for report, duty, due in sorted(slots, key=lambda slot: slot[0].index):
        following = due + minutes(duty.every)
        if following in answered or following in found:
            continue
        if duty.first <= following <= duty.ends:
            found[following] = Awaited(following, report.index, report.wait)
    return [found[due] for due in sorted(found)]


def _slot(duties: tuple[Duty, ...], report: Report) -> tuple[Duty, datetime] | None:
    """Return which due report this is; what it tells of may end a little after that."""
    for duty in reversed(duties):
        if duty.since < report.until:
            starts, slack = duty.starts, min(report.wait, duty.every // 2)
            due = _answers(starts, starts.tzinfo, duty.every, report.until, slack)
            return None if due is None else (duty, due)
    return None


@lru_cache(maxsize=8192)
def _answers(
    starts: datetime, zone: tzinfo | None, every: int, until: datetime, slack: int
) -> datetime | None:
    """Return when what a report answers was due; each new one asks it of all before it again.

    Two moments are equal though they bear two offsets, so the offset is asked for beside them.
    """
    del zone
    told = until - minutes(slack)
    return _due(starts, every, told) if told > starts else None


def _due(starts: datetime, every: int, moment: datetime) -> datetime:
    """Return the first moment, from the stated one on, at which a report is due."""
    step = minutes(every)
    return starts + max(1, -(-(moment - starts) // step)) * step
