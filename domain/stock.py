"""Stocks: what came in, what went out, and whether a count finds what should be left (R30).

A count is compared with all movements of the time before it, however late they are said.  What a
count has found different is no news at the next one; only a new difference is.  Of an item that
never came in, as far as this log knows, nobody can tell how many there should be, except the
counter's own papers.  Who may count nothing explains no count of others, and takes no room from it.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

import msgspec

from domain.context import Context
from domain.fact import Fact
from domain.finding import Finding
from domain.movement import MOVING, Movement, is_moved, movements, stock
from domain.reckoning import reckon
from domain.rules.stock import line_differs, uncounted
from domain.said import Said
from domain.statement import time
from domain.step import Step
from domain.store import StockCounted
from domain.supply import ConsignmentReceived
from domain.timeline import placed, without_unexpected

MAX_MOVES: Final = 32
"""So many movements are kept one by one, for counts that are said late."""
MAX_COUNTS: Final = 8
AT_HAND: Final = 1000
"""Statements that are remembered as read: those that are being folded."""

MAX_PLACES: Final = 64
"""So many places of one holder are kept; of those beyond, the sum alone."""


class Move(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """So many came or went at one moment."""

    at: datetime
    index: int
    change: int
    place: str | None = None


class Total(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """How many there should be at one place."""

    place: str | None
    """None: of those of which no place was told."""
    count: int = 0
    drift: int = 0
    """By how many the last count that is forgotten differed."""


class Count(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """How many somebody found."""

    at: datetime
    index: int
    place: str
    counted: int
    void: int = 0
    papers: int | None = None
    """How many the counter's own papers say."""
    expected: int | None = None
    """By the movements of the time before; None: it was said too late to tell, or of one place too
    many."""
    is_unexpected: bool = False
    """Nobody expects the signer to say so (R28)."""


class Stock(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """One item of one holder."""

    totals: tuple[Total, ...] = ()
    moves: tuple[Move, ...] = ()
    """The newest, by time."""
    forgotten: datetime | None = None
    """The time of the newest movement that is not kept one by one."""
    counts: tuple[Count, ...] = ()
    since: datetime | None = None
    """When the first of them came in; None: never, as far as is known."""
    elsewhere: int = 0
    """How many there should be at places beyond those that are kept."""

    @property
    def count(self) -> int:
        """How many there should be now."""
        return sum(total.count for total in self.totals) + self.elsewhere

    def knows(self, place: str) -> bool:
        """Tell whether it is known how many there should be at one place."""
        return len(self.totals) < MAX_PLACES or any(one.place == place for one in self.totals)

    def at(self, place: str) -> int:
        """How many there should be at one place now."""
        return sum(total.count for total in self.totals if total.place in (None, place))


class Stocks:
    """The fold of every stock: `<holder>:<item>`."""

    name: Final = "stok"
    state: Final = Stock
    kinds: Final = MOVING

    def __init__(self) -> None:
        self._read: dict[int, tuple[Said, tuple[Movement, ...]]] = {}

    def subjects(self, fact: Fact) -> tuple[str, ...]:
        """Return the stocks that a statement moves or counts."""
        if not isinstance(fact, Said):
            return ()
        act = fact.statement
        if isinstance(act, StockCounted):
            return (stock(act.holder, act.item),)
        return tuple(dict.fromkeys(one.stock for one in self._movements(fact)))

    def after(self, subject: str, state: Stock | None, fact: Fact, context: Context) -> Step[Stock]:
        """Return what a movement or a count does to a stock."""
        if not isinstance(fact, Said) or type(fact.statement) not in MOVING:
            return Step(state)
        old = Stock() if state is None else state
        act: Any = fact.statement
        new = old
        if isinstance(act, StockCounted):
            new = _counted(old, act, fact, context)
        elif is_moved(fact, context):
            at = time(act.at)
            for movement in self._movements(fact):
                if movement.stock == subject and movement.change:
                    new = _moved(new, movement, at, fact.index)
        lines = _lines(subject, fact)
        if not new.counts:  # nearly always: nothing was counted yet
            return Step(_trimmed(new), lines)
        step = reckon(_trimmed(new), _findings(subject, old), _findings(subject, new))
        return Step(step.state, step.raised + lines, step.settled)

    def _movements(self, said: Said) -> tuple[Movement, ...]:
        """Read a statement once for all the stocks that it moves."""
        read = self._read.get(said.index)
        if read is None or read[0] is not said:
            if len(self._read) >= AT_HAND:
                self._read.clear()
            read = self._read[said.index] = (said, movements(said))
        return read[1]


def _moved(old: Stock, movement: Movement, at: datetime, index: int) -> Stock:
    """Let some come or go; every count of a later time should have found that."""
    place, change = movement.place, movement.change
    totals = {one.place: one for one in old.totals}
    total = totals.get(place, Total(place))
    totals[place] = msgspec.structs.replace(total, count=total.count + change)
    counts = tuple(
        msgspec.structs.replace(one, expected=one.expected + change)
        if one.expected is not None and one.at >= at and place in (None, one.place)
        else one
        for one in old.counts
    )
    move = Move(at, index, change, place)
    since = at if change > 0 and (old.since is None or at < old.since) else old.since
    return msgspec.structs.replace(
        old,
        totals=tuple(totals.values()),
        moves=placed(old.moves, move),
        counts=counts,
        since=since,
    )


def _counted(old: Stock, act: StockCounted, said: Said, context: Context) -> Stock:
    at = time(act.at)
    expected: int | None = None
    if old.knows(act.place) and (old.forgotten is None or at >= old.forgotten):
        later = [one for one in old.moves if one.at > at and one.place in (None, act.place)]
        expected = old.at(act.place) - sum(one.change for one in later)
    is_unexpected = context.authority.judge(said) is not None
    numbers = (act.counted, act.void, act.expected, expected)
    count = Count(at, said.index, act.place, *numbers, is_unexpected)
    return msgspec.structs.replace(old, counts=placed(old.counts, count))


def _findings(subject: str, of: Stock) -> Iterator[Finding]:
    """Work out which counts found another number than the one before would let expect."""
    drifts = {total.place: total.drift for total in of.totals}
    for one in of.counts:
        expected = one.papers
        drift = 0
        if of.since is not None and of.since <= one.at:
            if one.expected is None:
                continue
            drift, expected = drifts.get(one.place, 0), one.expected
            if not one.is_unexpected:
                drifts[one.place] = one.counted - one.expected
        if expected is not None and one.counted - expected != drift:
            yield uncounted(subject, one.index, one.at, one.place, (one.counted, expected))


def _lines(subject: str, said: Said) -> tuple[Finding, ...]:
    """Find the first line of a receipt that does not add up."""
    act = said.statement
    if not isinstance(act, ConsignmentReceived):
        return ()
    lines = (line for line in act.lines if stock(act.holder, line.item) == subject)
    found = (line_differs(subject, said.index, act.waybill, line) for line in lines)
    return tuple(one for one in found if one is not None)[:1]


def _trimmed(of: Stock) -> Stock:
    """Forget the oldest movements and counts, and remember what they amount to."""
    counts = without_unexpected(of.counts, MAX_COUNTS)[-MAX_COUNTS:]
    gone = [one for one in of.counts if one not in counts and not one.is_unexpected]
    totals = {one.place: one for one in of.totals}
    for one in gone:
        if one.expected is not None:
            total = totals.get(one.place, Total(one.place))
            drift = one.counted - one.expected
            totals[one.place] = msgspec.structs.replace(total, drift=drift)
    forgotten = of.forgotten
    if len(of.moves) > MAX_MOVES:
        newest = of.moves[-MAX_MOVES - 1].at
        forgotten = newest if forgotten is None else max(forgotten, newest)
    kept = tuple(totals.values())
    return msgspec.structs.replace(
        of,
        totals=kept[:MAX_PLACES],
        elsewhere=of.elsewhere + sum(one.count for one in kept[MAX_PLACES:]),
        moves=of.moves[-MAX_MOVES:],
        counts=counts,
        forgotten=forgotten,
    )
