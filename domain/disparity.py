"""Discrepancies and what became of them, each known by the leaf that declared it.

A resolution says what the cause was and what was done.  It never takes back what was declared, and
it asks for a second person, whose word is the business of `signing`.  Either may reach the log
first; of several resolutions the one of the latest time counts.
"""

from datetime import datetime
from typing import Final, Literal

import msgspec

from domain.context import Context
from domain.discrepancy import DiscrepancyDeclared, DiscrepancyResolved
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
        del subject, context
        if isinstance(fact, Said):
            match fact.statement:
                case DiscrepancyDeclared() as act:
                    state = _declared(state, act)
                case DiscrepancyResolved() as act:
                    state = _resolved(state, fact.leaf, act)
                case _:
                    pass
        return Step(state)


def _declared(state: Disparity | None, act: DiscrepancyDeclared) -> Disparity:
    known = Disparity(act.place) if state is None else state
    return msgspec.structs.replace(
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


def _resolved(state: Disparity | None, leaf: str, act: DiscrepancyResolved) -> Disparity:
    known = Disparity(act.place) if state is None else state
    known = msgspec.structs.replace(known, resolutions=known.resolutions + 1)
    at = time(act.at)
    if known.resolved is not None and known.resolved > at:
        return known
    return msgspec.structs.replace(
        known, resolved=at, resolution=leaf, cause=act.cause, action=act.action
    )


class Remark(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """One discrepancy as the box has it that is named in it."""

    leaf: str
    """Of its declaration."""
    discrepancy_kind: str | None = None
    """None: only its resolution is in the log."""
    is_resolved: bool = False

    @property
    def is_open(self) -> bool:
        """Tell whether it was declared, and nobody has stated its end."""
        return self.discrepancy_kind is not None and not self.is_resolved


def remark(remarks: tuple[Remark, ...], said: Said) -> tuple[Remark, ...]:
    """Add what a statement says of a box's discrepancies; open ones are kept the longest."""
    match said.statement:
        case DiscrepancyDeclared(discrepancy_kind=kind):
            leaf = said.leaf
            changes: dict[str, str | bool] = {"discrepancy_kind": kind}
        case DiscrepancyResolved(of=of):
            leaf, changes = of, {"is_resolved": True}
        case _:
            return remarks
    known = {one.leaf: one for one in remarks}
    known[leaf] = msgspec.structs.replace(known.get(leaf, Remark(leaf)), **changes)
    kept = tuple(known.values())
    while len(kept) > MAX_KEPT:
        oldest = next((one for one in kept if not one.is_open), kept[0])
        kept = tuple(one for one in kept if one is not oldest)
    return kept
