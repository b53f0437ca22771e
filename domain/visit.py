"""Visits: asked, let in or refused, and gone again; each known by the leaf that reported it.

Answers may reach the log in any order: an exit that came first settles the entry that follows it.
Only who is expected to guard the place says that a visitor has left it; others are only heard.
"""

from datetime import datetime
from typing import Any, Final, Literal

import msgspec

from domain.access import AccessDenied, AccessExited, AccessGranted, VisitorReported
from domain.context import Context
from domain.fact import Fact
from domain.finding import Finding
from domain.rules.access import NO_EXIT, exit_due, no_exit
from domain.said import Said
from domain.statement import time
from domain.step import Step


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
    granted_index: int | None = None
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
        if isinstance(fact, Said):
            match fact.statement:
                case VisitorReported() as act:
                    step = Step(_reported(state, act))
                case AccessGranted():
                    step = _granted(subject, state, fact, context)
                case AccessDenied() as act:
                    step = Step(_denied(state, act))
                case AccessExited() as act if context.authority.judge(fact) is None:
                    step = _exited(subject, state, act)
                case _:
                    pass
        return step


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
    if not isinstance(act, AccessGranted) or (state is not None and state.granted is not None):
        return Step(state)
    visit = Visit(act.place) if state is None else state
    at = time(act.at)
    due = exit_due(at, context.schedule.thresholds(said.index))
    raised: tuple[Finding, ...] = ()
    if visit.exited is None or visit.exited > due:
        raised = (no_exit(subject, said.index, act.place, due),)
    visit = msgspec.structs.replace(
        visit,
        place=act.place,
        zone=act.zone,
        badge=act.badge,
        granted=at,
        granted_index=said.index,
        due=due,
    )
    return Step(visit, raised)


def _exited(subject: str, state: Visit | None, act: AccessExited) -> Step[Visit]:
    visit = Visit(act.place) if state is None else state
    at = time(act.at)
    settled: tuple[str, ...] = ()
    if visit.granted_index is not None and visit.due is not None and at <= visit.due:
        settled = (NO_EXIT.key(subject, visit.granted_index),)
    if visit.exited is not None and visit.exited <= at:
        return Step(visit)
    return Step(msgspec.structs.replace(visit, exited=at), (), settled)
