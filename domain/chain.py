"""A journal's chain as the domain reads it: one device, its numbers, its clock and its signer.

The ledger has already refused what does not follow; what is left to say is which numbers were given
up (R27), where time ran backwards (R25), and what was signed without the role for it (R28).
"""

from collections.abc import Callable
from operator import attrgetter
from typing import Any, Final

import msgspec

from domain.access import AccessDenied, AccessExited, AccessGranted, VisitorReported
from domain.catalogue import NotUnderstood
from domain.consignment import (
    ConsignmentDispatched,
    HandoverAccepted,
    HandoverOffered,
    HandoverRefused,
)
from domain.context import Context
from domain.fact import (
    Anchored,
    Enrolled,
    Fact,
    Filed,
    Recovered,
    Resumed,
    Revoked,
    Strengthened,
    Voided,
)
from domain.finding import Finding
from domain.role import GUARDS
from domain.rules.clock import ahead, backwards, early, late
from domain.rules.journal import LOST, doubted, filed, lost, missing, misuse, recovered, void
from domain.rules.rule import minutes
from domain.said import Said
from domain.shift import ShiftAccepted, ShiftEnded, ShiftHandedOver, ShiftStarted
from domain.statement import time
from domain.step import Step
from domain.voice import speaks_for

_GUARDING: Final = frozenset(
    {
        ShiftStarted,
        ShiftHandedOver,
        ShiftAccepted,
        ShiftEnded,
        VisitorReported,
        AccessGranted,
        AccessDenied,
        AccessExited,
    }
)
"""What a guard says at the place to which he is assigned."""

_SIDES: Final[dict[type, Callable[[Any], str]]] = {
    ConsignmentDispatched: attrgetter("from_"),
    HandoverOffered: attrgetter("from_"),
    HandoverAccepted: attrgetter("to"),
    HandoverRefused: attrgetter("to"),
}
"""Whose word each is."""


_OF_SIGNERS: Final = (Voided, Recovered)
"""Facts about the journal that says them; all others name one."""

_UNPROVEN_MAX: Final = 8
"""So many of a journal's newest statements wait for witnesses."""


class Missing(msgspec.Struct, frozen=True, gc=False):
    """Numbers that were given up when the journal was resumed, both ends included."""

    first: int
    last: int


class Tail(msgspec.Struct, frozen=True, gc=False):
    """What a journal cites of a log that has lost entries."""

    since: int
    """The leaf that cited it first."""
    recovered: int
    """The leaf at which the log was recovered: a larger tree holds that."""


class Unproven(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A statement whose time no witness bounds yet."""

    index: int
    at: str


class Chain(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What is known of one journal."""

    enrolled: int | None = None
    """The leaf of its enrolment; None for the charter's own journals."""
    enroller: str | None = None
    registrar: str | None = None
    count: int = 0
    """Statements in the log."""
    last: int | None = None
    """The newest number."""
    at: str | None = None
    """The time of the newest statement that was understood, and ..."""
    index: int | None = None
    """... its leaf."""
    missing: tuple[Missing, ...] = ()
    revoked: int | None = None
    """The last number that is not doubted."""
    evidence: int = 0
    """Refused notes filed under its name."""
    tail: Tail | None = None
    """Set while it cites entries that were lost, and not yet the recovered log."""
    strengthened: int | None = None
    """The leaf that enrolled its hardware key; None: it has none."""
    unproven: tuple[Unproven, ...] = ()
    """The newest statements until witnesses have seen them; a later word of the journal is the
    occasion to look."""


class Chains:
    """The fold of every journal."""

    name: Final = "jurnal"
    state: Final = Chain
    kinds: Final = None

    def subjects(self, fact: Fact) -> tuple[str, ...]:
        """Return the journal that a fact is about."""
        if isinstance(fact, Anchored):
            return ()
        return (fact.by,) if isinstance(fact, _OF_SIGNERS) else (fact.journal,)

    def after(self, subject: str, state: Chain | None, fact: Fact, context: Context) -> Step[Chain]:
        """Return what a statement or a word of the register does to the journal."""
        chain = Chain() if state is None else state
        if isinstance(fact, Said):
            return _said(subject, chain, fact, context)
        if isinstance(fact, Recovered):
            return Step(chain, (recovered(fact),))
        if isinstance(fact, Anchored):
            return Step(chain)
        return _registered(subject, chain, fact)


def _registered(
    subject: str, chain: Chain, fact: Enrolled | Strengthened | Resumed | Revoked | Filed | Voided
) -> Step[Chain]:
    """Let the register act on the journal, or the clerk file what was refused."""
    found: Finding | None = None
    match fact:
        case Enrolled() | Strengthened():
            chain = _keyed(chain, fact)
        case Resumed():
            found = missing(fact)
            if found is not None:
                gaps = (*chain.missing, Missing(fact.expected, fact.at - 1))
                chain = msgspec.structs.replace(chain, missing=gaps)
        case Revoked(after=after):
            if chain.last is not None and chain.last > after:
                found = doubted(subject, fact.index, fact.by, (after + 1, chain.last))
            chain = msgspec.structs.replace(chain, revoked=after)
        case Filed():
            found = filed(fact)
            chain = msgspec.structs.replace(chain, evidence=chain.evidence + 1)
        case Voided():
            found = void(fact)
    return Step(chain, () if found is None else (found,))


def _keyed(chain: Chain, fact: Enrolled | Strengthened) -> Chain:
    """Give the journal its key, or the one in the phone's hardware beside it."""
    if isinstance(fact, Strengthened):
        return msgspec.structs.replace(chain, strengthened=fact.index)
    return msgspec.structs.replace(
        chain, enrolled=fact.index, enroller=fact.enroller, registrar=fact.registrar
    )


def _said(subject: str, chain: Chain, said: Said, context: Context) -> Step[Chain]:
    statement = said.statement
    count = chain.count + 1
    tail = chain.tail
    raised: tuple[Finding, ...] = ()
    settled: tuple[str, ...] = ()
    if tail is not None or said.lost is not None:  # hardly ever
        tail, raised, settled = _tail(tail, said)
    if isinstance(statement, NotUnderstood):
        chain = msgspec.structs.replace(chain, count=count, last=said.sequence, tail=tail)
        return Step(chain, raised, settled)
    at = statement.at
    unproven, skewed = _timed(chain, said, at, context)
    raised = (*raised, *skewed)
    if (why := _why_not(said, context)) is not None:
        kind = type(statement).__name__
        found = misuse(subject, said.index, said.sequence, kind, why)
        raised = raised if found is None else (*raised, found)
    chain = Chain(
        chain.enrolled,
        said.enroller if chain.enroller is None else chain.enroller,
        said.registrar if chain.registrar is None else chain.registrar,
        count,
        said.sequence,
        at,
        said.index,
        chain.missing,
        chain.revoked,
        chain.evidence,
        tail,
        chain.strengthened,
        unproven,
    )
    return Step(chain, raised, settled)


def _timed(
    chain: Chain, said: Said, at: str, context: Context
) -> tuple[tuple[Unproven, ...], tuple[Finding, ...]]:
    """Compare the time stated with the number before, and with what witnesses have proven."""
    journal, index, before = said.journal, said.index, chain.at
    is_backwards = before is not None and chain.index is not None and _is_earlier(at, before)
    raised: tuple[Finding, ...] = ()
    if is_backwards and before is not None and chain.index is not None:
        raised = (backwards(journal, (index, chain.index), said.sequence, at, before),)
    newest = context.anchors.newest(index)
    if newest is None:  # nobody witnesses this log, or not yet
        return (), raised
    policy = context.schedule.thresholds(index)
    moment, skew = time(at), minutes(policy.clock_skew)
    if newest.earliest > moment + minutes(policy.late_sync):
        raised = (*raised, late(journal, index, said.sequence, at, newest.earliest))
    bound = context.anchors.not_before(said.cited)
    if not is_backwards and bound is not None and moment < bound - skew:
        return chain.unproven, (*raised, early(journal, index, said.sequence, at, bound))
    left: list[Unproven] = [] if is_backwards else [Unproven(index, at)]
    for one in reversed(chain.unproven):
        bound = context.anchors.not_after(one.index, index)
        if bound is None:
            left.append(one)
        elif time(one.at) > bound + skew:
            raised = (*raised, ahead(journal, (one.index, index), one.at, bound))
    return tuple(reversed(left[:_UNPROVEN_MAX])), raised


def _tail(
    tail: Tail | None, said: Said
) -> tuple[Tail | None, tuple[Finding, ...], tuple[str, ...]]:
    """Return where the journal stands towards a loss, what that raises, and what it settles."""
    if said.lost is None:
        if tail is None or said.cited <= tail.recovered:
            return tail, (), ()
        return None, (), (LOST.key(said.journal, tail.since),)
    if tail is not None:
        return Tail(tail.since, max(tail.recovered, said.lost)), (), ()
    return Tail(said.index, said.lost), (lost(said, said.lost),), ()


def _is_earlier(at: str, before: str) -> bool:
    """Compare two moments; nearly always their seconds say it as text."""
    if at[-6:] == before[-6:] and at[:19] > before[:19]:
        return False
    return time(at) < time(before)


def _why_not(said: Said, context: Context) -> str | None:
    """Tell why the signer is not expected to say this, or None."""
    if (why := context.authority.judge(said)) is not None:
        return why
    statement = said.statement
    fits, otherwise = True, "unit"
    kind = type(statement)
    if kind in _GUARDING:
        fits, otherwise = _is_assigned(said, context), "assignment"
    elif kind in _SIDES:
        fits = speaks_for(said, _SIDES[kind](statement), context)
    return None if fits else otherwise


def _is_assigned(said: Said, context: Context) -> bool:
    """Tell whether a guard is on the roll of the place; a sealed roll decides nothing."""
    statement = said.statement
    place = getattr(statement, "place", None) or getattr(statement, "post", None)
    if place is None or isinstance(statement, NotUnderstood):
        return True
    orders = context.assignments(place, said.index, time(statement.at))
    if not orders or any(order.roll is not None or not order.persons for order in orders):
        return True
    signer = context.authority.signer(said)
    if signer is None or any(signer.person in order.persons for order in orders):
        return True
    return not any(held.role in GUARDS for held in context.authority.roles(said))
