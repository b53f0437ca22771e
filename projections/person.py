"""Persons: which unit each belongs to, with which journals they sign, and which roles they hold.

A person is a pseudonym.  Only acts that have force are listed; whether a role counts for a given
statement is decided by `domain.authority`, here it is merely shown.
"""

from collections.abc import Collection, Iterable
from typing import Final, Literal, NamedTuple

import msgspec
from msgspec import json, structs

from domain.context import Context
from domain.fact import Fact
from domain.person import PersonEnrolled, RoleGranted, RoleRevoked
from domain.said import Said
from domain.step import Step
from projections.query import query
from projections.version import Columns, Version, Versions
from projections.view import LIMIT, Slice, View


class Mandate(msgspec.Struct, frozen=True, gc=False):
    """A person signs with a journal."""

    journal: str
    unit: str
    registrar: str
    """The founder in whose line it was said."""
    index: int
    """The leaf that said so."""


class Office(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A person holds a role for a unit, in a place and all below it."""

    role: str
    unit: str
    scope: str
    registrar: str
    index: int
    starts: str | None = None
    ends: str | None = None
    order: str | None = None
    """The number of the letter of appointment."""


class Person(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What is on record about one person."""

    mandates: tuple[Mandate, ...] = ()
    offices: tuple[Office, ...] = ()


class Persons:
    """The fold of every person."""

    name: Final = "orang"
    state: Final = Person
    kinds: Final = frozenset({PersonEnrolled, RoleGranted, RoleRevoked})

    def subjects(self, fact: Fact) -> tuple[str, ...]:
        """Return the person of whom an act speaks."""
        if isinstance(fact, Said) and isinstance(
            fact.statement, PersonEnrolled | RoleGranted | RoleRevoked
        ):
            return (fact.statement.person,)
        return ()

    def after(
        self, subject: str, state: Person | None, fact: Fact, context: Context
    ) -> Step[Person]:
        """Return what an act that has force does to the record of a person."""
        del subject
        standing = context.standing(fact.leaf) if isinstance(fact, Said) else None
        if not isinstance(fact, Said) or standing is None or standing.since is None:
            return Step(state)
        person = Person() if state is None else state
        match fact.statement:
            case PersonEnrolled() as act:
                person = _enrolled(person, act, fact)
            case RoleGranted() as act:
                person = structs.replace(person, offices=(*person.offices, _office(act, fact)))
            case RoleRevoked() as act:
                ended = (act.role, act.unit, fact.registrar)
                kept = (o for o in person.offices if (o.role, o.unit, o.registrar) != ended)
                person = structs.replace(person, offices=tuple(kept))
            case _:
                pass
        return Step(person)


_SEVERAL: Final = "*"
"""What stands in the column of a person who has several of what it tells."""


def _cells(person: Person) -> tuple[str, ...]:
    return (
        _only(one.journal for one in person.mandates),
        _only(one.unit for one in person.mandates),
        _only(one.scope for one in person.offices),
    )


def _only(names: Iterable[str]) -> str:
    found = {*names}
    return _SEVERAL if len(found) > 1 else "".join(found)


PERSONS: Final = Versions("orang", Person, Columns(("journal", "unit", "scope"), _cells))

_MANDATES: Final = (
    "SELECT orang.subject, value FROM orang, json_each(orang.state, '$.mandates') "
    "WHERE {holds} AND orang.{column} IN (SELECT value FROM json_each(:names) UNION ALL "
    "SELECT '*') AND json_extract(value, '$.{column}') IN (SELECT value FROM json_each(:names)) "
    "ORDER BY json_extract(value, '$.index')"
)
_AT: Final = (
    "SELECT subject FROM orang WHERE {holds} AND scope IN (SELECT value FROM json_each(:scopes)) "
    "UNION SELECT subject FROM orang WHERE {holds} AND unit IN "
    "(SELECT value FROM json_each(:units)) "
    "UNION SELECT orang.subject FROM orang, json_each(orang.state, '$.offices') WHERE {holds} "
    "AND scope = '*' AND json_extract(value, '$.scope') IN (SELECT value FROM json_each(:scopes)) "
    "UNION SELECT orang.subject FROM orang, json_each(orang.state, '$.mandates') WHERE {holds} "
    "AND unit = '*' AND json_extract(value, '$.unit') IN (SELECT value FROM json_each(:units)) "
    "ORDER BY 1 LIMIT :limit"
)


def person(view: View, name: str) -> Version[Person] | None:
    """Return what is on record about one person."""
    return PERSONS.one(view, name)


def persons(view: View, *, after: str | None = None, limit: int = LIMIT) -> Slice[Version[Person]]:
    """List persons by pseudonym."""
    return PERSONS.listed(view, {}, after, limit)


def officers(
    view: View, place: str, units: Collection[str] = (), *, limit: int = LIMIT
) -> tuple[Version[Person], ...]:
    """List who holds a role at a place or for an area that it lies in, by pseudonym.

    Args:
        view: As of which leaf.
        place: Where.
        units: Those who sign for these units are listed too.
        limit: How many at most.
    """
    above = [place[:end] for end, sign in enumerate(place) if sign in "/."]
    wanted = {
        "scopes": json.encode([place, *above]).decode(),
        "units": json.encode([*units]).decode(),
        "limit": limit,
    }
    rows = view.rows(query(_AT, holds=view.holds), wanted)
    found = (PERSONS.one(view, row[0]) for row in rows)
    return tuple(one for one in found if one is not None)


class Signer(NamedTuple):
    """Who signs with a journal, as the newest word of its founder's line says."""

    person: str
    unit: str


def signers(view: View, journals: Iterable[str]) -> dict[tuple[str, str], Signer]:
    """Return who signs with journals, by journal and the founder it descends from."""
    found = _mandates(view, "journal", journals)
    return {(one.journal, one.registrar): Signer(person, one.unit) for person, one in found}


def journals_of(view: View, units: Iterable[str]) -> set[str]:
    """Return the journals with which somebody signs, or has signed, for one of these units."""
    return {one.journal for _, one in _mandates(view, "unit", units)}


def _mandates(
    view: View, column: Literal["journal", "unit"], names: Iterable[str]
) -> list[tuple[str, Mandate]]:
    """Return persons' mandates for these journals or units, the oldest first."""
    sql = query(_MANDATES, column=column, holds=view.holds)
    rows = view.rows(sql, {"names": json.encode([*names]).decode()})
    return [(row[0], json.decode(row[1], type=Mandate)) for row in rows]


def _enrolled(person: Person, act: PersonEnrolled, said: Said) -> Person:
    mandates = (Mandate(journal, act.unit, said.registrar, said.index) for journal in act.journals)
    return structs.replace(person, mandates=(*person.mandates, *mandates))


def _office(act: RoleGranted, said: Said) -> Office:
    return Office(
        act.role,
        act.unit,
        act.scope,
        said.registrar,
        said.index,
        act.from_,
        act.until,
        act.order,
    )
