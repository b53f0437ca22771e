"""Neutrality cases: alleged, ruled and followed by a sanction; each known by its number.

Everybody sees that there is a case, in which step it stands and since when.  Whom it is about stays
sealed and is kept nowhere here.  Only what has force counts.
"""

from datetime import datetime
from typing import Final, Literal

import msgspec

from domain.context import Context
from domain.fact import Fact
from domain.neutrality import NeutralityAlleged, NeutralityRuled, SanctionImposed
from domain.rules.neutrality import STALE, ruling_due, stale
from domain.said import Said
from domain.statement import time
from domain.step import Step


class Case(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What is known of one case; each moment is by the clock of whoever stated it."""

    unit: str
    """Who handles it."""
    subject_kind: str | None = None
    severity: str | None = None
    alleged: datetime | None = None
    alleged_index: int | None = None
    again: int = 0
    """Further allegations under the same number."""
    due: datetime | None = None
    """Until when a ruling is expected (R36)."""
    ruled: datetime | None = None
    ruling: str | None = None
    sanctioned: datetime | None = None

    @property
    def status(self) -> Literal["diduga", "diputus", "disanksi"]:
        """One word for the step that it has come to."""
        if self.sanctioned is not None:
            return "disanksi"
        return "diduga" if self.ruled is None else "diputus"

    @property
    def is_ordered(self) -> bool:
        """Tell whether every step was stated and follows the one before."""
        steps = (self.alleged, self.ruled, self.sanctioned)
        stated = [step for step in steps if step is not None]
        return steps[: len(stated)] == tuple(stated) and stated == sorted(stated)


class Cases:
    """The fold of every neutrality case."""

    name: Final = "perkara"
    state: Final = Case
    kinds: Final = frozenset({NeutralityAlleged, NeutralityRuled, SanctionImposed})

    def subjects(self, fact: Fact) -> tuple[str, ...]:
        """Return the case that an act is a step of."""
        if isinstance(fact, Said) and isinstance(
            fact.statement, NeutralityAlleged | NeutralityRuled | SanctionImposed
        ):
            return (fact.statement.case,)
        return ()

    def after(self, subject: str, state: Case | None, fact: Fact, context: Context) -> Step[Case]:
        """Return what an act that has force does to the case."""
        step: Step[Case] = Step(state)
        if isinstance(fact, Said) and context.has_force(fact.leaf):
            match fact.statement:
                case NeutralityAlleged() as act:
                    step = _alleged(subject, state, fact, act, context)
                case NeutralityRuled() as act:
                    step = _ruled(subject, state, act)
                case SanctionImposed() as act:
                    step = Step(_sanctioned(state, act))
                case _:
                    pass
        return step


def _alleged(
    subject: str, state: Case | None, said: Said, act: NeutralityAlleged, context: Context
) -> Step[Case]:
    case = Case(act.unit) if state is None else state
    if case.alleged is not None:
        return Step(msgspec.structs.replace(case, again=case.again + 1))
    at = time(act.at)
    due = ruling_due(at, context.schedule.thresholds(said.index))
    case = msgspec.structs.replace(
        case,
        unit=act.unit,
        subject_kind=act.subject_kind,
        severity=act.severity,
        alleged=at,
        alleged_index=said.index,
        due=due,
    )
    is_ruled = case.ruled is not None and case.ruled <= due
    return Step(case, () if is_ruled else (stale(subject, said.index, act, due),))


def _ruled(subject: str, state: Case | None, act: NeutralityRuled) -> Step[Case]:
    case = Case(act.unit) if state is None else state
    if case.unit != act.unit:
        return Step(case)  # nobody decides what another unit handles
    at = time(act.at)
    settled: tuple[str, ...] = ()
    if case.alleged_index is not None and case.due is not None and at <= case.due:
        settled = (STALE.key(subject, case.alleged_index),)
    if case.ruled is None or at < case.ruled:
        case = msgspec.structs.replace(case, ruled=at, ruling=act.ruling)
    return Step(case, (), settled)


def _sanctioned(state: Case | None, act: SanctionImposed) -> Case:
    case = Case(act.unit) if state is None else state
    if case.unit != act.unit:
        return case
    at = time(act.at)
    if case.sanctioned is not None and case.sanctioned <= at:
        return case
    return msgspec.structs.replace(case, sanctioned=at)
