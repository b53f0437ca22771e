"""The situation of an area: reports that nothing happened, and what did happen (R23).

Either may reach the log first, and each nil report that does not fit is one finding, however many
things happened.  An incident is grave once anybody says so, in the report or in an update; it or a
discrepancy at a place belongs to every area that the place lies in.  One device makes only its own
words forgotten, whatever time it states.
"""

from datetime import datetime
from typing import Final

import msgspec

from domain.context import Context
from domain.discrepancy import DiscrepancyDeclared
from domain.fact import Fact
from domain.finding import Finding
from domain.happening import GRAVE
from domain.incident import IncidentReported, IncidentUpdated
from domain.rules.situation import contradicted
from domain.said import Said
from domain.situation import SituationReported
from domain.statement import time
from domain.step import Step
from domain.timeline import bounded, placed
from domain.unit import areas

MAX_KEPT: Final = 32
"""So many reports and so many troubles of one area are compared, the newest of them."""


class Nihil(msgspec.Struct, frozen=True, gc=False):
    """Nothing happened, says a unit, between two moments."""

    until: datetime
    since: datetime
    index: int
    unit: str
    voice: str = ""
    """The journal."""

    @property
    def at(self) -> datetime:
        """Up to when it tells."""
        return self.until


class Trouble(msgspec.Struct, frozen=True, gc=False):
    """A grave incident was observed, or a discrepancy declared."""

    at: datetime
    index: int
    place: str
    voice: str = ""


class Aggravated(msgspec.Struct, frozen=True, gc=False):
    """An incident is said to be grave before the log knows of it."""

    of: str
    index: int
    voice: str = ""


class Calm(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What is known of the situation in one area."""

    nihil: tuple[Nihil, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    aggravated: tuple[Aggravated, ...] = ()


class Calms:
    """The fold of every area's situation."""

    name: Final = "situasi"
    state: Final = Calm
    kinds: Final = frozenset(
        {SituationReported, IncidentReported, IncidentUpdated, DiscrepancyDeclared}
    )

    def subjects(self, fact: Fact) -> tuple[str, ...]:
        """Return the area of a nil report, or all areas in which something happened."""
        touched: tuple[str, ...] = ()
        if isinstance(fact, Said):
            match fact.statement:
                case SituationReported(outcome="nihil", area=area):
                    touched = (area,)
                case IncidentReported(place=place):
                    touched = areas(place)
                case IncidentUpdated(severity=severity, place=place) if severity == GRAVE:
                    touched = areas(place)
                case DiscrepancyDeclared(place=place):
                    touched = areas(place)
                case _:
                    pass
        return touched

    def after(self, subject: str, state: Calm | None, fact: Fact, context: Context) -> Step[Calm]:
        """Compare a report with what happened, or what happened with the reports."""
        calm = Calm() if state is None else state
        step: Step[Calm] = Step(state)
        if not isinstance(fact, Said) or subject not in self.subjects(fact):
            return step
        match fact.statement:
            case SituationReported(window=window, unit=unit):
                until, since = time(window.until), time(window.from_)
                nihil = Nihil(until, since, fact.index, unit, fact.journal)
                step = _quiet(subject, calm, nihil)
            case IncidentReported() as act:
                if act.severity == GRAVE or any(one.of == fact.leaf for one in calm.aggravated):
                    step = _happened(subject, calm, fact.leaf, _incident(fact, act))
            case IncidentUpdated() as act:
                step = _aggravated(subject, calm, fact, act, context)
            case DiscrepancyDeclared(at=at, place=place):
                step = _troubled(subject, calm, Trouble(time(at), fact.index, place, fact.journal))
            case _:
                pass
        return step


def _quiet(area: str, calm: Calm, nihil: Nihil) -> Step[Calm]:
    calm = msgspec.structs.replace(calm, nihil=bounded(placed(calm.nihil, nihil), MAX_KEPT))
    against = _against(area, nihil, calm.troubles)
    return Step(calm, () if against is None else (against,))


def _aggravated(
    area: str, calm: Calm, said: Said, act: IncidentUpdated, context: Context
) -> Step[Calm]:
    """Count an incident from when it was observed on; of one that is not there yet, wait for it."""
    report = context.cited(act.of, said.index)
    if report is None:
        one = Aggravated(act.of, said.index, said.journal)
        waiting = bounded((*calm.aggravated, one), MAX_KEPT)
        return Step(msgspec.structs.replace(calm, aggravated=waiting))
    incident = report.statement
    if not isinstance(incident, IncidentReported) or incident.place != act.place:
        return Step(calm)
    return _happened(area, calm, act.of, _incident(report, incident))


def _incident(said: Said, act: IncidentReported) -> Trouble:
    return Trouble(time(act.observed), said.index, act.place, said.journal)


def _happened(area: str, calm: Calm, leaf: str, trouble: Trouble) -> Step[Calm]:
    """Let an incident count once, whoever said first that it is grave."""
    waiting = tuple(one for one in calm.aggravated if one.of != leaf)
    calm = msgspec.structs.replace(calm, aggravated=waiting)
    return Step(calm) if trouble in calm.troubles else _troubled(area, calm, trouble)


def _troubled(area: str, calm: Calm, trouble: Trouble) -> Step[Calm]:
    troubles = placed(calm.troubles, trouble)
    raised = (_against(area, one, troubles) for one in calm.nihil if _contradict(one, trouble))
    calm = msgspec.structs.replace(calm, troubles=bounded(troubles, MAX_KEPT))
    return Step(calm, tuple(found for found in raised if found is not None))


def _against(area: str, nihil: Nihil, troubles: tuple[Trouble, ...]) -> Finding | None:
    """Return what a nil report does not fit, all of it in one finding; None: it fits."""
    against = tuple(one.index for one in troubles if _contradict(nihil, one))
    return contradicted(area, (nihil.index, *against)) if against else None


def _contradict(nihil: Nihil, trouble: Trouble) -> bool:
    return nihil.since <= trouble.at <= nihil.until
