"""Inquiries: what a supervisor raised against a unit, with its answers and its public clock (R34).

Only the raiser closes, or the unit to which it was escalated; the respondent can only answer.  What
others say about it is kept and changes nothing.  Phones deliver late: whatever is said of a finding
may reach the log before it, and a closing before the escalation that it rests on.  It waits then,
and takes effect once what it rests on is there, by the times that are stated.
"""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final, Literal, Protocol, TypeVar

import msgspec

from domain.context import Context
from domain.fact import Fact
from domain.finding import Finding
from domain.oversight import FindingClosed, FindingEscalated, FindingRaised, ResponseFiled
from domain.reckoning import reckon
from domain.role import REGISTRARS, SUPERVISORS
from domain.rules.inquiry import stale
from domain.said import Said
from domain.statement import time
from domain.step import Step
from domain.timeline import placed
from domain.unit import covers, line

MAX_KEPT: Final = 16
"""So many answers are kept, so many escalations, and so many words that wait."""


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
    at: datetime
    unit: str
    to: str
    reason: str
    due: datetime


class Closing(msgspec.Struct, frozen=True, gc=False):
    """It was closed."""

    index: int
    at: datetime
    unit: str
    verdict: str


class Pending(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A supervisor's closing or escalation that waits for the finding, or for an escalation."""

    index: int
    at: datetime
    unit: str
    scopes: tuple[str, ...]
    """Over what the signer's roles as a supervisor reached when it was said."""
    escalation: Escalation | None = None
    closing: Closing | None = None


class Inquiry(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What is known of one finding of a supervisor."""

    raised: Raised | None = None
    """None: only what is said of it is known so far."""
    answers: tuple[Answer, ...] = ()
    escalations: tuple[Escalation, ...] = ()
    closing: Closing | None = None
    """Of several, the first by the times stated; of one moment, by unit and verdict."""
    pending: tuple[Pending, ...] = ()
    """What has no force yet."""
    left_out: int = 0
    """How many more were said and are not kept."""

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
        return frozenset(_CHANGES)

    def subjects(self, fact: Fact) -> tuple[str, ...]:
        """Return the finding that a statement raises or speaks of, by its leaf hash."""
        if not isinstance(fact, Said):
            return ()
        statement: Any = fact.statement
        kind = type(statement)
        if kind is FindingRaised:
            return (fact.leaf,)
        return (statement.of,) if kind in _CHANGES else ()

    def after(
        self, subject: str, state: Inquiry | None, fact: Fact, context: Context
    ) -> Step[Inquiry]:
        """Return what a statement does to the finding."""
        change = _CHANGES.get(type(fact.statement)) if isinstance(fact, Said) else None
        if change is None or not isinstance(fact, Said):
            return Step(state)
        before = Inquiry() if state is None else state
        after = change(before, fact, context)
        if after == Inquiry():
            return Step(state)
        after = _acted(after)
        return reckon(after, _unanswered(subject, before), _unanswered(subject, after))


def _raise(inquiry: Inquiry, said: Said, context: Context) -> Inquiry:
    act = said.statement
    if not isinstance(act, FindingRaised) or not context.has_force(said.leaf):
        return inquiry
    raised = Raised(
        said.index,
        time(act.at),
        act.unit,
        act.against,
        act.number,
        act.finding_kind,
        act.demand,
        act.place,
        act.rule,
        time(act.due),
    )
    return msgspec.structs.replace(inquiry, raised=raised)


def _answer(inquiry: Inquiry, said: Said, context: Context) -> Inquiry:
    act = said.statement
    if not isinstance(act, ResponseFiled):
        return inquiry
    signer = context.authority.signer(said)
    is_theirs = signer is not None and signer.unit == act.unit
    answer = Answer(said.index, time(act.at), act.unit, act.answer, is_theirs)
    return msgspec.structs.replace(inquiry, answers=placed(inquiry.answers, answer))


def _close(inquiry: Inquiry, said: Said, context: Context) -> Inquiry:
    act = said.statement
    if not isinstance(act, FindingClosed) or not _is_supervisors(act.unit, said, context):
        return inquiry  # kept, and without force
    closing = Closing(said.index, time(act.at), act.unit, act.verdict)
    word = Pending(said.index, closing.at, act.unit, _scopes(said, context), closing=closing)
    return msgspec.structs.replace(inquiry, pending=placed(inquiry.pending, word))


def _escalate(inquiry: Inquiry, said: Said, context: Context) -> Inquiry:
    act = said.statement
    if not isinstance(act, FindingEscalated) or not _is_supervisors(act.unit, said, context):
        return inquiry
    one = Escalation(said.index, time(act.at), act.unit, act.to, act.reason, time(act.due))
    word = Pending(said.index, one.at, act.unit, _scopes(said, context), escalation=one)
    return msgspec.structs.replace(inquiry, pending=placed(inquiry.pending, word))


def _is_supervisors(unit: str, said: Said, context: Context) -> bool:
    """Tell whether an act has force, and speaks for the signer's own unit."""
    signer = context.authority.signer(said)
    return signer is not None and signer.unit == unit and context.has_force(said.leaf)


def _scopes(said: Said, context: Context) -> tuple[str, ...]:
    held = context.authority.roles(said)
    return tuple(sorted({one.scope for one in held if one.role in _CLOSERS}))[:MAX_KEPT]


def _acted(inquiry: Inquiry) -> Inquiry:
    """Let everything act that can, and keep no more than is kept."""
    if inquiry.raised is not None:
        able = tuple(one for one in inquiry.pending if _is_able(one, inquiry.raised))
        inquiry = msgspec.structs.replace(inquiry, pending=able)
    while (word := next((one for one in inquiry.pending if _acts(one, inquiry)), None)) is not None:
        inquiry = _put(inquiry, word)
    known = inquiry.raised is not None
    answers = _kept(inquiry.answers, inquiry.is_answer if known else _is_theirs)
    escalations, pending = _kept(inquiry.escalations), _kept(inquiry.pending)
    left_out = len(inquiry.answers) + len(inquiry.escalations) + len(inquiry.pending)
    left_out -= len(answers) + len(escalations) + len(pending)
    return msgspec.structs.replace(
        inquiry,
        answers=answers,
        escalations=escalations,
        pending=pending,
        left_out=inquiry.left_out + left_out,
    )


def _is_able(word: Pending, raised: Raised) -> bool:
    """Tell whether a word may yet have force: its signer's role reaches over the place.

    A supervisor of one village is of no help to the whole regency.  And nobody hands a finding to
    whom it is about.
    """
    if not any(covers(scope, raised.place) for scope in word.scopes):
        return False
    goes_to = word.unit if word.escalation is None else word.escalation.to
    return line(goes_to) != line(raised.against) or goes_to == raised.unit


def _acts(word: Pending, inquiry: Inquiry) -> bool:
    """Tell whether the unit raised the finding, or had got it by then."""
    raised = inquiry.raised
    if raised is None:
        return False
    return word.unit == raised.unit or any(
        one.to == word.unit and one.at <= word.at for one in inquiry.escalations
    )


def _put(inquiry: Inquiry, word: Pending) -> Inquiry:
    """Let a word that waited act."""
    pending = tuple(one for one in inquiry.pending if one is not word)
    inquiry = msgspec.structs.replace(inquiry, pending=pending)
    if word.escalation is not None:
        escalations = placed(inquiry.escalations, word.escalation)
        return msgspec.structs.replace(inquiry, escalations=escalations)
    if word.closing is not None and _is_first(word.closing, inquiry.closing):
        return msgspec.structs.replace(inquiry, closing=word.closing)
    return inquiry


def _is_first(closing: Closing, other: Closing | None) -> bool:
    """Tell whether a closing counts before another one; by their words, if of one moment."""
    if other is None:
        return True
    mine, theirs = ((one.at, one.unit, one.verdict) for one in (closing, other))
    return mine < theirs


def _unanswered(subject: str, inquiry: Inquiry) -> tuple[Finding, ...]:
    """Return the clock that neither an answer nor a closing has stopped (R34)."""
    raised = inquiry.raised
    if raised is None or (inquiry.closing is not None and inquiry.closing.at <= raised.due):
        return ()
    if any(inquiry.is_answer(answer) and answer.at <= raised.due for answer in inquiry.answers):
        return ()
    return (stale(subject, raised.index, raised.due, number=raised.number, against=raised.against),)


class _Word(Protocol):
    @property
    def unit(self) -> str:
        """In whose name it speaks."""


W = TypeVar("W", bound=_Word)


def _is_theirs(answer: Answer) -> bool:
    return answer.is_theirs


def _kept(said: tuple[W, ...], has_force: Callable[[W], bool] = lambda _: True) -> tuple[W, ...]:
    """Return what is kept of what was said, in the order of the times.

    What has no force goes first, so it never takes the place of what has.  Otherwise the unit that
    said most lets go of its oldest but its first, which may have stopped the clock.
    """
    while len(said) > MAX_KEPT:
        idle = [one for one in said if not has_force(one)] or said
        counts = Counter(one.unit for one in idle)
        loudest = max(counts, key=lambda unit: (counts[unit], unit))
        theirs = [one for one in idle if one.unit == loudest]
        gone = theirs[1:2] or theirs
        said = tuple(one for one in said if one is not gone[0])
    return said


_CLOSERS: Final = SUPERVISORS | REGISTRARS

_Change = Callable[[Inquiry, Said, Context], Inquiry]

_CHANGES: Final[dict[type, _Change]] = {
    FindingRaised: _raise,
    ResponseFiled: _answer,
    FindingClosed: _close,
    FindingEscalated: _escalate,
}
