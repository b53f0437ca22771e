"""Visits: asked, let in or refused, and gone again; each known by the leaf that reported it.

Answers may reach the log in any order: an exit that came first settles the entry that follows it,
unless it is stated for before that; of several entries the earliest counts.  Only who is expected
to guard the place says who was refused and who has left.  Whom somebody else lets in is inside, as
long as nobody who guards the place tells of an entry.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final, Literal

import msgspec

from domain.access import AccessDenied, AccessExited, AccessGranted, VisitorReported
from domain.context import Context
from domain.fact import Fact
from domain.finding import Finding
from domain.policy import Thresholds
from domain.reckoning import reckon
from domain.rules.access import exit_due, no_exit
from domain.rules.rule import minutes
from domain.said import Said
from domain.signal import outside_of
from domain.statement import time
from domain.step import Step

MAX_EXITS: Final = 8
"""So many exits of one visit are kept; there should be one."""


class Visit(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What is known of one visit; each moment is by the clock of the guard who stated it."""

    place: str
    purpose: str | None = None
    host: str | None = None
    permission: str | None = None
    persons: int = 1
    zone: str | None = None
    badge: str | None = None
    reason: str | None = None
    """Why it was refused."""
    reported: datetime | None = None
    granted: datetime | None = None
    denied: datetime | None = None
    exited: datetime | None = None
    """The first exit that is not stated for before the entry."""
    exits: tuple[datetime, ...] = ()
    """Every exit that was stated, the newest of them."""
    granted_index: int | None = None
    is_unexpected: bool = False
    """Nobody expects who let the visitor in to guard the place (R28)."""
    outside: str | None = None
    """The hours of the place, if the visitor was let in outside of them (S01): `08.00-17.00`."""
    due: datetime | None = None
    """Until when the visitor should have left (R14)."""

    @property
    def state(self) -> Literal["melapor", "di_dalam", "ditolak", "keluar"]:
        """One word for where the visit stands."""
        if self.exited is not None:
            return "keluar"
        if self.granted is not None:
            return "di_dalam"
        return "melapor" if self.denied is None else "ditolak"


class Visits:
    """The fold of every visit."""

    name: Final = "kunjungan"
    state: Final = Visit

    @property
    def kinds(self) -> frozenset[type]:
        """The statements that touch a visit."""
        return _ANSWERS | {VisitorReported}

    def subjects(self, fact: Fact) -> tuple[str, ...]:
        """Return the visit that a statement reports or answers."""
        if not isinstance(fact, Said):
            return ()
        statement: Any = fact.statement
        kind = type(statement)
        if kind is VisitorReported:
            return (fact.leaf,)
        return (statement.of,) if kind in _ANSWERS else ()

    def after(self, subject: str, state: Visit | None, fact: Fact, context: Context) -> Step[Visit]:
        """Return what a statement does to the visit."""
        step: Step[Visit] = Step(state)
        if isinstance(fact, Said) and (
            isinstance(fact.statement, _BY_ANYBODY) or context.authority.judge(fact) is None
        ):
            match fact.statement:
                case VisitorReported() as act:
                    step = Step(_reported(state, act))
                case AccessGranted():
                    step = _granted(subject, state, fact, context)
                case AccessDenied() as act:
                    step = Step(_denied(state, act))
                case AccessExited() as act:
                    step = _exited(subject, state, fact, act, context)
                case _:
                    pass
        return step


_BY_ANYBODY: Final = (VisitorReported, AccessGranted)
_ANSWERS: Final = frozenset({AccessGranted, AccessDenied, AccessExited})


def _denied(state: Visit | None, act: AccessDenied) -> Visit:
    visit = Visit(act.place) if state is None else state
    return msgspec.structs.replace(visit, denied=time(act.at), reason=act.reason)


def _reported(state: Visit | None, act: VisitorReported) -> Visit:
    visit = Visit(act.place) if state is None else state
    return msgspec.structs.replace(
        visit,
        purpose=act.purpose,
        host=act.host,
        permission=act.permission,
        persons=1 if act.persons is None else act.persons,
        reported=time(act.at),
    )


def _granted(subject: str, state: Visit | None, said: Said, context: Context) -> Step[Visit]:
    act = said.statement
    if not isinstance(act, AccessGranted):
        return Step(state)
    visit = Visit(act.place) if state is None else state
    at, is_unexpected = time(act.at), context.authority.judge(said) is not None
    if visit.granted and (visit.is_unexpected, visit.granted) <= (is_unexpected, at):
        return Step(state)
    policy = context.schedule.thresholds(said.index)
    let_in = msgspec.structs.replace(
        visit,
        place=act.place,
        zone=act.zone,
        badge=act.badge,
        granted=at,
        granted_index=said.index,
        is_unexpected=is_unexpected,
        outside=outside_of(act.place, act.at, said.index, context),
        due=exit_due(at, policy),
    )
    return _reckoned(subject, visit, let_in, policy)


def _exited(
    subject: str, state: Visit | None, said: Said, act: AccessExited, context: Context
) -> Step[Visit]:
    visit = Visit(act.place) if state is None else state
    exits = tuple(sorted({*visit.exits, time(act.at)}))[-MAX_EXITS:]
    gone = msgspec.structs.replace(visit, exits=exits)
    return _reckoned(subject, visit, gone, context.schedule.thresholds(said.index))


def _reckoned(subject: str, old: Visit, new: Visit, policy: Thresholds) -> Step[Visit]:
    """Find the exit that belongs to the entry, and tell whether it is in time."""
    since = None if new.granted is None else new.granted - minutes(policy.clock_skew)
    exited = next((at for at in new.exits if since is None or at >= since), None)
    new = msgspec.structs.replace(new, exited=exited)
    return reckon(new, _open(subject, old), _open(subject, new))


def _open(subject: str, visit: Visit) -> Iterator[Finding]:
    """Yield that the visitor should have left, unless that was in time."""
    index, due = visit.granted_index, visit.due
    if index is not None and due is not None and (visit.exited is None or visit.exited > due):
        yield no_exit(subject, index, visit.place, due)
