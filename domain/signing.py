"""Signing: whether a statement that asks for two persons has got its second one (R08).

The second person signs a statement that cites the first by its leaf hash, perhaps on a device that
reached the log earlier.  A handover that nobody answers is a gap in custody (R01) and is not said
twice; but whoever answers it must be somebody else, like everywhere.
"""

from collections.abc import Callable
from typing import Any, Final, Literal

import msgspec

from domain.activity import DrillHeld
from domain.amendment import AnnulmentDeclared, CorrectionDeclared
from domain.authority import Conflict
from domain.catalogue import KINDS, NotUnderstood
from domain.consignment import HandoverAccepted, HandoverOffered, HandoverRefused
from domain.context import Context
from domain.endorsement import Endorsed
from domain.fact import Fact
from domain.finding import Finding
from domain.incident import IncidentClosed
from domain.neutrality import NeutralityRuled, SanctionImposed
from domain.policy import PolicySet
from domain.post import PostChecked
from domain.rules.signature import (
    DANGLING,
    PENDING,
    dangling,
    pending,
    powerless,
    same,
    second_due,
)
from domain.said import Said
from domain.shift import ShiftAccepted, ShiftHandedOver
from domain.statement import Stated, time
from domain.step import Step
from domain.store import StockCounted, StoreClosed, StoreOpened
from domain.unit import Line, line

MAX_KEPT: Final = 8
"""So many answers are kept for one statement."""


class Signature(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """Who signed, as the log knew it at that leaf."""

    index: int
    at: str
    journal: str
    enroller: str
    person: str | None = None
    unit: str | None = None
    kind: str = ""


class Signing(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """The signatures under one statement."""

    first: Signature | None = None
    """None: only answers are known so far."""
    is_needed: bool = False
    """The statement counts on a second person."""
    answers: tuple[Signature, ...] = ()
    second: int | None = None
    """The leaf by which a second person stood by it."""

    @property
    def state(self) -> Literal["tidak_dikenal", "satu", "menunggu", "lengkap"]:
        """One word: unknown, one is enough, waits for the second, complete."""
        if self.first is None:
            return "tidak_dikenal"
        if self.second is not None:
            return "lengkap"
        return "menunggu" if self.is_needed else "satu"


class Signings:
    """The fold of every statement that takes two persons."""

    name: Final = "pernyataan"
    state: Final = Signing

    @property
    def kinds(self) -> frozenset[type]:
        """The statements that touch a statement of two persons."""
        return _SIGNING

    def subjects(self, fact: Fact) -> tuple[str, ...]:
        """Return the statement that a leaf makes or answers, where two persons are asked."""
        if not isinstance(fact, Said):
            return ()
        statement: Any = fact.statement
        kind = type(statement)
        leaf: str | None = None
        if kind in _ANSWERS:
            if kind is not Endorsed or statement.of_kind in _TWO_PERSONS:
                leaf = statement.of
        elif kind in _ASKING and _ASKING[kind](statement):
            leaf = fact.leaf
        return () if leaf is None else (leaf,)

    def after(
        self, subject: str, state: Signing | None, fact: Fact, context: Context
    ) -> Step[Signing]:
        """Return what a first or a second signature does."""
        if not isinstance(fact, Said) or type(fact.statement) not in _SIGNING:
            return Step(state)
        signing = Signing() if state is None else state
        signature = _signature(fact, context)
        if fact.leaf == subject:
            return _first(subject, signing, signature, fact, context)
        if signing.first is None:
            return _early(subject, signing, signature, fact, context)
        return _second(subject, signing, signature, fact, context)


_ASKING: Final[dict[type, Callable[[Stated], bool]]] = {
    kind.statement: kind.needs_second for kind in KINDS.values() if kind.completed_by
}
_ANSWERS: Final = frozenset({Endorsed, ShiftAccepted, HandoverAccepted, HandoverRefused})
_TWO_PERSONS: Final = frozenset(kind.__name__ for kind in _ASKING)
"""Anybody may endorse anything; beside these nobody waits for it."""
_AT_TIMES: Final = frozenset(kind.name for kind in KINDS.values() if kind.asks is not None)
"""Such as visits, of which only those in the goods zone ask for two."""
_SIGNING: Final = _ANSWERS | _ASKING.keys()


def _signature(said: Said, context: Context) -> Signature:
    signer = context.authority.signer(said)
    person, unit = (None, None) if signer is None else (signer.person, signer.unit)
    statement = said.statement
    at = "" if isinstance(statement, NotUnderstood) else statement.at
    kind = type(statement).__name__
    return Signature(said.index, at, said.journal, said.enroller, person, unit, kind)


def _early(
    subject: str, signing: Signing, answer: Signature, said: Said, context: Context
) -> Step[Signing]:
    """Keep an answer to a statement that is not in the log yet."""
    answers = (*signing.answers, answer)[-MAX_KEPT:]
    signing = msgspec.structs.replace(signing, answers=answers)
    if isinstance(said.statement, Endorsed) and said.statement.of_kind in _AT_TIMES:
        # Not all of a kind ask for two: what is cited may be in the log and not followed here.
        return Step(signing)
    policy = context.schedule.thresholds(answer.index)
    waiting = dangling(subject, answer.index, answer.journal, time(answer.at), policy)
    return Step(signing, (waiting,))


def _first(
    subject: str, signing: Signing, first: Signature, said: Said, context: Context
) -> Step[Signing]:
    """Start the clock, or judge the answers that were here before."""
    due = second_due(time(first.at), context.schedule.thresholds(said.index))
    is_needed = not isinstance(said.statement, HandoverOffered)
    if not signing.answers:  # nearly always
        waiting = pending(subject, first.index, first.kind, first.journal, due)
        return Step(Signing(first, is_needed), (waiting,) if is_needed else ())
    judged = [(answer, _conflict(first, answer)) for answer in signing.answers]
    good = [answer for answer, why in judged if why is None]
    raised = tuple(
        same(subject, (answer.index, first.index), first.kind, (first.journal, answer.journal), why)
        for answer, why in judged
        if why is not None
    )
    if is_needed and not any(time(answer.at) <= due for answer in good):
        raised += (pending(subject, first.index, first.kind, first.journal, due),)
    if good:
        evidence = (good[0].index, first.index)
        raised += _powerless(subject, evidence, first, said.index, context)
    # An answer is one leaf and has one key: what is said of it now stands in place of the waiting.
    told = {finding.key for finding in raised}
    waited = [DANGLING.key(subject, answer.index) for answer in signing.answers]
    settled = tuple(key for key in waited if key not in told)
    signing = Signing(first, is_needed, signing.answers, good[0].index if good else None)
    return Step(signing, raised, settled)


def _second(
    subject: str, signing: Signing, second: Signature, said: Said, context: Context
) -> Step[Signing]:
    """Judge an answer to a statement that is in the log."""
    first = signing.first
    if first is None:
        return Step(signing)
    why = _conflict(first, second)
    if why is not None:
        journals = (first.journal, second.journal)
        finding = same(subject, (second.index, first.index), first.kind, journals, why)
        return Step(signing, (finding,))
    due = second_due(time(first.at), context.schedule.thresholds(first.index))
    settled: tuple[str, ...] = ()
    if signing.is_needed and time(second.at) <= due:
        settled = (PENDING.key(subject, first.index),)
    if signing.second is not None:  # somebody stands by it already, if perhaps too late
        return Step(signing, (), settled)
    raised = _powerless(subject, (said.index, first.index), first, said.index, context)
    return Step(msgspec.structs.replace(signing, second=said.index), raised, settled)


def _powerless(
    subject: str, evidence: tuple[int, int], first: Signature, index: int, context: Context
) -> tuple[Finding, ...]:
    """Tell of an amendment that its second person has brought in force nothing, and why."""
    if first.kind not in _AMENDMENTS:
        return ()
    standing = context.corrections.standing(subject, index)
    if standing is None or standing.why is None:
        return ()
    found = powerless(subject, evidence, first.kind, first.journal, standing.why)
    return () if found is None else (found,)


_AMENDMENTS: Final = (CorrectionDeclared.__name__, AnnulmentDeclared.__name__)


_WITHIN_A_UNIT: Final = frozenset(
    kind.__name__
    for kind in (
        ShiftHandedOver,
        PostChecked,
        IncidentClosed,
        DrillHeld,
        NeutralityRuled,
        SanctionImposed,
    )
)
"""Two persons are asked, not two units: teams relieve one another, Propam decides its own cases."""

_TWO_LINES: Final = frozenset(
    kind.__name__ for kind in (StoreOpened, StoreClosed, StockCounted, PolicySet)
)
"""A store is opened, closed and counted by two organisations that answer to nobody in common, and
so are the numbers agreed on that judge them."""


def _conflict(first: Signature, second: Signature) -> Conflict | None:
    """Tell why the second is no second person's.

    Source: docs/explanation/duties.md.
    """
    why: Conflict | None = None
    if first.journal == second.journal:
        why = "journal"
    elif second.person is None:
        why = "stranger"
    elif first.person is not None and first.person == second.person:
        why = "person"
    elif second.journal == first.enroller or first.journal == second.enroller:
        why = "enroller"
    elif first.unit is not None and first.unit == second.unit:
        why = None if first.kind in _WITHIN_A_UNIT else "unit"
    elif first.kind in _TWO_LINES and _line(first) is not None and _line(first) == _line(second):
        why = "line"
    return why


def _line(signature: Signature) -> Line | None:
    return None if signature.unit is None else line(signature.unit)
