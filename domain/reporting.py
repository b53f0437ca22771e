"""Situation reports that are due: of one unit on one area, again and again (R23).

The next report is awaited as soon as the one before is there, so nobody has to look at the clock.
What is missing is worked out from all reports that are kept, so one that was stated in time and
comes late to the log is in time.
"""

from datetime import datetime, timedelta
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

MAX_KEPT: Final = 16
"""So many reports are remembered, the newest by what they report on."""


class Duty(msgspec.Struct, frozen=True, gc=False):
    """What is planned, and by which leaf."""

    every: int
    """Minutes."""
    starts: datetime
    ends: datetime
    since: datetime
    """Nothing is due before the plan."""
    index: int
    wait: int
    """Minutes that a report may be late."""

    @property
    def first(self) -> datetime:
        """When the first report is due."""
        return self.fits(max(self.starts, self.since) + timedelta(microseconds=1))

    def fits(self, moment: datetime) -> datetime:
        """Return the first moment, from the stated one on, at which a report is due."""
        step = minutes(self.every)
        return self.starts + max(1, -(-(moment - self.starts) // step)) * step


class Report(msgspec.Struct, frozen=True, gc=False):
    """A report as it was stated."""

    until: datetime
    """Up to when it tells."""
    at: datetime
    index: int
    wait: int


class Awaited(msgspec.Struct, frozen=True, gc=False):
    """A report that is due, and the leaf from which on it is awaited."""

    due: datetime
    index: int
    wait: int


class Reporting(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What one unit is to report, and has reported, on one area."""

    unit: str
    area: str
    duty: Duty | None = None
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
        wait = context.schedule.thresholds(fact.index).situation_missing
        match fact.statement:
            case SituationReported() as act:
                return _reported(subject, state, fact, act, wait)
            case PlanSet() as act if context.has_force(fact.leaf):
                return _planned(subject, state, fact, act, wait)
            case _:
                return Step(state)


def _subject(act: SituationReported | ReportDuty) -> str:
    return f"{act.unit}@{act.area}"


def _planned(
    subject: str, state: Reporting | None, said: Said, act: PlanSet, wait: int
) -> Step[Reporting]:
    asked = next((one for one in act.reports if _subject(one) == subject), None)
    if asked is None or not asked.every:
        return Step(state)
    known = Reporting(asked.unit, asked.area) if state is None else state
    starts, ends = time(asked.period.from_), time(asked.period.until)
    duty = known.duty
    if duty is not None and (duty.every, duty.starts, duty.ends) == (asked.every, starts, ends):
        return Step(known)
    duty = Duty(asked.every, starts, ends, time(act.at), said.index, wait)
    return _awaiting(subject, msgspec.structs.replace(known, duty=duty), duty.since)


def _reported(
    subject: str, state: Reporting | None, said: Said, act: SituationReported, wait: int
) -> Step[Reporting]:
    known = Reporting(act.unit, act.area) if state is None else state
    at = time(act.at)
    report = Report(time(act.window.until), at, said.index, wait)
    reports = sorted((*known.reports, report), key=lambda one: (one.until, one.index))
    known = msgspec.structs.replace(known, reports=tuple(reports[-MAX_KEPT:]))
    if known.at is None or at >= known.at:
        known = msgspec.structs.replace(known, at=at, outcome=act.outcome)
    return _awaiting(subject, known, None)


def _awaiting(subject: str, known: Reporting, since: datetime | None) -> Step[Reporting]:
    """Work out what is awaited; of what was before, only what is still remembered is settled."""
    if known.duty is None:
        return Step(known)
    horizon = since
    if len(known.reports) == MAX_KEPT:
        oldest = _answers(known.duty, known.reports[0])
        horizon = oldest if horizon is None else max(oldest, horizon)
    awaited = _awaited(known.duty, known.reports, horizon)
    before = set(known.awaited)
    raised = tuple(
        missing(subject, (known.unit, known.area), one.index, (one.due, one.wait))
        for one in awaited
        if one not in before
    )
    now = {one.index for one in awaited}
    settled = tuple(
        MISSING.key(subject, one.index)
        for one in known.awaited
        if one.index not in now and (horizon is None or one.due > horizon)
    )
    return Step(msgspec.structs.replace(known, awaited=awaited), raised, settled)


def _awaited(
    duty: Duty, reports: tuple[Report, ...], horizon: datetime | None
) -> tuple[Awaited, ...]:
    """Return the reports that are due and not there in time, each behind one that is there."""
    found = {duty.first: Awaited(duty.first, duty.index, duty.wait)}
    in_time = set()
    for report in sorted(reports, key=lambda one: one.index):
        due = _answers(duty, report)
        if report.at <= due + minutes(report.wait):
            in_time.add(due)
        following = due + minutes(duty.every)
        if following >= duty.first:
            found.setdefault(following, Awaited(following, report.index, report.wait))
    return tuple(
        found[due]
        for due in sorted(found)
        if due not in in_time and due <= duty.ends and (horizon is None or due > horizon)
    )


def _answers(duty: Duty, report: Report) -> datetime:
    """Return which due report this is; what it tells of may end a little after that."""
    slack = min(report.wait, duty.every // 2)
    return duty.fits(report.until - minutes(slack))
