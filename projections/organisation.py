"""Organisations: which units take part, as they were last registered with force."""

from typing import Final

import msgspec
from msgspec import json

from domain.context import Context
from domain.fact import Fact
from domain.operation import OrganisationRegistered
from domain.said import Said
from domain.step import Step
from projections.query import query
from projections.version import Version, Versions
from projections.view import View


class Organisation(msgspec.Struct, frozen=True, gc=False):
    """What is on record about one unit."""

    registered: OrganisationRegistered


class Organisations:
    """The fold of every unit."""

    name: Final = "organisasi"
    state: Final = Organisation
    kinds: Final = frozenset({OrganisationRegistered})

    def subjects(self, fact: Fact) -> tuple[str, ...]:
        """Return the unit that an act registers."""
        if isinstance(fact, Said) and isinstance(fact.statement, OrganisationRegistered):
            return (fact.statement.unit,)
        return ()

    def after(
        self, subject: str, state: Organisation | None, fact: Fact, context: Context
    ) -> Step[Organisation]:
        """Return what an act with authority does to the record of a unit."""
        del subject
        standing = context.standing(fact.leaf) if isinstance(fact, Said) else None
        if not isinstance(fact, Said) or standing is None or standing.why is not None:
            return Step(state)
        act = fact.statement
        return Step(Organisation(act) if isinstance(act, OrganisationRegistered) else state)


ORGANISATIONS: Final = Versions("organisasi", Organisation)

_NAMES: Final = (
    "SELECT subject, json_extract(state, '$.registered.name') FROM json_each(:parts) AS part "
    "JOIN organisasi ON subject >= json_extract(part.value, '$[0]') "
    "AND subject < json_extract(part.value, '$[1]') WHERE {holds} ORDER BY subject"
)


def organisation(view: View, unit: str) -> Version[Organisation] | None:
    """Return what is on record about one unit; None: nobody has registered it with force."""
    return ORGANISATIONS.one(view, unit)


def around(view: View, place: str) -> dict[str, str]:
    """Return the names of the units that a place may have to do with, by unit.

    They are those of its own area, of all areas that this one lies in, and of all that lie in it.
    """
    area = place.partition("/")[0]
    above = (area[:end] for end, sign in enumerate(area) if sign == ".")
    # "." stands before "/", and "/" before "0", so that a part holds the areas below and the units
    parts = [(f"{area}.", f"{area}0"), *((f"{one}/", f"{one}0") for one in above)]
    rows = view.rows(query(_NAMES, holds=view.holds), {"parts": json.encode(parts).decode()})
    return {str(unit): str(name) for unit, name in rows}
