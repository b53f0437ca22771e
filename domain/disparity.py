"""Discrepancies and what became of them, each known by the leaf that declared it.

A resolution says what the cause was and what was done.  It never takes back what was declared, and
it asks for a second person, whose word is the business of `signing`.  Either may reach the log
first; who may resolve, and which of several resolutions counts, says `ending`.
"""

from datetime import datetime
from typing import Final, Literal

import msgspec

from domain.authority import Authority
from domain.context import Context
from domain.discrepancy import DiscrepancyDeclared, DiscrepancyResolved
from domain.ending import Ending, ending, newest, with_one
from domain.fact import Fact
from domain.said import Said
from domain.statement import time
from domain.step import Step

MAX_KEPT: Final = 8
"""So many discrepancies are kept with one box."""


class Disparity(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What is known of one discrepancy; each moment is by the clock of who stated it."""

    place: str
    discrepancy_kind: str | None = None
    """None: the declaration is not in the log yet."""
    expected: int | None = None
    found: int | None = None
    item: str | None = None
    boxes: tuple[str, ...] = ()
    seals: tuple[str, ...] = ()
    declared: datetime | None = None
    resolved: datetime | None = None
    resolution: str | None = None
    """The leaf hash of the resolution that counts."""
    cause: str | None = None
    action: str | None = None
    resolutions: int = 0
    endings: tuple[Ending, ...] = ()
    """Every resolution by those who may resolve something somewhere."""

    @property
    def status(self) -> Literal["dinyatakan", "diselesaikan"]:
        """One word for where it stands; whether two stand behind the end, `signing` knows."""
        return "dinyatakan" if self.resolved is None else "diselesaikan"


class Disparities:
    """The fold of every discrepancy."""

    name: Final = "selisih"
    state: Final = Disparity
    kinds: Final = frozenset({DiscrepancyDeclared, DiscrepancyResolved})

    def subjects(self, fact: Fact) -> tuple[str, ...]:
        """Return the discrepancy that a statement declares or resolves."""
        if not isinstance(fact, Said):
            return ()
        match fact.statement:
            case DiscrepancyDeclared():
                return (fact.leaf,)
            case DiscrepancyResolved(of=of):
                return (of,)
            case _:
                return ()

    def after(
        self, subject: str, state: Disparity | None, fact: Fact, context: Context
    ) -> Step[Disparity]:
        """Return what a statement does to the discrepancy."""
        del subject
        if isinstance(fact, Said):
            match fact.statement:
                case DiscrepancyDeclared() as act:
                    state = _declared(state, act)
                case DiscrepancyResolved() as act:
                    state = _resolved(state, fact, act, context)
                case _:
                    pass
        return Step(state)


def _declared(state: Disparity | None, act: DiscrepancyDeclared) -> Disparity:
    known = Disparity(act.place) if state is None else state
    return _ended(
        msgspec.structs.replace(
            known,
            place=act.place,
            discrepancy_kind=act.discrepancy_kind,
            expected=act.expected,
            found=act.found,
            item=act.item,
            boxes=act.boxes,
            seals=act.seals,
            declared=time(act.at),
        )
    )


def _resolved(
    state: Disparity | None, said: Said, act: DiscrepancyResolved, context: Context
) -> Disparity | None:
    if context.authority.judge(said) is not None:
        return state
    known = Disparity(act.place) if state is None else state
    if known.declared is not None and act.place != known.place:
        return known  # who resolves things elsewhere resolves nothing here
    one = ending(said, act.place, time(act.at), (act.cause, act.action))
    return _ended(msgspec.structs.replace(known, endings=with_one(known.endings, one, context)))


def _ended(known: Disparity) -> Disparity:
    """Let the newest resolution count."""
    place = None if known.declared is None else known.place
    one = newest(known.endings, place)
    return msgspec.structs.replace(
        known,
        resolved=one.at if one else None,
        resolution=one.leaf if one else None,
        cause=one.words[0] if one else None,
        action=one.words[1] if one else None,
        resolutions=sum(place in (None, each.place) for each in known.endings),
    )


class Remark(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """One discrepancy as the box has it that is named in it."""

    leaf: str
    """Of its declaration."""
    discrepancy_kind: str | None = None
    """None: only its resolution is in the log."""
    place: str | None = None
    """Where it was declared."""
    ended: tuple[str, ...] = ()
    """Where somebody who may do so there has stated its end; once declared, where it was."""
    is_unexpected: bool = False
    """Nobody expects its signer to declare it (R28)."""

    @property
    def is_open(self) -> bool:
        """Tell whether it was declared, and nobody has stated its end."""
        return self.discrepancy_kind is not None and self.place not in self.ended


def remark(remarks: tuple[Remark, ...], said: Said, authority: Authority) -> tuple[Remark, ...]:
    """Add what a statement says of a box's discrepancies.

    Open ones are kept the longest, and of these what somebody was expected to declare.
    """
    if not isinstance(said.statement, DiscrepancyDeclared | DiscrepancyResolved):
        return remarks  # nearly always
    known = {one.leaf: one for one in remarks}
    match said.statement:
        case DiscrepancyDeclared(discrepancy_kind=kind, place=place):
            old = known.get(said.leaf, Remark(said.leaf))
            ended = tuple(one for one in old.ended if one == place)
            is_unexpected = authority.judge(said) is not None
            new = Remark(said.leaf, kind, place, ended, is_unexpected)
        case DiscrepancyResolved(of=of, place=place) if authority.judge(said) is None:
            old = known.get(of, Remark(of))
            if old.place not in {None, place}:
                return remarks  # who resolves things elsewhere resolves nothing here
            ended = tuple(dict.fromkeys((*old.ended, place)))[-MAX_KEPT:]
            new = msgspec.structs.replace(old, ended=ended)
        case _:
            return remarks
    known[new.leaf] = new
    kept = tuple(known.values())
    while len(kept) > MAX_KEPT:
        oldest = min(kept, key=lambda one: (one.is_open, not one.is_unexpected))
        kept = tuple(one for one in kept if one is not oldest)
    return kept
