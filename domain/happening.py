"""Incidents and what became of them, each known by the leaf that reported it.

What follows may reach the log before the report.  An incident that turns out to be grave has been
reported late if its first report was late, whoever calls it grave (R24).
"""

from datetime import datetime
from typing import Final, Literal

import msgspec

from domain.context import Context
from domain.fact import Fact
from domain.finding import Finding
from domain.incident import IncidentClosed, IncidentReported, IncidentUpdated
from domain.rules.incident import is_late, late, reversed_times
from domain.said import Said
from domain.statement import Tally, time
from domain.step import Step

GRAVE: Final = "menonjol"
"""The severity that is to be reported at once, and that contradicts a nil report."""

MAX_KEPT: Final = 32
"""So many units are listed as notified."""


class Happening(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What is known of one incident; each moment is by the clock of whoever stated it."""

    place: str
    incident_kind: str | None = None
    """None: the report is not in the log yet."""
    severity: str | None = None
    occurred: datetime | None = None
    observed: datetime | None = None
    reported: datetime | None = None
    reported_index: int | None = None
    updates: int = 0
    updated: datetime | None = None
    """The newest moment for which anything was said of it."""
    losses: tuple[Tally, ...] = ()
    """As of then."""
    notified: tuple[str, ...] = ()
    closed: datetime | None = None
    outcome: str | None = None
    is_late: bool = False
    """It is grave and was reported late."""

    @property
    def status(self) -> Literal["dilaporkan", "ditangani", "selesai"]:
        """One word for where it stands."""
        if self.closed is not None:
            return "selesai"
        return "ditangani" if self.updates else "dilaporkan"


class Happenings:
    """The fold of every incident."""

    name: Final = "kejadian"
    state: Final = Happening
    kinds: Final = frozenset({IncidentReported, IncidentUpdated, IncidentClosed})

    def subjects(self, fact: Fact) -> tuple[str, ...]:
        """Return the incident that a statement reports or goes on about."""
        if not isinstance(fact, Said):
            return ()
        match fact.statement:
            case IncidentReported():
                return (fact.leaf,)
            case IncidentUpdated(of=of) | IncidentClosed(of=of):
                return (of,)
            case _:
                return ()

    def after(
        self, subject: str, state: Happening | None, fact: Fact, context: Context
    ) -> Step[Happening]:
        """Return what a statement does to the incident."""
        step: Step[Happening] = Step(state)
        if isinstance(fact, Said):
            match fact.statement:
                case IncidentReported() as act:
                    step = _reported(subject, state, fact, act, context)
                case IncidentUpdated() as act:
                    step = _updated(subject, state, fact, act, context)
                case IncidentClosed() as act:
                    step = Step(_closed(state, act))
                case _:
                    pass
        return step


def _reported(
    subject: str, state: Happening | None, said: Said, act: IncidentReported, context: Context
) -> Step[Happening]:
    known = Happening(act.place) if state is None else state
    occurred = None if act.occurred is None else time(act.occurred)
    observed, at = time(act.observed), time(act.at)
    known = msgspec.structs.replace(
        _told(known, at, act.losses, act.notified),
        place=act.place,
        incident_kind=act.incident_kind,
        severity=GRAVE if known.severity == GRAVE else act.severity,
        occurred=occurred,
        observed=observed,
        reported=at,
        reported_index=said.index,
    )
    if observed > at or (occurred is not None and occurred > observed):
        return Step(known, (reversed_times(subject, said.index, act),))
    return _judged(subject, known, said, context)


def _updated(
    subject: str, state: Happening | None, said: Said, act: IncidentUpdated, context: Context
) -> Step[Happening]:
    known = Happening(act.place) if state is None else state
    is_newer = known.updated is None or time(act.at) >= known.updated
    severity = known.severity
    if act.severity == GRAVE or (is_newer and act.severity is not None and severity != GRAVE):
        severity = act.severity
    known = msgspec.structs.replace(
        _told(known, time(act.at), act.losses, act.notified),
        severity=severity,
        updates=known.updates + 1,
    )
    return _judged(subject, known, said, context)


def _closed(state: Happening | None, act: IncidentClosed) -> Happening:
    known = Happening(act.place) if state is None else state
    at = time(act.at)
    known = _told(known, at, act.losses, ())
    if known.closed is not None and known.closed >= at:
        return known
    return msgspec.structs.replace(known, closed=at, outcome=act.outcome)


def _told(
    known: Happening, at: datetime, losses: tuple[Tally, ...], notified: tuple[str, ...]
) -> Happening:
    """Take over what any of the three may say; of losses the newest word counts."""
    is_newer = known.updated is None or at >= known.updated
    return msgspec.structs.replace(
        known,
        updated=at if is_newer else known.updated,
        losses=losses if losses and (is_newer or not known.losses) else known.losses,
        notified=tuple(dict.fromkeys((*known.notified, *notified)))[:MAX_KEPT],
    )


def _judged(subject: str, known: Happening, said: Said, context: Context) -> Step[Happening]:
    """Ask whether a grave incident was reported in time, once."""
    observed, at, first = known.observed, known.reported, known.reported_index
    if known.is_late or known.severity != GRAVE or observed is None or at is None or first is None:
        return Step(known)
    policy = context.schedule.thresholds(first)
    if not is_late(observed, at, policy):
        return Step(known)
    evidence = (said.index,) if said.index == first else (said.index, first)
    found: Finding = late(subject, evidence, known.place, (observed, at), policy)
    return Step(msgspec.structs.replace(known, is_late=True), (found,))
