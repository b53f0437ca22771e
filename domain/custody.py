"""Custody: who holds a box, moved by two words and never by the last writer.

The holder changes when the receiver accepts *and* the present holder has offered or sent the box
there, or a plan lets it go that way.  Any other acceptance is a claim beside the holder's: the
box is *disengketakan* (disputed) and every claim is listed.  A claim follows its own chain, so a
dispute ends by itself when both chains lead to the same unit, for example when the missing offer
arrives from a telephone that was offline.

Statements arrive in any order.  What answered early is kept, and linked when the rest arrives.
"""

from datetime import datetime
from typing import Final, Literal, NamedTuple

import msgspec

from domain.finding import Finding
from domain.policy import Thresholds
from domain.rules.custody import BROKEN_LINK, GAP, UNOFFERED, broken_link, gap, unoffered
from domain.rules.rule import minutes

Basis = Literal["pendaftaran", "tawaran", "rencana", "pernyataan"]
"""A claim rests on the registration, on an offer or dispatch, on the plan, or on its own word."""

MAX_KEPT: Final = 8
"""Open offers and early answers kept for one box; more than that is noise."""


class Claim(msgspec.Struct, frozen=True, gc=False):
    """One unit's claim to hold the box."""

    unit: str
    index: int
    """The leaf it rests on."""
    at: datetime
    basis: Basis


class Handing(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """An offer or a dispatch that nobody has answered."""

    giver: str
    receiver: str
    index: int
    due: datetime
    """Until when an answer is in time (R01)."""
    is_dispatch: bool = False
    is_genuine: bool = False
    """Said by a person of the giver."""


class Answer(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """An acceptance or a refusal, kept for what may arrive late."""

    giver: str
    receiver: str
    index: int
    at: datetime
    is_acceptance: bool = True
    is_genuine: bool = False
    """Said by a person of the receiver."""
    is_offered: bool = False
    """The giver's own word for it is in the log."""
    is_planned: bool = False
    has_moved: bool = False
    """The holder changed by it."""
    unoffered_due: datetime | None = None
    """Until when the offer may come (R08)."""
    may_link: bool = False
    """The statements between may be late: R02 is settled when they link."""

    @property
    def moves(self) -> bool:
        """Tell whether the holder may change by it: both sides' word, or the plan for one."""
        return self.is_acceptance and self.is_genuine and (self.is_offered or self.is_planned)


class Move(NamedTuple):
    """One handing over as one side says it."""

    giver: str
    receiver: str
    at: datetime
    leaf_index: int
    is_genuine: bool
    """Said by a person of the side whose word it is."""


class Terms(NamedTuple):
    """What the rest of the operation says to an acceptance."""

    policy: Thresholds
    is_planned: bool = False
    """The plan lets this box go this way."""
    is_late: bool = False
    """Where the giver is not the holder: the statements between may merely be late."""


class Custody(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """Who holds one box, as far as the log says."""

    claims: tuple[Claim, ...] = ()
    handings: tuple[Handing, ...] = ()
    answers: tuple[Answer, ...] = ()

    @property
    def holder(self) -> str | None:
        """The one undisputed holder; None: nobody known, or disputed."""
        return self.claims[0].unit if len(self.claims) == 1 else None

    @property
    def is_disputed(self) -> bool:
        """Tell whether more than one unit claims to hold the box."""
        return len(self.claims) > 1

    @property
    def holders(self) -> tuple[str, ...]:
        """Everybody who claims to hold the box."""
        return tuple(claim.unit for claim in self.claims)

    def is_held_by(self, unit: str) -> bool:
        """Tell whether a unit is among those who claim to hold the box."""
        return unit in [claim.unit for claim in self.claims]

    def is_offered(self, giver: str, receiver: str) -> bool:
        """Tell whether the giver's own word lets the box go to the receiver."""
        for handing in self.handings:
            if handing.is_genuine and handing.giver == giver and handing.receiver == receiver:
                return True
        return False


class Change(NamedTuple):
    """What one statement does to custody."""

    custody: Custody
    raised: tuple[Finding, ...] = ()
    settled: tuple[str, ...] = ()


def register(custody: Custody, box: str, claim: Claim) -> Change:
    """Begin the chain, or add a claim beside one that was there before the registration."""
    if any(one.unit == claim.unit for one in custody.claims):
        return Change(custody)
    claims, answers, settled = _link((*custody.claims, claim), custody.answers, box)
    return Change(Custody(claims, custody.handings, answers), (), settled)


def hand(custody: Custody, box: str, move: Move, due: datetime, *, is_dispatch: bool) -> Change:
    """Let the giver offer or send the box; the clock of R01 starts."""
    for answer in custody.answers:
        if _answers(answer, move, due):
            return _hand_late(custody, box, move, answer, due)
    handing = Handing(
        move.giver, move.receiver, move.leaf_index, due, is_dispatch, is_genuine=move.is_genuine
    )
    old = _running(custody.handings, move)
    if old is None:
        kept = (*custody.handings, handing)[-MAX_KEPT:]
        change = msgspec.structs.replace(custody, handings=kept)
        return Change(change, (gap(box, move.leaf_index, move.giver, move.receiver, due),))
    if is_dispatch and not old.is_dispatch:
        # What was offered is on the road now: its own clock takes over.
        handings = _replaced(custody.handings, old, handing)
        return Change(
            msgspec.structs.replace(custody, handings=handings),
            (gap(box, move.leaf_index, move.giver, move.receiver, due),),
            (GAP.key(box, old.index),),
        )
    genuine = msgspec.structs.replace(old, is_genuine=old.is_genuine or move.is_genuine)
    handings = _replaced(custody.handings, old, genuine)
    return Change(msgspec.structs.replace(custody, handings=handings))


def accept(custody: Custody, box: str, move: Move, terms: Terms) -> Change:
    """Let the receiver take the box: the holder changes, or a claim is added."""
    handings, settled = _answered(custody.handings, box, move)
    is_offered = custody.is_offered(move.giver, move.receiver)
    if not is_offered and custody.answers and _is_repeated(custody, move):
        return Change(msgspec.structs.replace(custody, handings=handings), (), settled)
    answer = Answer(
        move.giver,
        move.receiver,
        move.leaf_index,
        move.at,
        is_genuine=move.is_genuine,
        is_offered=is_offered,
        is_planned=terms.is_planned,
    )
    raised: tuple[Finding, ...] = ()
    if answer.moves and custody.is_held_by(move.giver):
        answer = msgspec.structs.replace(answer, has_moved=True)
        claims = _moved(custody.claims, answer)
    else:
        claims, answer, raised = _claim(custody, box, answer, terms)
    answers = (*custody.answers, answer)[-MAX_KEPT:]
    claims, answers, linked = _link(claims, answers, box)
    return Change(Custody(claims, handings, answers), raised, settled + linked)


def refuse(custody: Custody, box: str, move: Move) -> Change:
    """Let the receiver not take the box: the holder stays who it was."""
    handings, settled = _answered(custody.handings, box, move)
    answer = Answer(
        move.giver,
        move.receiver,
        move.leaf_index,
        move.at,
        is_acceptance=False,
        is_genuine=move.is_genuine,
    )
    answers = (*custody.answers, answer)[-MAX_KEPT:]
    return Change(Custody(custody.claims, handings, answers), (), settled)


def _hand_late(custody: Custody, box: str, move: Move, answer: Answer, due: datetime) -> Change:
    """Match an offer or dispatch with the answer that reached the log before it."""
    raised: tuple[Finding, ...] = ()
    settled: tuple[str, ...] = ()
    if answer.at > due:
        raised = (gap(box, move.leaf_index, move.giver, move.receiver, due),)
    supports = move.is_genuine and move.receiver == answer.receiver
    if supports and answer.unoffered_due is not None and move.at <= answer.unoffered_due:
        settled = (UNOFFERED.key(box, answer.index),)
    matched = msgspec.structs.replace(answer, is_offered=answer.is_offered or supports)
    answers = tuple(matched if one is answer else one for one in custody.answers)
    claims, answers, linked = _link(custody.claims, answers, box)
    return Change(Custody(claims, custody.handings, answers), raised, settled + linked)


def _claim(
    custody: Custody, box: str, answer: Answer, terms: Terms
) -> tuple[tuple[Claim, ...], Answer, tuple[Finding, ...]]:
    """Add the receiver's claim beside the others, and say what is missing."""
    raised: tuple[Finding, ...] = ()
    if answer.giver not in custody.holders:
        wait = minutes(terms.policy.citation_wait)
        due = answer.at + wait if terms.is_late else None
        evidence = (answer.index, *(claim.index for claim in custody.claims))
        units = (answer.giver, answer.receiver, custody.holders)
        raised = (broken_link(box, evidence, units, due),)
        answer = msgspec.structs.replace(answer, may_link=terms.is_late)
    elif answer.is_genuine and not answer.moves:
        due = answer.at + minutes(terms.policy.single_signed)
        raised = (unoffered(box, answer.index, answer.giver, answer.receiver, due),)
        answer = msgspec.structs.replace(answer, unoffered_due=due)
    if answer.receiver in custody.holders:
        return custody.claims, answer, raised
    claim = Claim(answer.receiver, answer.index, answer.at, "pernyataan")
    return (*custody.claims, claim), answer, raised


def _link(
    claims: tuple[Claim, ...], answers: tuple[Answer, ...], box: str
) -> tuple[tuple[Claim, ...], tuple[Answer, ...], tuple[str, ...]]:
    """Move every claim along the acceptances that were waiting for it."""
    settled: list[str] = []
    while (answer := _linkable(claims, answers)) is not None:
        claims = _moved(claims, answer)
        moved = msgspec.structs.replace(answer, has_moved=True)
        answers = tuple(moved if one is answer else one for one in answers)
        if answer.may_link:
            settled.append(BROKEN_LINK.key(box, answer.index))
    return claims, answers, tuple(settled)


def _linkable(claims: tuple[Claim, ...], answers: tuple[Answer, ...]) -> Answer | None:
    for answer in answers:
        if not answer.has_moved and answer.moves:
            for claim in claims:
                if claim.unit == answer.giver and claim.at <= answer.at:
                    return answer
    return None


def _moved(claims: tuple[Claim, ...], answer: Answer) -> tuple[Claim, ...]:
    """Pass the giver's claim to the receiver; two claims of one unit become one."""
    basis: Basis = "tawaran" if answer.is_offered else "rencana"
    claim = Claim(answer.receiver, answer.index, answer.at, basis)
    if len(claims) == 1 and claims[0].unit == answer.giver:
        return (claim,)
    others = [one for one in claims if one.unit not in (answer.giver, answer.receiver)]
    return (*others, claim)


def _answered(
    handings: tuple[Handing, ...], box: str, move: Move
) -> tuple[tuple[Handing, ...], tuple[str, ...]]:
    """Close what the giver had open; what is answered in time is settled."""
    if not handings:
        return handings, ()
    settled: tuple[str, ...] = ()
    left: tuple[Handing, ...] = ()
    for handing in handings:
        if handing.giver != move.giver:
            left += (handing,)
        elif move.at <= handing.due:
            settled += (GAP.key(box, handing.index),)
    return left, settled


def _answers(answer: Answer, move: Move, due: datetime) -> bool:
    """Tell whether an answer that is in the log already belongs to this offer or dispatch.

    The receiver may have tapped a little before the giver, or two clocks may differ: then it is
    the same receiver, and no other word of the giver's stands behind the answer yet.
    """
    if answer.giver != move.giver or answer.index >= move.leaf_index:
        return False
    if answer.at >= move.at:
        return True
    is_alone = answer.is_acceptance and not answer.is_offered
    return is_alone and answer.receiver == move.receiver and move.at - answer.at <= due - move.at


def _is_repeated(custody: Custody, move: Move) -> bool:
    """Tell whether the holder merely says again what made it the holder."""
    return any(
        answer.has_moved and answer.giver == move.giver and answer.receiver == move.receiver
        for answer in custody.answers
        if any(claim.index == answer.index for claim in custody.claims)
    )


def _running(handings: tuple[Handing, ...], move: Move) -> Handing | None:
    """Find the clock that runs already between the two."""
    for handing in handings:
        same = handing.giver == move.giver and handing.receiver == move.receiver
        if same and move.at <= handing.due:
            return handing
    return None


def _replaced(handings: tuple[Handing, ...], old: Handing, new: Handing) -> tuple[Handing, ...]:
    return tuple(new if one is old else one for one in handings)
