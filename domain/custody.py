"""Custody: who holds a box, moved by two words and never by the last writer.

The holder changes when the receiver accepts *and* the present holder has offered or sent the box
there, or a plan lets it go that way.  Any other acceptance is a claim beside the holder's: the
box is *disengketakan* (disputed) and every claim is listed.  A claim follows its own chain, so a
dispute ends by itself when both chains lead to the same unit.

Telephones are offline for hours, so acceptances reach the log in any order.  Those that do not
link as they came are read in the order of their stated times as well (see `lineage`).  A link that
is missing is a finding from the moment of the acceptance on, and is settled when the statements
between arrive.
"""

from datetime import datetime
from typing import Final, NamedTuple

import msgspec

from domain.finding import Finding
from domain.lineage import Answer, Basis, Claim, Lineage, after, read, trace
from domain.policy import Thresholds
from domain.rules.custody import BROKEN_LINK, GAP, UNOFFERED, broken_link, gap, unoffered
from domain.rules.rule import MOMENT, minutes

MAX_KEPT: Final = 24
"""Answers kept for one box, which changes hands six times in its life; more is noise."""
MAX_OPEN: Final = 8
"""Open offers and dispatches kept for one box."""


MAX_CLAIMS: Final = 16
"""With so many units a chain may begin; a box is registered once."""
_STRENGTH: Final[tuple[Basis, ...]] = ("tawaran", "rencana", "pendaftaran", "pernyataan")
"""The claims that are kept first: what two sides stand behind, and last one's own word."""


class Handing(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """An offer or a dispatch that nobody has answered."""

    giver: str
    receiver: str
    index: int
    due: datetime
    """Until when an answer is in time (R01)."""
    is_dispatch: bool = False
    is_genuine: bool = False
    """Said by a person of the giver."""


class Move(NamedTuple):
    """One handing over as one side says it."""

    giver: str
    receiver: str
    at: datetime
    leaf_index: int
    is_genuine: bool
    """Said by a person of the side whose word it is."""


class Custody(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """Who holds one box, as far as the log says."""

    claims: tuple[Claim, ...] = ()
    base: tuple[Claim, ...] = ()
    """With whom the chain begins: its registrations."""
    handings: tuple[Handing, ...] = ()
    answers: tuple[Answer, ...] = ()
    left_out: int = 0
    """So many claims more than are kept were made."""

    @property
    def holder(self) -> str | None:
        """The one undisputed holder; None: nobody known, or disputed."""
        claims = self.claims
        return claims[0].unit if len(claims) == 1 else None

    @property
    def is_disputed(self) -> bool:
        """Tell whether more than one unit claims to hold the box."""
        return len(self.claims) > 1

    @property
    def holders(self) -> tuple[str, ...]:
        """Everybody who claims to hold the box."""
        return tuple(claim.unit for claim in self.claims)

    def is_offered(self, giver: str, receiver: str) -> bool:
        """Tell whether the giver's own word lets the box go to the receiver."""
        for handing in self.handings:
            if handing.is_genuine and handing.giver == giver and handing.receiver == receiver:
                return True
        return False


class Terms(NamedTuple):
    """What the policy says to an offer or a dispatch."""

    policy: Thresholds
    due: datetime
    """Until when an answer is in time."""
    is_dispatch: bool


class Change(msgspec.Struct, frozen=True, gc=False):
    """What one statement does to custody."""

    custody: Custody
    raised: tuple[Finding, ...] = ()
    settled: tuple[str, ...] = ()


def register(custody: Custody, box: str, claim: Claim, policy: Thresholds) -> Change:
    """Begin the chain, or add a claim beside the one with which it began."""
    begun = _begun(custody.base, claim)
    base, left_out = _strongest(begun)
    custody = msgspec.structs.replace(custody, left_out=custody.left_out + left_out)
    if base == custody.base:
        return Change(custody)
    return _traced(msgspec.structs.replace(custody, base=base), box, policy)


def hand(custody: Custody, box: str, move: Move, terms: Terms) -> Change:
    """Let the giver offer or send the box; the clock of R01 starts."""
    due = terms.due
    for answer in custody.answers:
        if _is_answered(answer, move, due):
            return _hand_late(custody, box, move, answer, terms)
    handing = Handing(
        move.giver, move.receiver, move.leaf_index, due, terms.is_dispatch, move.is_genuine
    )
    old = _running(custody.handings, move)
    settled: tuple[str, ...] = ()
    if old is None:
        handings = (*custody.handings[1 - MAX_OPEN :], handing)
    elif terms.is_dispatch and not old.is_dispatch:
        # What was offered is on the road now: its own clock takes over.
        handings = _replaced(custody.handings, old, handing)
        settled = (GAP.key(box, old.index),)
    else:
        kept = msgspec.structs.replace(old, is_genuine=old.is_genuine or move.is_genuine)
        handings = _replaced(custody.handings, old, kept)
        return Change(msgspec.structs.replace(custody, handings=handings))
    raised = (gap(box, move.leaf_index, move.giver, move.receiver, due),)
    return Change(msgspec.structs.replace(custody, handings=handings), raised, settled)


def accept(
    custody: Custody, box: str, move: Move, policy: Thresholds, *, is_planned: bool
) -> Change:
    """Let the receiver take the box: the holder changes, or a claim is added."""
    is_offered = custody.is_offered(move.giver, move.receiver)
    handings, settled = _answered(custody.handings, box, move)
    claims = custody.claims
    is_moved = (move.is_genuine and (is_offered or is_planned) and len(claims) == 1) and _is_next(
        claims[0], move
    )
    answer = Answer(
        move.giver,
        move.receiver,
        move.leaf_index,
        move.at,
        "pindah" if is_moved else "baru",
        move.is_genuine,
        is_offered,
        is_planned,
    )
    if is_moved:
        claims = after(claims, answer, "pindah")
        return Change(_bounded(custody, claims, handings, answer), (), settled)
    custody = _bounded(custody, claims, handings, answer)
    change = _traced(custody, box, policy)
    return Change(change.custody, change.raised, settled + change.settled)


def refuse(custody: Custody, box: str, move: Move) -> Change:
    """Let the receiver not take the box: the holder stays who it was."""
    handings, settled = _answered(custody.handings, box, move)
    answer = Answer(move.giver, move.receiver, move.leaf_index, move.at, "ditolak")
    return Change(_bounded(custody, custody.claims, handings, answer), (), settled)


def _hand_late(custody: Custody, box: str, move: Move, answer: Answer, terms: Terms) -> Change:
    """Match an offer or dispatch with the answer that reached the log before it."""
    late: tuple[Finding, ...] = ()
    if answer.at > terms.due:
        late = (gap(box, move.leaf_index, move.giver, move.receiver, terms.due),)
    if answer.is_offered or not move.is_genuine:
        return Change(custody, late)
    offered = msgspec.structs.replace(answer, is_offered=True)
    answers = tuple(offered if one is answer else one for one in custody.answers)
    custody = msgspec.structs.replace(custody, answers=answers)
    change = _traced(custody, box, terms.policy)
    settled = change.settled
    if move.at > answer.at + minutes(terms.policy.single_signed):
        settled = tuple(key for key in settled if key != UNOFFERED.key(box, answer.index))
    return Change(change.custody, late + change.raised, settled)


def _traced(custody: Custody, box: str, policy: Thresholds) -> Change:
    """Read the whole chain anew, and say what has become unexplained and what no longer is."""
    lineage = trace(custody.base, custody.answers)
    raised: tuple[Finding, ...] = ()
    settled: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()
    for answer in custody.answers:
        status = lineage.statuses[answer.index]
        if status == answer.status:
            answers += (answer,)
            continue
        now = msgspec.structs.replace(answer, status=status)
        answers += (now,)
        settled += _closed(answer, box)
        raised += _unexplained(now, box, lineage, policy)
    custody = msgspec.structs.replace(custody, claims=lineage.claims, answers=answers)
    return Change(custody, raised, settled)


def _unexplained(
    answer: Answer, box: str, lineage: Lineage, policy: Thresholds
) -> tuple[Finding, ...]:
    """Say what is missing behind an acceptance."""
    if answer.status == "putus":
        claims = lineage.against[answer.index]
        holders = tuple(claim.unit for claim in claims)
        # Nobody has registered the box: it may only be late, and the guard had one tap for it.
        wait = -MOMENT if claims else minutes(policy.citation_wait)
        indexes = dict.fromkeys((answer.index, *(claim.index for claim in claims)))
        units = (answer.giver, answer.receiver, holders)
        return (broken_link(box, tuple(indexes), units, answer.at + wait),)
    if answer.status == "tanpa_tawaran":
        due = answer.at + minutes(policy.single_signed)
        return (unoffered(box, answer.index, answer.giver, answer.receiver, due),)
    return ()


def _closed(answer: Answer, box: str) -> tuple[str, ...]:
    """Return the finding that a former reading of an answer had raised."""
    if answer.status == "putus":
        return (BROKEN_LINK.key(box, answer.index),)
    return (UNOFFERED.key(box, answer.index),) if answer.status == "tanpa_tawaran" else ()


def _bounded(
    custody: Custody, claims: tuple[Claim, ...], handings: tuple[Handing, ...], answer: Answer
) -> Custody:
    """Keep so many answers; the chain then begins with what the oldest has led to."""
    base, answers, left_out = custody.base, (*custody.answers, answer), custody.left_out
    if len(answers) > MAX_KEPT:
        base, answers = read(base, answers[:1]).claims, answers[1:]
        base, more = _strongest(base)
        left_out += more
    return Custody(claims, base, handings, answers, left_out)


def _begun(base: tuple[Claim, ...], claim: Claim) -> tuple[Claim, ...]:
    """Return with whom the chain begins after one more registration.

    Whoever may register no box only claims it, as long as nobody who may has registered it.
    """
    if claim.basis == "pernyataan":
        if any(one.basis != "pernyataan" for one in base):
            return base
    else:
        base = tuple(one for one in base if one.basis != "pernyataan" or one.giver is not None)
    same = next((one for one in base if one.unit == claim.unit), None)
    if same is None:
        return (*base, claim)
    if same.giver is not None or same.at <= claim.at:
        return base
    return tuple(claim if one is same else one for one in base)


def _strongest(base: tuple[Claim, ...]) -> tuple[tuple[Claim, ...], int]:
    """Return the claims for which there is room, and how many there are beyond."""
    if len(base) <= MAX_CLAIMS:
        return base, 0
    strongest = sorted(base, key=lambda claim: _STRENGTH.index(claim.basis))[:MAX_CLAIMS]
    return tuple(claim for claim in base if claim in strongest), len(base) - MAX_CLAIMS


def _is_next(claim: Claim, move: Move) -> bool:
    return claim.unit == move.giver and claim.at <= move.at


def _answered(
    handings: tuple[Handing, ...], box: str, move: Move
) -> tuple[tuple[Handing, ...], tuple[str, ...]]:
    """Close what the giver had open; what is answered in time is settled.

    An answer by somebody else than was meant closes it too, unless it comes after the due time:
    then the right one may still be on a telephone that is offline.
    """
    settled: tuple[str, ...] = ()
    left: tuple[Handing, ...] = ()
    for handing in handings:
        in_time = move.at <= handing.due
        if handing.giver == move.giver and in_time:
            settled += (GAP.key(box, handing.index),)
        elif handing.giver != move.giver or handing.receiver != move.receiver:
            left += (handing,)
    return left, settled


def _is_answered(answer: Answer, move: Move, due: datetime) -> bool:
    """Tell whether an answer that is in the log already belongs to this offer or dispatch.

    The receiver may have tapped a little before the giver, or two clocks may differ: then no other
    word of the giver's stands behind the answer yet.
    """
    if answer.giver != move.giver or answer.receiver != move.receiver:
        return False
    if answer.at >= move.at:
        return True
    is_alone = answer.status != "ditolak" and not answer.is_offered
    return is_alone and move.at - answer.at <= due - move.at


def _running(handings: tuple[Handing, ...], move: Move) -> Handing | None:
    """Find the clock that runs already between the two."""
    for handing in handings:
        same = handing.giver == move.giver and handing.receiver == move.receiver
        if same and move.at <= handing.due:
            return handing
    return None


def _replaced(handings: tuple[Handing, ...], old: Handing, new: Handing) -> tuple[Handing, ...]:
    return tuple(new if one is old else one for one in handings)
