"""A consignment: let go in one or more parts, arrived, accepted or refused, and whether it adds up.

An offer outside any consignment is followed in the same way and goes by its leaf hash.  What was
dispatched counts; an offer counts only where nothing was dispatched under the same name.  Who may
not let goods go or take them (R28) is shown as long as nobody else has spoken, and compared with
nobody.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final, Literal, NamedTuple

import msgspec

from domain.consignment import (
    ConsignmentArrived,
    ConsignmentDispatched,
    HandoverAccepted,
    HandoverOffered,
    HandoverRefused,
)
from domain.context import Context
from domain.convoy import Convoy, advance
from domain.ending import Word, is_newer, word
from domain.escort import EscortEnded, EscortStarted, TransitPointPassed
from domain.fact import Fact
from domain.rules.transit import count_mismatch
from domain.said import Said
from domain.statement import time
from domain.step import Step

MAX_KEPT: Final = 128
"""So many parts are kept of each side; 10,000 boxes are 34."""
MAX_LISTED: Final = 16_384
"""So many boxes are kept of each side."""


class Lot(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """One part as one side states it."""

    index: int
    at: datetime
    count: int
    boxes: tuple[str, ...] = ()
    part: int = 1
    parts: int = 1
    is_unexpected: bool = False
    """Nobody expects the signer to say so (R28)."""


class Consignment(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What is known of one consignment."""

    giver: str | None = None
    receiver: str | None = None
    origin: str | None = None
    destination: str | None = None
    leg: str | None = None
    vehicle: str | None = None
    escort: str | None = None
    eta: datetime | None = None
    dispatched: tuple[Lot, ...] = ()
    offered: tuple[Lot, ...] = ()
    arrived: tuple[Lot, ...] = ()
    accepted: tuple[Lot, ...] = ()
    refused: tuple[str, ...] = ()
    """Boxes that were not taken."""
    mismatch: tuple[tuple[str, ...], tuple[str, ...], int] | None = None
    """The last difference found: missing, extra, and by how many the counts differ."""
    convoy: Convoy = Convoy()
    """Its hours, its escort and its points on the road."""
    left_out: int = 0
    """So many statements under its name found no room when they were made."""
    by: Word | None = None
    """Who has said between whom it goes, and how."""
    is_unexpected: bool = True
    """Nobody has of whom it is expected (R28)."""

    def counted(self, lots: tuple[Lot, ...]) -> tuple[Lot, ...]:
        """Return the parts that count of what one side states."""
        if self.is_unexpected:
            return lots
        return tuple([lot for lot in lots if not lot.is_unexpected])

    @property
    def state(self) -> Literal["ditawarkan", "di_perjalanan", "tiba", "diterima", "ditolak"]:
        """One word for where it stands."""
        if self.counted(self.accepted):
            return "diterima"
        if self.refused:
            return "ditolak"
        if self.counted(self.arrived):
            return "tiba"
        return "di_perjalanan" if self.counted(self.dispatched) else "ditawarkan"


class _Way(NamedTuple):
    """How a consignment goes; what was only offered goes no way."""

    origin: str | None = None
    destination: str | None = None
    leg: str | None = None
    vehicle: str | None = None
    escort: str | None = None
    eta: datetime | None = None


class Consignments:
    """The fold of every consignment."""

    name: Final = "kiriman"
    state: Final = Consignment

    @property
    def kinds(self) -> frozenset[type]:
        """The statements that touch a consignment."""
        return _NAMED

    def subjects(self, fact: Fact) -> tuple[str, ...]:
        """Return the consignment that a statement names, or the offer it answers."""
        if not isinstance(fact, Said):
            return ()
        statement: Any = fact.statement
        kind = type(statement)
        name: str | None = None
        if kind in _NAMED:
            name = statement.consignment
            if name is None:
                name = fact.leaf if kind is HandoverOffered else statement.of
        return () if name is None else (name,)

    def after(
        self, subject: str, state: Consignment | None, fact: Fact, context: Context
    ) -> Step[Consignment]:
        """Return what a statement does to the consignment."""
        if not isinstance(fact, Said) or type(fact.statement) not in _NAMED:
            return Step(state)
        old = Consignment() if state is None else state
        told = _told(old, fact, context)
        if told.left_out != old.left_out:
            return Step(told)
        convoy, raised, settled = advance(told.convoy, subject, fact, context)
        if convoy is not told.convoy:
            told = msgspec.structs.replace(told, convoy=convoy)
        step = _compared(subject, told, fact.index) if type(fact.statement) in _HANDING else None
        if step is None:
            return Step(told, raised, settled)
        return Step(step.state, step.raised + raised, settled)


_HANDING: Final = frozenset(
    {ConsignmentDispatched, ConsignmentArrived, HandoverOffered, HandoverAccepted, HandoverRefused}
)
_NAMED: Final = _HANDING | {EscortStarted, EscortEnded, TransitPointPassed}


def _told(old: Consignment, said: Said, context: Context) -> Consignment:
    new = old
    match said.statement:
        case ConsignmentDispatched() as act:
            lots = _added(old.dispatched, _lot(act, act.boxes, said, context))
            new = _full(old) if lots is None else _between(old, act, said, context, dispatched=lots)
        case HandoverOffered() as act:
            lots = _added(old.offered, _lot(act, act.boxes, said, context))
            new = _full(old) if lots is None else _between(old, act, said, context, offered=lots)
        case ConsignmentArrived() as act:
            lots = _added(old.arrived, _lot(act, act.boxes, said, context))
            new = _full(old) if lots is None else msgspec.structs.replace(old, arrived=lots)
        case HandoverAccepted() as act:
            lots = _added(old.accepted, _lot(act, [one.box for one in act.boxes], said, context))
            new = _full(old) if lots is None else _between(old, act, said, context, accepted=lots)
        case HandoverRefused() as act if context.authority.judge(said) is None:
            refused = tuple(dict.fromkeys((*old.refused, *[one.box for one in act.boxes])))
            is_full = len(refused) > MAX_LISTED
            new = _full(old) if is_full else _between(old, act, said, context, refused=refused)
        case _:
            pass
    return new


def _added(lots: tuple[Lot, ...], lot: Lot) -> tuple[Lot, ...] | None:
    """Add what one side states of a part; None: it has stated more than is kept.

    What nobody was expected to say makes room for what somebody was.
    """
    line = (*lots, lot)
    while len(line) > MAX_KEPT or sum(len(one.boxes) for one in line) > MAX_LISTED:
        spare = next((one for one in line if one.is_unexpected), lot)
        if spare is lot or lot.is_unexpected:
            return None
        line = tuple(one for one in line if one is not spare)
    return line


def _full(old: Consignment) -> Consignment:
    return msgspec.structs.replace(old, left_out=old.left_out + 1)


def _between(
    old: Consignment,
    act: ConsignmentDispatched | HandoverOffered | HandoverAccepted | HandoverRefused,
    said: Said,
    context: Context,
    **told: tuple[Lot, ...] | tuple[str, ...],
) -> Consignment:
    """Keep what is told, and between whom it goes by the word that counts most.

    Who may say so counts before who may not, then a dispatch before an answer, then the newest.
    """
    new = msgspec.structs.replace(old, **told)
    at, is_unexpected = time(act.at), context.authority.judge(said) is not None
    way = _way(act)
    if old.by is not None:
        rank, before = (is_unexpected, way.origin is None), (old.is_unexpected, old.origin is None)
        if rank > before or (rank == before and not is_newer(said, at, old.by, context)):
            return new
    return msgspec.structs.replace(
        new,
        by=word(said, at),
        is_unexpected=is_unexpected,
        giver=act.from_,
        receiver=act.to,
        **way._asdict(),
    )


def _way(
    act: ConsignmentDispatched | HandoverOffered | HandoverAccepted | HandoverRefused,
) -> _Way:
    if not isinstance(act, ConsignmentDispatched):
        return _Way(destination=act.place)
    eta = None if act.eta is None else time(act.eta)
    return _Way(act.origin, act.destination, act.leg, act.vehicle, act.escort, eta)


def _lot(
    act: ConsignmentDispatched | ConsignmentArrived | HandoverOffered | HandoverAccepted,
    boxes: Iterable[str],
    said: Said,
    context: Context,
) -> Lot:
    is_unexpected = context.authority.judge(said) is not None
    at = time(act.at)
    return Lot(said.index, at, act.count, tuple(boxes), act.part, act.parts, is_unexpected)


def _compared(subject: str, now: Consignment, index: int) -> Step[Consignment]:
    """Compare both sides once each has said all its parts; the same difference is no news."""
    sent, accepted = (
        now.counted(now.dispatched) or now.counted(now.offered),
        now.counted(now.accepted),
    )
    if now.is_unexpected or not _is_complete(sent) or not _is_answered(now, sent, accepted):
        return Step(now)
    gave, took = _boxes(sent), _boxes(accepted)
    counts = (_count(sent), _count(accepted))
    boxes = (tuple(sorted(gave - took)), tuple(sorted(took - gave)))
    mismatch = (*boxes, counts[1] - counts[0])
    if mismatch == ((), (), 0):
        return Step(msgspec.structs.replace(now, mismatch=None))
    if mismatch == now.mismatch:
        return Step(now)
    others = [lot.index for lot in (*sent, *accepted) if lot.index != index]
    finding = count_mismatch(subject, (index, *others), counts, boxes)
    return Step(msgspec.structs.replace(now, mismatch=mismatch), (finding,))


def _is_complete(lots: tuple[Lot, ...]) -> bool:
    """Tell whether every part is there; how many there are, the lots say."""
    return bool(lots) and len({lot.part for lot in lots}) >= max(lot.parts for lot in lots)


def _is_answered(now: Consignment, sent: tuple[Lot, ...], accepted: tuple[Lot, ...]) -> bool:
    """Tell whether the receiver has said everything: all parts accepted, or every box refused."""
    if accepted:
        return _is_complete(accepted)
    return bool(now.refused) and _boxes(sent) <= {*now.refused}


def _boxes(lots: tuple[Lot, ...]) -> set[str]:
    return {box for lot in lots for box in lot.boxes}


def _count(lots: tuple[Lot, ...]) -> int:
    """Add up the newest word on each part."""
    return sum({(lot.part, lot.boxes): lot.count for lot in lots}.values())
