"""The situation of an area: reports that nothing happened, and what did happen (R23).

Either may reach the log first.  An incident or a discrepancy at a place belongs to every area that
the place lies in.
"""

from datetime import datetime
from typing import Final

import msgspec

from domain.context import Context
from domain.discrepancy import DiscrepancyDeclared
from domain.fact import Fact
from domain.incident import IncidentReported
from domain.rules.situation import contradicted
from domain.said import Said
from domain.situation import SituationReported
from domain.statement import time
from domain.step import Step
from domain.timeline import placed
from domain.unit import areas

MAX_KEPT: Final = 32
"""So many reports and so many troubles of one area are compared, the newest of them."""


class Nihil(msgspec.Struct, frozen=True, gc=False):
    """Nothing happened, says a unit, between two moments."""

    until: datetime
    since: datetime
    index: int
    unit: str


class Trouble(msgspec.Struct, frozen=True, gc=False):
    """A grave incident was observed, or a discrepancy declared."""

    at: datetime
    index: int
    place: str


class Calm(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What is known of the situation in one area."""

    nihil: tuple[Nihil, ...] = ()
    troubles: tuple[Trouble, ...] = ()


class Calms:
    """The fold of every area's situation."""

    name: Final = "situasi"
    state: Final = Calm
    kinds: Final = frozenset({SituationReported, IncidentReported, DiscrepancyDeclared})

    def subjects(self, fact: Fact) -> tuple[str, ...]:
        """Return the area of a nil report, or all areas in which something happened."""
        touched: tuple[str, ...] = ()
        if isinstance(fact, Said):
            match fact.statement:
                case SituationReported(outcome="nihil", area=area):
                    touched = (area,)
                case IncidentReported(severity="menonjol", place=place):
                    touched = areas(place)
                case DiscrepancyDeclared(place=place):
                    touched = areas(place)
                case _:
                    pass
        return touched

    def after(self, subject: str, state: Calm | None, fact: Fact, context: Context) -> Step[Calm]:
        """Compare a report with what happened, or what happened with the reports."""
        del context
        calm = Calm() if state is None else state
        step: Step[Calm] = Step(state)
        if not isinstance(fact, Said) or subject not in self.subjects(fact):
            return step
        match fact.statement:
            case SituationReported(window=window, unit=unit):
                nihil = Nihil(time(window.until), time(window.from_), fact.index, unit)
                step = _quiet(subject, calm, nihil)
            case IncidentReported(observed=at, place=place):
                step = _troubled(subject, calm, Trouble(time(at), fact.index, place))
            case DiscrepancyDeclared(at=at, place=place):
                step = _troubled(subject, calm, Trouble(time(at), fact.index, place))
            case _:
                pass
        return step


def _quiet(area: str, calm: Calm, nihil: Nihil) -> Step[Calm]:
    against = [one.index for one in calm.troubles if _contradict(nihil, one)]
    kept = sorted((*calm.nihil, nihil), key=lambda one: (one.until, one.index))[-MAX_KEPT:]
    return _step(area, msgspec.structs.replace(calm, nihil=tuple(kept)), nihil.index, against)


def _troubled(area: str, calm: Calm, trouble: Trouble) -> Step[Calm]:
    against = [one.index for one in calm.nihil if _contradict(one, trouble)]
    kept = placed(calm.troubles, trouble)[-MAX_KEPT:]
    calm = msgspec.structs.replace(calm, troubles=kept)
    return _step(area, calm, trouble.index, against)


def _step(area: str, calm: Calm, index: int, against: list[int]) -> Step[Calm]:
    return Step(calm, (contradicted(area, (index, *against)),) if against else ())


def _contradict(nihil: Nihil, trouble: Trouble) -> bool:
    return nihil.since <= trouble.at <= nihil.until
