"""Presence: who was among the goods when, as doors and visits tell it.

Whoever opens a door is inside until it is closed again; a visitor and the escort, from the moment
they are let into the goods zone until the visitor has left.  Visitors are of one side of their own,
whoever they are: nothing shows whom they answer to.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from operator import itemgetter
from typing import Final, NamedTuple, TypeVar

import msgspec

from domain.rules.rule import minutes

K = TypeVar("K", str, int)

GUEST: Final = "tamu"
"""The side of every visitor."""


class Person(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """Somebody by pseudonym, and the line of their unit."""

    person: str
    side: str


class Turn(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A door is opened or closed."""

    at: datetime
    index: int
    door: str
    is_opening: bool
    persons: tuple[Person, ...] = ()
    """Who goes in."""
    is_ordered: bool = False
    """All of them are on assignment there."""
    access: int = 0
    """Within how many minutes somebody else has to be let in."""
    alone: int = 0
    """For how many minutes one side may be alone."""
    is_unexpected: bool = False
    """Nobody expects the signer to say so (R28): no door has turned by it."""
    voice: str = ""
    """The journal of who says so."""


class Entry(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A visit to the goods zone."""

    visit: str
    at: datetime
    index: int
    alone: int
    guests: int = 1
    escort: Person | None = None
    out: datetime | None = None
    out_index: int = 0


class Stay(NamedTuple):
    """Some persons, from one moment until another."""

    since: datetime
    leaf_index: int
    until: datetime | None
    until_leaf: int
    alone: int
    persons: tuple[Person, ...]
    guests: int


class Interval(NamedTuple):
    """A while in which one side was alone among the goods, for too long."""

    leaf_index: int
    """The leaf by which it began."""
    since: datetime
    limit: int
    present: tuple[str, ...]
    """Who was there when it began."""


def stays(turns: Sequence[Turn], entries: Sequence[Entry]) -> list[Stay]:
    """Return every stay that doors (in the order of time) and visits tell of."""
    found = [
        Stay(
            one.at,
            one.index,
            one.out,
            one.out_index,
            one.alone,
            () if one.escort is None else (one.escort,),
            one.guests,
        )
        for one in entries
    ]
    after: dict[str, Turn] = {}
    for turn in reversed(turns):
        if turn.is_unexpected:
            continue
        next_ = after.get(turn.door)
        after[turn.door] = turn
        if turn.is_opening and turn.persons:
            until, leaf = (None, 0) if next_ is None else (next_.at, next_.index)
            found.append(Stay(turn.at, turn.index, until, leaf, turn.alone, turn.persons, 0))
    return found


def alone(of: Sequence[Stay]) -> Iterator[Interval]:
    """Yield the whiles in which one person, or one side, was alone for longer than allowed."""
    begun: Interval | None = None
    room = _Room()
    events = _events(of)
    for number, (at, leaf, stay, is_entry) in enumerate(events):
        room.take(stay, is_entry=is_entry)
        if number + 1 < len(events) and events[number + 1][0] == at:
            continue  # several came and went at this moment
        if begun is not None and not room.is_one_sided:
            if at > begun.since + minutes(begun.limit):
                yield begun
            begun = None
        elif begun is None and room.is_one_sided:
            begun = Interval(leaf, at, room.limit, room.present)
    if begun is not None:
        yield begun


def count(of: Sequence[Stay], since: datetime, until: datetime) -> int:
    """Count the persons who were among the goods at any moment between two times."""
    there = [one for one in of if one.since <= until and (one.until is None or one.until >= since)]
    persons = {person.person for one in there for person in one.persons}
    return len(persons) + sum(one.guests for one in there)


class _Room:
    """Who is among the goods, while one goes through the moments in order."""

    def __init__(self) -> None:
        self._limits: dict[int, int] = {}
        self._persons: dict[str, int] = {}
        self._sides: dict[str, int] = {}
        self._guests = 0

    def take(self, stay: Stay, *, is_entry: bool) -> None:
        """Let somebody in or out."""
        sign = 1 if is_entry else -1
        _count(self._limits, stay.alone, sign)
        self._guests += sign * stay.guests
        for one in stay.persons:
            _count(self._persons, one.person, sign)
            _count(self._sides, one.side, sign)

    @property
    def is_one_sided(self) -> bool:
        """Tell whether one person is there, or one side; nobody is no side."""
        sides = len(self._sides) + (self._guests > 0)
        return sides == 1 or len(self._persons) + self._guests == 1

    @property
    def limit(self) -> int:
        """For how many minutes those who are there may be alone."""
        return min(self._limits)

    @property
    def present(self) -> tuple[str, ...]:
        """Name those who are there."""
        guests = (f"{GUEST} ({self._guests})",) if self._guests else ()
        return (*sorted(self._persons), *guests)


def _events(of: Sequence[Stay]) -> list[tuple[datetime, int, Stay, bool]]:
    """Return when somebody came or went, by which leaf, in the order of time."""
    events = []
    for stay in of:
        until = stay.until
        if until is None or until > stay.since:
            events.append((stay.since, stay.leaf_index, stay, True))
            if until is not None:
                events.append((until, stay.until_leaf, stay, False))
    events.sort(key=itemgetter(0, 1))
    return events


def _count(of: dict[K, int], name: K, sign: int) -> None:
    left = of.get(name, 0) + sign
    if left:
        of[name] = left
    else:
        of.pop(name, None)
