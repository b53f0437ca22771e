"""Movements: how much of what comes to a holder, or leaves it, by one statement.

A stock is one item of one holder, `<holder>:<item>`.  Boxes of all kinds are one item, `kotak`, as
handovers do not say of which kind each box is; they count from the moment they are registered, so a
vendor's flat cartons do not.  Seals and loose goods belong to the unit whose journal says that it
has put them on, or into boxes.

A stock is moved by the word of its holder alone, or of the one who has it now: whoever does not
speak for that unit has said something, and moved nothing.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter
from typing import Any, Final, NamedTuple, TypeAlias

from domain.box import BoxPacked, ItemDestroyed, ItemRegistered
from domain.consignment import ConsignmentDispatched, HandoverAccepted, HandoverRefused
from domain.context import Context
from domain.said import Said
from domain.seal import SealApplied, SealIssued, SealReplaced, seal_kind
from domain.store import StockCounted, StoreClosed
from domain.supply import ConsignmentReceived, SealStockReceived
from domain.unit import founding_unit, line
from domain.voice import speaks_for

BOXES: Final = "kotak"
_ALIASES: Final = {"kotak_suara": BOXES}
_LOCK: Final = "gembok"
"""A padlock is not used up."""


Applying: TypeAlias = SealApplied | SealReplaced | StoreClosed


class Movement(NamedTuple):
    """So many of one item came to a holder (or, below zero, left it)."""

    stock: str
    change: int
    place: str | None = None
    """Where the holder keeps it; None: not told, or of no matter."""


def stock(holder: str, item: str) -> str:
    """Return the name of a stock."""
    return f"{holder}:{_ALIASES.get(item, item)}"


def movements(said: Said) -> tuple[Movement, ...]:
    """Return what a statement moves, added up; a count moves nothing."""
    rule = _RULES.get(type(said.statement))
    if rule is None:
        return ()
    moved = tuple(rule(said.statement, said))
    if len(moved) == 1:
        return moved
    changes: dict[tuple[str, str | None], int] = {}
    for name, change, place in moved:
        changes[name, place] = changes.get((name, place), 0) + change
    return tuple(Movement(name, change, place) for (name, place), change in changes.items())


def is_moved(said: Said, context: Context) -> bool:
    """Tell whether the signer may move what the statement moves."""
    act = said.statement
    if isinstance(act, SealIssued):
        return context.authority.judge(said) is None
    giver = _SPEAKERS.get(type(act))
    unit = founding_unit(said.journal) if giver is None else giver(act)
    if not isinstance(act, ItemRegistered):
        return speaks_for(said, unit, context)
    if context.authority.judge(said) is not None:
        return False
    signer = context.authority.signer(said)
    return signer is not None and signer.line == line(unit)


def _registered(act: ItemRegistered, _said: Said) -> Iterator[Movement]:
    yield Movement(stock(act.holder, BOXES), len(act.items), act.place)


def _dispatched(act: ConsignmentDispatched, _said: Said) -> Iterator[Movement]:
    yield Movement(stock(act.from_, BOXES), -len(act.boxes), act.origin)


def _accepted(act: HandoverAccepted, _said: Said) -> Iterator[Movement]:
    """Move boxes to the receiver; those of a consignment have left the giver before."""
    yield Movement(stock(act.to, BOXES), len(act.boxes), act.place)
    if act.consignment is None:
        yield Movement(stock(act.from_, BOXES), -len(act.boxes))


def _refused(act: HandoverRefused, _said: Said) -> Iterator[Movement]:
    """Bring back what was on the road."""
    if act.consignment is not None:
        yield Movement(stock(act.from_, BOXES), len(act.boxes))


def _received(act: ConsignmentReceived, _said: Said) -> Iterator[Movement]:
    for one in act.lines:
        name = stock(act.holder, one.item)
        change = 0 if name == stock(act.holder, BOXES) else one.good
        yield Movement(name, change, act.place)


def _packed(act: BoxPacked, said: Said) -> Iterator[Movement]:
    unit = founding_unit(said.journal)
    for packing in act.boxes:
        for tally in packing.contents:
            yield Movement(stock(unit, tally.item), -tally.count, act.place)


def _destroyed(act: ItemDestroyed, _said: Said) -> Iterator[Movement]:
    if act.boxes:
        yield Movement(stock(act.holder, BOXES), -len(act.boxes), act.place)
    for tally in act.goods:
        yield Movement(stock(act.holder, tally.item), -tally.count, act.place)


def _stocked(act: SealStockReceived, _said: Said) -> Iterator[Movement]:
    """Bring in what has numbers, and the rest of the count under the kind that has none."""
    numbered = 0
    for movement in _seals(act.to, act):
        numbered += movement.change
        yield movement
    if act.seal_kind is not None:
        yield Movement(stock(act.to, act.seal_kind), max(0, act.count - numbered))


def _issued(act: SealIssued, _said: Said) -> Iterator[Movement]:
    for movement in _seals(act.from_, act):
        yield Movement(movement.stock, -movement.change)
    yield from _seals(act.to, act)


def _seals(unit: str, act: SealStockReceived | SealIssued) -> Iterator[Movement]:
    for one in act.ranges:
        yield Movement(stock(unit, one.seal_kind), max(0, one.last - one.first + 1))
    for seal in act.seals:
        yield Movement(stock(unit, seal_kind(seal)), 1)


def _put_on(act: Applying, said: Said) -> Iterator[Movement]:
    unit = founding_unit(said.journal)
    for kind, count in Counter(map(seal_kind, _on(act))).items():
        if kind != _LOCK:
            yield Movement(stock(unit, kind), -count)


def _on(act: Applying) -> Iterable[str]:
    """Return the seals that are put on."""
    seals: Iterable[str] = ()
    match act:
        case SealApplied():
            seals = (seal for one in act.boxes for seal in one.seals)
        case SealReplaced():
            seals = act.new
        case StoreClosed():
            seals = act.seals
    return seals


_RULES: Final[dict[type, Callable[[Any, Said], Iterator[Movement]]]] = {
    ItemRegistered: _registered,
    ConsignmentDispatched: _dispatched,
    HandoverAccepted: _accepted,
    HandoverRefused: _refused,
    ConsignmentReceived: _received,
    BoxPacked: _packed,
    ItemDestroyed: _destroyed,
    SealStockReceived: _stocked,
    SealIssued: _issued,
    SealApplied: _put_on,
    SealReplaced: _put_on,
    StoreClosed: _put_on,
}

_SPEAKERS: Final[dict[type, Callable[[Any], str]]] = {
    ItemRegistered: attrgetter("holder"),
    ConsignmentDispatched: attrgetter("from_"),
    HandoverAccepted: attrgetter("to"),
    HandoverRefused: attrgetter("to"),
    ConsignmentReceived: attrgetter("holder"),
    ItemDestroyed: attrgetter("holder"),
    SealStockReceived: attrgetter("to"),
}
"""Whose word it is; of the others, that of the unit whose journal it is."""

MOVING: Final = frozenset(_RULES) | {StockCounted}
"""The statements that touch a stock."""
