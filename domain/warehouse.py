"""Stores: doors that two lines open and close, who is among the goods, whether they may be there.

Everything is kept in the order of the stated times, as much as tells the present from the past, and
what does not fit is worked out anew with each statement (see `reckoning`).  Who has no duty there
(R28) turns no door and lets nobody in or out; what such a voice has seen makes room first.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from operator import attrgetter
from typing import Any, Final, TypeAlias

import msgspec

from domain.access import AccessExited, AccessGranted, VisitorReported
from domain.box import ItemRegistered
from domain.consignment import HandoverAccepted
from domain.context import Context
from domain.fact import Fact
from domain.finding import Finding
from domain.observation import ObservationFiled
from domain.presence import Entry, Person, Turn, alone, count, stays
from domain.reckoning import reckon
from domain.rules.rule import minutes
from domain.rules.store import alone_with_goods, counted, unapproved, unclosed, unreported
from domain.said import Said
from domain.statement import time
from domain.step import Step
from domain.store import BoxStored, StockCounted, StoreClosed, StoreOpened
from domain.timeline import bounded, placed, without_unexpected
from domain.unit import line

GOODS: Final = "barang"
"""The zone where the goods are."""

STORE: Final = "gudang"
"""The kind of place, and the task of a working party there."""

ON_THE_WAY: Final = frozenset({"tps", "ppk", "pps", "kantor", "kendaraan", "titik_periksa"})
"""Kinds of places on a box's way, where it is held for hours: nobody has to find them fit first.

The results of the districts end at the office (`kantor`).  Any other place where goods are kept is
a store, above all one that nobody has registered.
Source: the criteria of a warehouse, PKPU 12/2024 and KPU Kalteng.
"""

MAX_KEPT: Final = 16
"""So many turns of doors, and visits, are kept."""
MAX_OTHERS: Final = 8


class Party(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """Visitors who reported together."""

    visit: str
    persons: int


class Exit(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A visitor left before the log knew where they had been."""

    visit: str
    at: datetime
    index: int


class Seen(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A supervisor counted persons among the goods."""

    at: datetime
    index: int
    since: datetime
    until: datetime
    count: int
    is_unexpected: bool = False
    voice: str = ""
    """The journal of who says so."""


class Goods(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """Goods at a place that nobody had found fit."""

    at: datetime
    index: int
    is_unexpected: bool = False


class Store(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What is known of one store."""

    turns: tuple[Turn, ...] = ()
    entries: tuple[Entry, ...] = ()
    parties: tuple[Party, ...] = ()
    exits: tuple[Exit, ...] = ()
    seen: tuple[Seen, ...] = ()
    goods: tuple[Goods, ...] = ()

    @property
    def open(self) -> tuple[str, ...]:
        """The doors that stand open."""
        newest = {one.door: one.is_opening for one in self.turns if not one.is_unexpected}
        return tuple(sorted(door for door, is_open in newest.items() if is_open))


_Rule: TypeAlias = Callable[[str, Store, Said, Context], Store | None]


class Stores:
    """The fold of every store."""

    name: Final = "gudang"
    state: Final = Store

    @property
    def kinds(self) -> frozenset[type]:
        """The statements that touch a store."""
        return frozenset(_RULES)

    def subjects(self, fact: Fact) -> tuple[str, ...]:
        """Return the place that a statement names."""
        if not isinstance(fact, Said) or type(fact.statement) not in _RULES:
            return ()
        return (_PLACE(fact.statement),)

    def after(self, subject: str, state: Store | None, fact: Fact, context: Context) -> Step[Store]:
        """Return what a statement does to a store."""
        rule = _RULES.get(type(fact.statement)) if isinstance(fact, Said) else None
        if rule is None or not isinstance(fact, Said):
            return Step(state)
        old = Store() if state is None else state
        new = rule(subject, old, fact, context)
        if new is None or new == old:
            return Step(state)
        if _judged(new) == _judged(old):
            return Step(_trimmed(new))
        return reckon(_trimmed(new), _findings(subject, old), _findings(subject, new))


def _judged(store: Store) -> tuple[object, ...]:
    """Return what findings are worked out from."""
    return (store.turns, store.entries, store.seen, store.goods)


def _opened(subject: str, store: Store, said: Said, context: Context) -> Store:
    act: Any = said.statement
    at, index = time(act.at), said.index
    policy = context.schedule.thresholds(index)
    persons = tuple(_person(one, said, context) for one in dict.fromkeys(act.persons))
    is_ordered = _is_ordered(subject, act.persons, said, context)
    turn = Turn(
        at,
        index,
        act.door,
        is_opening=True,
        persons=persons,
        is_ordered=is_ordered,
        access=policy.store_access,
        alone=policy.alone,
        is_unexpected=_is_unexpected(said, context),
        voice=said.journal,
    )
    return _turned(store, turn)


def _closed(_subject: str, store: Store, said: Said, context: Context) -> Store:
    act: Any = said.statement
    turn = Turn(
        time(act.at),
        said.index,
        act.door,
        is_opening=False,
        is_unexpected=_is_unexpected(said, context),
        voice=said.journal,
    )
    return _turned(store, turn)


def _reported(_subject: str, store: Store, said: Said, context: Context) -> Store | None:
    """Keep how many came together; at a place that was no store so far, nobody asks."""
    act: Any = said.statement
    if act.persons in (None, 0, 1) or store == _NOTHING or _is_unexpected(said, context):
        return None
    known = {one.visit: one for one in store.entries}
    if said.leaf in known:
        known[said.leaf] = msgspec.structs.replace(known[said.leaf], guests=act.persons)
        return msgspec.structs.replace(store, entries=tuple(known.values()))
    parties = (*store.parties, Party(said.leaf, act.persons))
    return msgspec.structs.replace(store, parties=parties)


def _granted(_subject: str, store: Store, said: Said, context: Context) -> Store | None:
    """Let a visitor in; of several words the earliest counts."""
    act: Any = said.statement
    at = time(act.at)
    old = next((one for one in store.entries if one.visit == act.of), None)
    if act.zone != GOODS or (old is not None and old.at <= at) or _is_unexpected(said, context):
        return None
    guests = next((one.persons for one in store.parties if one.visit == act.of), 1)
    entry = Entry(
        act.of,
        at,
        said.index,
        context.schedule.thresholds(said.index).alone,
        guests if old is None else old.guests,
        None if act.escort is None else _person(act.escort, said, context),
        *(() if old is None else (old.out, old.out_index)),
    )
    parties = tuple(one for one in store.parties if one.visit != act.of)
    return _let_out(msgspec.structs.replace(store, parties=parties), entry, said, context)


def _exited(_subject: str, store: Store, said: Said, context: Context) -> Store | None:
    act: Any = said.statement
    if store == _NOTHING or _is_unexpected(said, context):
        return None
    exits = (*store.exits, Exit(act.of, time(act.at), said.index))
    store = msgspec.structs.replace(store, exits=exits)
    entry = next((one for one in store.entries if one.visit == act.of), None)
    return store if entry is None else _let_out(store, entry, said, context)


def _let_out(store: Store, entry: Entry, said: Said, context: Context) -> Store:
    """Find the first exit that belongs to an entry: none that is stated for before it."""
    since = entry.at - minutes(context.schedule.thresholds(said.index).clock_skew)
    mine = [one for one in store.exits if one.visit == entry.visit]
    if entry.out is not None:
        mine.append(Exit(entry.visit, entry.out, entry.out_index))
    first = min((one for one in mine if one.at >= since), key=_ORDER, default=None)
    if first is not None:
        entry = msgspec.structs.replace(entry, out=first.at, out_index=first.index)
    early = (one for one in mine if one.at < since)
    return msgspec.structs.replace(
        store,
        entries=(*(one for one in store.entries if one.visit != entry.visit), entry),
        exits=(*(one for one in store.exits if one.visit != entry.visit), *early),
    )


def _observed(subject: str, store: Store, said: Said, context: Context) -> Store | None:
    act: Any = said.statement
    is_store = bool(store.turns or store.entries) or _kind(subject, said, context) == STORE
    if act.seen is None or not is_store:
        return None
    window = (time(act.window.from_), time(act.window.until))
    is_unexpected = _is_unexpected(said, context)
    seen = Seen(time(act.at), said.index, *window, act.seen, is_unexpected, said.journal)
    return msgspec.structs.replace(store, seen=placed(store.seen, seen))


def _kept(subject: str, store: Store, said: Said, context: Context) -> Store | None:
    """Ask whether goods may be there, and whether those before them might."""
    act: Any = said.statement
    accepted = [time(one.at) for one in context.acceptances(subject, said.index)]
    first = min(accepted, default=None)
    goods = tuple(one for one in store.goods if first is None or one.at < first)
    at = time(act.at)
    if _kind(subject, said, context) not in ON_THE_WAY and (first is None or at < first):
        goods = (*goods, Goods(at, said.index, _is_unexpected(said, context)))
    goods = tuple(sorted(goods, key=attrgetter("is_unexpected", "at", "index")))[:MAX_OTHERS]
    return msgspec.structs.replace(store, goods=goods)


_NOTHING: Final = Store()
_PLACE: Final = attrgetter("place")
_ORDER: Final = attrgetter("at", "index")

_RULES: Final[dict[type, _Rule]] = {
    StoreOpened: _opened,
    StoreClosed: _closed,
    VisitorReported: _reported,
    AccessGranted: _granted,
    AccessExited: _exited,
    ObservationFiled: _observed,
    **dict.fromkeys((BoxStored, StockCounted, ItemRegistered, HandoverAccepted), _kept),
}


def _is_unexpected(said: Said, context: Context) -> bool:
    return context.authority.judge(said) is not None


def _kind(place: str, said: Said, context: Context) -> str | None:
    registered = context.place(place, said.index)
    return None if registered is None else registered.place_kind


def _person(person: str, said: Said, context: Context) -> Person:
    enrolled = context.person(person, said.index)
    return Person(person, "lain" if enrolled is None else line(enrolled.unit))


def _is_ordered(place: str, persons: tuple[str, ...], said: Said, context: Context) -> bool:
    """Tell whether all who go in are on assignment there.

    The sealed roll of a working party may name anybody; that of the guards is another matter.
    """
    act: Any = said.statement
    orders = context.assignments(place, said.index, time(act.at))
    named = {person for order in orders for person in order.persons}
    is_sealed = any(order.roll is not None and order.task == STORE for order in orders)
    return bool(persons) and (is_sealed or named.issuperset(persons))


def _turned(store: Store, turn: Turn) -> Store:
    return msgspec.structs.replace(store, turns=placed(store.turns, turn))


def _findings(place: str, store: Store) -> Iterator[Finding]:
    """Work out everything that does not fit at a store."""
    yield from _turns(place, store)
    there = stays(store.turns, store.entries)
    for one in alone(there):
        yield alone_with_goods(place, one.leaf_index, one.since, one.limit, one.present)
    for seen in store.seen:
        known = count(there, seen.since, seen.until)
        if seen.count > known:
            yield counted(place, seen.index, seen.at, seen.count, known)
    if store.goods:
        yield unapproved(place, store.goods[0].index, store.goods[0].at)


def _turns(place: str, store: Store) -> Iterator[Finding]:
    """Work out which openings do not fit."""
    before: dict[str, Turn] = {}
    for turn in store.turns:
        last = before.get(turn.door)
        if not turn.is_unexpected:
            before[turn.door] = turn
        if not turn.is_opening:
            continue
        if last is not None and last.is_opening and not turn.is_unexpected:
            yield unclosed(place, (turn.index, last.index), turn.door, turn.at)
        if not (turn.is_ordered or _is_visited(store, turn)):
            yield unreported(place, turn.index, turn.door, turn.at, turn.access)


def _is_visited(store: Store, turn: Turn) -> bool:
    limit = minutes(turn.access)
    return any(abs(one.at - turn.at) <= limit for one in store.entries)


def _trimmed(store: Store) -> Store:
    """Forget the oldest; who is still inside goes last."""
    entries = store.entries
    if len(entries) > MAX_KEPT:
        gone = next((one for one in entries if one.out is not None), entries[0])
        entries = tuple(one for one in entries if one is not gone)
    return msgspec.structs.replace(
        store,
        turns=bounded(without_unexpected(store.turns, MAX_KEPT), MAX_KEPT),
        entries=entries,
        parties=store.parties[-MAX_OTHERS:],
        exits=store.exits[-MAX_OTHERS:],
        seen=bounded(without_unexpected(store.seen, MAX_OTHERS), MAX_OTHERS),
    )
