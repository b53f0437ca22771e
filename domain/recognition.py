"""Recognition: a visitor who was refused, and whom the guard knows again on the next visit.

Who a visitor is stays sealed, so nobody but the guard at the gate can tell that two visits are one
person's: `VisitorReported.again` cites the report before.  Reports and answers may reach the log in
any order; each is kept until what it is compared with is there, and what they amount to is worked
out anew.  Where there is no room for more, a refusal that may still count goes last.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Final, Literal, NamedTuple

import msgspec

from domain.access import AccessDenied, AccessGranted, VisitorReported
from domain.context import Context
from domain.finding import Finding
from domain.rules.access import Answer, Entry, Refusal, denied_then_in
from domain.rules.rule import minutes
from domain.said import Said
from domain.statement import time
from domain.timeline import surplus

MAX_KEPT: Final = 16
"""So many visits of one place are kept: those that wait, those refused, and those known again."""


class Asked(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """One visit as far as it is told."""

    visit: str
    at: datetime
    """The first moment for which anything was said of it."""
    voice: str
    """The journal that said so."""
    is_unexpected: bool
    """Nobody of whom it is expected has said anything of it (R28)."""
    is_reported: bool = False
    again: str | None = None
    """The visit before, of the same person."""
    purpose: str | None = None
    denied: Answer | None = None
    granted: Answer | None = None

    @property
    def is_plain(self) -> bool:
        """Tell whether nothing that may still come can make it a difference."""
        is_first = self.is_reported and self.again is None and self.denied is None
        return is_first and self.granted is not None

    def weight(self, stale: datetime) -> int:
        """Tell how much would be lost with it; a refusal before `stale` is told by nothing new."""
        if self.is_unexpected:
            return 0
        if self.denied is not None:
            return 3 if self.denied.at >= stale else 1
        if self.granted is not None:
            return 2
        return 1 if self.again is None else 3


class Recognised(NamedTuple):
    """What one statement about a visit does."""

    asked: tuple[Asked, ...]
    raised: tuple[Finding, ...] = ()
    settled: tuple[str, ...] = ()


def recognise(asked: tuple[Asked, ...], place: str, said: Said, context: Context) -> Recognised:
    """Hear a report or an answer, and compare every entry with the refusals before it (R16)."""
    known = {one.visit: one for one in asked}
    now = _told(known, said, context)
    if now is None:
        return Recognised(asked)
    wait = minutes(context.schedule.thresholds(said.index).denied_again)
    before = {one.key: one for one in _found(place, known, wait)}
    known[now.visit] = now
    after = {one.key: one for one in _found(place, known, wait)}
    raised = tuple(one for key, one in after.items() if before.get(key) != one)
    if now.is_plain:  # of the others none has become so
        del known[now.visit]
    kept = tuple(known.values())
    if len(kept) > MAX_KEPT:
        at = context.anchors.at_most(now.at, said.index, timedelta(0))
        kept = _without_one(kept, at - wait)
    return Recognised(kept, raised, tuple(key for key in before if key not in after))


def _without_one(kept: tuple[Asked, ...], stale: datetime) -> tuple[Asked, ...]:
    """Leave out what is missed least, of several the oldest; one voice pushes out its own."""
    line = sorted(kept, key=attrgetter("at", "visit"))
    least = min(one.weight(stale) for one in line)
    spare = tuple(one for one in line if one.weight(stale) == least)
    drop = spare[surplus(spare, MAX_KEPT)]
    return tuple(one for one in line if one is not drop)


def _told(known: dict[str, Asked], said: Said, context: Context) -> Asked | None:
    """Add what a statement says; None: nothing new.

    Of several answers of a sort the earliest counts, and nobody refuses who may not.
    """
    act, is_unexpected = said.statement, context.authority.judge(said) is not None
    if not isinstance(act, VisitorReported | AccessGranted | AccessDenied):
        return None
    visit, at = said.leaf if isinstance(act, VisitorReported) else act.of, time(act.at)
    new = Asked(visit, at, said.journal, is_unexpected)
    old = known.get(visit, new)
    first = min(old, new, key=attrgetter("is_unexpected", "at", "voice"))
    one = msgspec.structs.replace(
        old, at=first.at, voice=first.voice, is_unexpected=first.is_unexpected
    )
    if isinstance(act, VisitorReported):
        return msgspec.structs.replace(one, is_reported=True, again=act.again, purpose=act.purpose)
    answer = _answer(said, at, context, is_unexpected=is_unexpected)
    if isinstance(act, AccessGranted):
        return _with(one, "granted", answer)
    return None if is_unexpected else _with(one, "denied", answer)


def _with(one: Asked, name: Literal["granted", "denied"], answer: Answer) -> Asked | None:
    old: Answer | None = getattr(one, name)
    if old is not None and _rank(old) <= _rank(answer):
        return None
    return msgspec.structs.replace(one, **{name: answer})


def _rank(answer: Answer) -> tuple[bool, datetime, str]:
    return answer.is_unexpected, answer.at, answer.by


def _answer(said: Said, at: datetime, context: Context, *, is_unexpected: bool) -> Answer:
    signer = context.authority.signer(said)
    by = said.journal if signer is None else signer.person
    return Answer(said.index, at, by, is_unexpected)


def _found(place: str, known: dict[str, Asked], wait: timedelta) -> Iterator[Finding]:
    for one in known.values():
        if one.again is None or one.granted is None:  # nearly always
            continue
        refusal, entry = _refused(one, one.granted, known, wait), Entry(one.granted, one.purpose)
        if refusal is not None and refusal.differs(entry):
            yield denied_then_in(place, entry, refusal)


def _refused(
    one: Asked, granted: Answer, known: dict[str, Asked], wait: timedelta
) -> Refusal | None:
    """Find the refusal that an entry follows, along the visits of the same person."""
    before, seen = one.again, {one.visit}
    while before is not None and before in known and before not in seen:
        seen.add(before)
        earlier = known[before]
        denied = earlier.denied
        if denied is not None and denied.at <= granted.at <= denied.at + wait:
            return Refusal(denied, earlier.purpose)
        before = earlier.again
    return None
