"""Recognition: a visitor who was refused, and whom the guard knows again on the next visit.

Who a visitor is stays sealed, so nobody but the guard at the gate can tell that two visits are one
person's: `VisitorReported.again` cites the report before.  Reports and answers may reach the log in
any order; each is kept until what it is compared with is there.
"""

from typing import Final, NamedTuple

import msgspec

from domain.access import AccessDenied, AccessGranted, VisitorReported
from domain.context import Context
from domain.finding import Finding
from domain.rules.access import Answer, Entry, Refusal, denied_then_in
from domain.rules.rule import minutes
from domain.said import Said
from domain.statement import time

MAX_KEPT: Final = 16
"""So many visits of one place are kept: those that wait, those refused, and those known again."""


class Asked(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """One visit as far as it is told."""

    visit: str
    is_reported: bool = False
    again: str | None = None
    """The visit before, of the same person."""
    purpose: str | None = None
    denied: Answer | None = None
    granted: Answer | None = None
    is_told: bool = False
    """It was found to go against a refusal."""

    @property
    def is_plain(self) -> bool:
        """Tell whether nothing that may still come can make it a difference."""
        is_first = self.is_reported and self.again is None and self.denied is None
        return is_first and self.granted is not None


class Recognised(NamedTuple):
    """What one statement about a visit does."""

    asked: tuple[Asked, ...]
    raised: tuple[Finding, ...] = ()


def recognise(asked: tuple[Asked, ...], place: str, said: Said, context: Context) -> Recognised:
    """Hear a report or an answer, and compare every entry with the refusals before it (R16)."""
    known = {one.visit: one for one in asked}
    now = _told(known, said, context)
    if now is None:
        return Recognised(asked)
    known.pop(now.visit, None)
    known[now.visit] = now
    raised: tuple[Finding, ...] = ()
    limit = context.schedule.thresholds(said.index).denied_again
    for one in [one for one in known.values() if one.again is not None]:
        found = _against(one, known, limit)
        if found is not None and one.granted is not None:
            raised += (denied_then_in(place, Entry(one.granted, one.purpose), found),)
            known[one.visit] = msgspec.structs.replace(one, is_told=True)
    if now.is_plain:  # of the others none has become so
        del known[now.visit]
    return Recognised(tuple(known.values())[-MAX_KEPT:], raised)


def _told(known: dict[str, Asked], said: Said, context: Context) -> Asked | None:
    """Add what a statement says; None: nothing new, the first answer of a sort counts."""
    match said.statement:
        case VisitorReported() as act:
            one = known.get(said.leaf, Asked(said.leaf))
            return msgspec.structs.replace(
                one, is_reported=True, again=act.again, purpose=act.purpose
            )
        case AccessGranted() as act:
            one = known.get(act.of, Asked(act.of))
            if one.granted is None:
                return msgspec.structs.replace(one, granted=_answer(said, act.at, context))
        case AccessDenied() as act:
            one = known.get(act.of, Asked(act.of))
            if one.denied is None:
                return msgspec.structs.replace(one, denied=_answer(said, act.at, context))
        case _:
            pass
    return None


def _answer(said: Said, at: str, context: Context) -> Answer:
    signer = context.authority.signer(said)
    return Answer(said.index, time(at), said.journal if signer is None else signer.person)


def _against(one: Asked, known: dict[str, Asked], limit: int) -> Refusal | None:
    """Find the refusal that an entry goes against, along the visits of the same person."""
    if one.granted is None or one.is_told:
        return None
    before, seen = one.again, {one.visit}
    while before is not None and before in known and before not in seen:
        seen.add(before)
        earlier = known[before]
        denied = earlier.denied
        if denied is not None and denied.at <= one.granted.at <= denied.at + minutes(limit):
            entry = Entry(one.granted, one.purpose)
            refusal = Refusal(denied, earlier.purpose)
            return refusal if refusal.differs(entry) else None
        before = earlier.again
    return None
