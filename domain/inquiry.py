"""Inquiries: what a supervisor raised against a unit, with its answers and its public clock (R34).

Only the raiser closes, or the unit to which it was escalated; the respondent can only answer.  What
others say about it is kept and changes nothing.  An answer may reach the log before the finding.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final, Literal

import msgspec

from domain.context import Context
from domain.fact import Fact
from domain.oversight import FindingClosed, FindingEscalated, FindingRaised, ResponseFiled
from domain.role import REGISTRARS, SUPERVISORS
from domain.rules.inquiry import STALE, again, stale
from domain.said import Said
from domain.statement import time
from domain.step import Step
from domain.unit import line

MAX_KEPT: Final = 16
"""So many answers and escalations are kept."""


class Raised(msgspec.Struct, frozen=True, gc=False):
    """The finding as it was raised."""

    index: int
    at: datetime
    unit: str
    against: str
    number: str
    finding_kind: str
    demand: str
    place: str
    rule: str | None
    due: datetime
    """Until when an answer is awaited."""
    is_again: bool = False
    """The same was raised before: that stands at once, and no answer settles it."""


class Answer(msgspec.Struct, frozen=True, gc=False):
    """What somebody said about it."""

    index: int
    at: datetime
    unit: str
    answer: str
    is_theirs: bool
    """Signed by somebody of the unit in whose name it speaks."""


class Escalation(msgspec.Struct, frozen=True, gc=False):
    """It went to the next level."""

    index: int
    to: str
    reason: str
    due: datetime


class Closing(msgspec.Struct, frozen=True, gc=False):
    """It was closed."""

    index: int
    at: datetime
    unit: str
    verdict: str


class Inquiry(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What is known of one finding of a supervisor."""

    raised: Raised | None = None
    """None: only answers are known so far."""
    answers: tuple[Answer, ...] = ()
    escalations: tuple[Escalation, ...] = ()
    closing: Closing | None = None

    @property
    def status(self) -> Literal["tidak_dikenal", "terbuka", "dijawab", "diteruskan", "ditutup"]:
        """One word: unknown, open, answered, escalated, closed."""
        if self.raised is None:
            return "tidak_dikenal"
        if self.closing is not None:
            return "ditutup"
        if self.escalations:
            return "diteruskan"
        return "dijawab" if any(map(self.is_answer, self.answers)) else "terbuka"

    def is_answer(self, answer: Answer) -> bool:
        """Tell whether an answer is the respondent's own."""
        return self.raised is not None and answer.is_theirs and answer.unit == self.raised.against


class Inquiries:
    """The fold of every finding that a supervisor raised."""

    name: Final = "temuan"
    state: Final = Inquiry

    @property
    def kinds(self) -> frozenset[type]:
        """The statements that touch such a finding."""
        return frozenset(_STEPS)

    def subjects(self, fact: Fact) -> tuple[str, ...]:
        """Return the finding that a statement raises or speaks of, by its leaf hash."""
        if not isinstance(fact, Said):
            return ()
        statement: Any = fact.statement
        kind = type(statement)
        if kind is FindingRaised:
            return (fact.leaf,)
        return (statement.of,) if kind in _STEPS else ()

    def after(
        self, subject: str, state: Inquiry | None, fact: Fact, context: Context
    ) -> Step[Inquiry]:
        """Return what a statement does to the finding."""
        step = _STEPS.get(type(fact.statement)) if isinstance(fact, Said) else None
        if step is None or not isinstance(fact, Said):
            return Step(state)
        return step(subject, Inquiry() if state is None else state, fact, context)


def _raise(subject: str, inquiry: Inquiry, said: Said, context: Context) -> Step[Inquiry]:
    act = said.statement
    if not isinstance(act, FindingRaised) or not _has_force(said, context):
        return Step(None)
    at = time(act.at)
    due = time(act.due)
    evidence = _repeated(act, said.index, context)
    inquiry = msgspec.structs.replace(
        inquiry,
        raised=Raised(
            said.index,
            at,
            act.unit,
            act.against,
            act.number,
            act.finding_kind,
            act.demand,
            act.place,
            act.rule,
            due,
            bool(evidence),
        ),
    )
    if evidence:
        return Step(inquiry, (again(subject, evidence, act),))
    if any(inquiry.is_answer(answer) and answer.at <= due for answer in inquiry.answers):
        return Step(inquiry)
    return Step(inquiry, (stale(subject, said.index, act, due),))


def _repeated(act: FindingRaised, index: int, context: Context) -> tuple[int, ...]:
    """Return the leaves that raised the same, this one first, if they are too many."""
    if act.rule is None:
        return ()
    evidence = (index, *context.raised(act.rule, act.place, index))
    is_often = len(evidence) >= context.schedule.thresholds(index).finding_again
    return evidence[:MAX_KEPT] if is_often else ()


def _answer(subject: str, inquiry: Inquiry, said: Said, context: Context) -> Step[Inquiry]:
    act = said.statement
    if not isinstance(act, ResponseFiled):
        return Step(inquiry)
    signer = context.authority.signer(said)
    is_theirs = signer is not None and signer.unit == act.unit
    answer = Answer(said.index, time(act.at), act.unit, act.answer, is_theirs)
    inquiry = msgspec.structs.replace(inquiry, answers=(*inquiry.answers, answer)[-MAX_KEPT:])
    asked = inquiry.raised
    settled: tuple[str, ...] = ()
    if inquiry.is_answer(answer):
        settled = _settled(subject, asked, answer.at)
    return Step(inquiry, (), settled)


def _close(subject: str, inquiry: Inquiry, said: Said, context: Context) -> Step[Inquiry]:
    act, asked = said.statement, inquiry.raised
    if not isinstance(act, FindingClosed) or asked is None or not _has_force(said, context):
        return Step(inquiry)
    if not _is_supervisors(inquiry, act.unit, said, context):
        return Step(inquiry)  # kept, and without force
    at = time(act.at)
    settled = _settled(subject, asked, at)
    closing = Closing(said.index, at, act.unit, act.verdict)
    return Step(msgspec.structs.replace(inquiry, closing=closing), (), settled)


def _escalate(subject: str, inquiry: Inquiry, said: Said, context: Context) -> Step[Inquiry]:
    del subject
    act, asked = said.statement, inquiry.raised
    if not isinstance(act, FindingEscalated) or asked is None or not _has_force(said, context):
        return Step(inquiry)
    if not _is_supervisors(inquiry, act.unit, said, context) or line(act.to) == line(asked.against):
        return Step(inquiry)  # and nobody hands a finding to whom it is about
    step = Escalation(said.index, act.to, act.reason, time(act.due))
    escalations = (*inquiry.escalations, step)[-MAX_KEPT:]
    return Step(msgspec.structs.replace(inquiry, escalations=escalations))


def _is_supervisors(inquiry: Inquiry, unit: str, said: Said, context: Context) -> bool:
    """Tell whether the signer's own unit raised the finding, or got it by escalation.

    A supervisor of one village is of no help to the whole regency: the role reaches over the place.
    """
    signer = context.authority.signer(said)
    if inquiry.raised is None or signer is None or signer.unit != unit:
        return False
    if context.authority.holds(said, SUPERVISORS | REGISTRARS, (inquiry.raised.place,)) is not None:
        return False
    return unit in {inquiry.raised.unit, *(one.to for one in inquiry.escalations)}


def _settled(subject: str, asked: Raised | None, at: datetime) -> tuple[str, ...]:
    """Return the clock that an answer or a closing stops."""
    if asked is None or asked.is_again or at > asked.due:
        return ()
    return (STALE.key(subject, asked.index),)


_Step = Callable[[str, Inquiry, Said, Context], Step[Inquiry]]

_STEPS: Final[dict[type, _Step]] = {
    FindingRaised: _raise,
    ResponseFiled: _answer,
    FindingClosed: _close,
    FindingEscalated: _escalate,
}


def _has_force(said: Said, context: Context) -> bool:
    standing = context.standing(said.leaf)
    return standing is not None and standing.since is not None
