"""Presence: who was among the goods when, as doors and visits tell it.

Whoever opens a door is inside until it is closed again; a visitor and the escort, from the moment
they are let into the goods zone until the visitor has left.  Visitors are of one side of their own,
whoever they are: nothing shows whom they answer to.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final, NamedTuple

import msgspec

from domain.rules.rule import minutes

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
    for number, turn in enumerate(turns):
        if turn.is_opening and turn.persons:
            after = next((one for one in turns[number + 1 :] if one.door == turn.door), None)
            until, leaf = (None, 0) if after is None else (after.at, after.index)
            found.append(Stay(turn.at, turn.index, until, leaf, turn.alone, turn.persons, 0))
    return found


def alone(of: Sequence[Stay]) -> Iterator[Interval]:
    """Yield the whiles in which one person, or one side, was alone for longer than allowed."""
    begun: Interval | None = None
    for at, index in _moments(of):
        inside = [one for one in of if one.since <= at and (one.until is None or at < one.until)]
        present = _alone(inside)
        if begun is not None and not present:
            if at > begun.since + minutes(begun.limit):
                yield begun
            begun = None
        elif begun is None and present:
            limit = min(one.alone for one in inside)
            begun = Interval(index, at, limit, present)
    if begun is not None:
        yield begun


def count(of: Sequence[Stay], since: datetime, until: datetime) -> int:
    """Count the persons who were among the goods at any moment between two times."""
    there = [one for one in of if one.since <= until and (one.until is None or one.until >= since)]
    persons = {person.person for one in there for person in one.persons}
    return len(persons) + sum(one.guests for one in there)


def _moments(of: Sequence[Stay]) -> list[tuple[datetime, int]]:
    """Return when somebody came or went, each with its (last) leaf."""
    found: dict[datetime, int] = {}
    for one in of:
        found[one.since] = max(one.leaf_index, found.get(one.since, 0))
        if one.until is not None:
            found[one.until] = max(one.until_leaf, found.get(one.until, 0))
    return sorted(found.items())


def _alone(inside: Sequence[Stay]) -> tuple[str, ...]:
    """Return who is there, if that is one person or one side; nobody is no side."""
    persons = {person.person: person.side for one in inside for person in one.persons}
    guests = sum(one.guests for one in inside)
    sides = {*persons.values(), *((GUEST,) if guests else ())}
    if len(sides) == 1 or len(persons) + guests == 1:
        return (*sorted(persons), *((f"{GUEST} ({guests})",) if guests else ()))
    return ()
