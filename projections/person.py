"""Persons: which unit each belongs to, with which journals they sign, and which roles they hold.

A person is a pseudonym.  Only acts that have force are listed; whether a role counts for a given
statement is decided by `domain.authority`, here it is merely shown.
"""

from collections.abc import Collection, Sequence
from typing import Final

import msgspec
from msgspec import json, structs

from domain.context import Context
from domain.fact import Fact
from domain.person import PersonEnrolled, RoleGranted, RoleRevoked
from domain.said import Said
from domain.step import Step
from projections.query import query
from projections.version import Version, Versions
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


PERSONS: Final = Versions("orang", Person)

_SIGNERS: Final = (
    "SELECT json_extract(value, '$.journal'), json_extract(value, '$.registrar'), subject, "
    "max(json_extract(value, '$.index')) FROM orang, json_each(orang.state, '$.mandates') "
    "WHERE since <= :as_of AND (until IS NULL OR until > :as_of) "
    "AND json_extract(value, '$.journal') IN (SELECT value FROM json_each(:journals)) GROUP BY 1, 2"
)


_AT: Final = (
    "SELECT subject FROM orang WHERE {holds} AND (EXISTS (SELECT 1 FROM "
    "(SELECT json_extract(value, '$.scope') AS scope FROM json_each(orang.state, '$.offices')) "
    "WHERE scope = :place OR substr(:place, 1, length(scope) + 1) IN (scope || '/', scope || '.')) "
    "OR EXISTS (SELECT 1 FROM json_each(orang.state, '$.mandates') "
    "WHERE json_extract(value, '$.unit') IN (SELECT value FROM json_each(:units)))) "
    "ORDER BY subject LIMIT :limit"
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
    wanted = {"place": place, "units": json.encode([*units]).decode(), "limit": limit}
    rows = view.rows(query(_AT, holds=view.holds), wanted)
    found = (PERSONS.one(view, row[0]) for row in rows)
    return tuple(one for one in found if one is not None)


def signers(view: View, journals: Sequence[str]) -> dict[tuple[str, str], str]:
    """Return who signs with journals, by journal and the founder it descends from.

    One walk over all persons, however many journals are asked for.
    """
    rows = view.rows(_SIGNERS, {"journals": json.encode(journals).decode()})
    return {(journal, registrar): person for journal, registrar, person, _ in rows}


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
