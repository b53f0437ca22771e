"""Organisations: which units take part, as they were last registered with force."""

from typing import Final

import msgspec

from domain.context import Context
from domain.fact import Fact
from domain.operation import OrganisationRegistered
from domain.said import Said
from domain.step import Step
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


def organisation(view: View, unit: str) -> Version[Organisation] | None:
    """Return what is on record about one unit; None: nobody has registered it with force."""
    return ORGANISATIONS.one(view, unit)
