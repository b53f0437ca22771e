"""Places: the register of places, and everything that is at one of them.

What is at a place says so itself, so that a store with two thousand boxes does not change as a
whole whenever one of them moves: boxes, visits and consignments are asked for by their place.
"""

from typing import Final, NamedTuple

import msgspec
from msgspec import structs
from sqlalchemy import Index

from domain.context import Context
from domain.fact import Fact
from domain.place import PlaceAccepted, PlaceRegistered
from domain.said import Said
from domain.step import Step
from projections.access import VISITS
from projections.consignment import CONSIGNMENTS
from projections.custody import BOXES
from projections.statement import SIGNINGS
from projections.version import Columns, Version, Versions
from projections.view import LIMIT, Slice, View


class Place(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What is on record about one place."""

    registered: PlaceRegistered | None = None
    """As it was last registered with force."""
    accepted: str | None = None
    """Leaf hash (base64) of the last statement that found it fit, with or without its second
    signature."""


class Places:
    """The fold of every place."""

    name: Final = "tempat"
    state: Final = Place
    kinds: Final = frozenset({PlaceRegistered, PlaceAccepted})

    def subjects(self, fact: Fact) -> tuple[str, ...]:
        """Return the place that an act registers or finds fit."""
        if isinstance(fact, Said) and isinstance(fact.statement, PlaceRegistered | PlaceAccepted):
            return (fact.statement.place,)
        return ()

    def after(self, subject: str, state: Place | None, fact: Fact, context: Context) -> Step[Place]:
        """Return what an act with authority does to the record of a place."""
        del subject
        standing = context.standing(fact.leaf) if isinstance(fact, Said) else None
        if not isinstance(fact, Said) or standing is None or standing.why is not None:
            return Step(state)
        place = Place() if state is None else state
        match fact.statement:
            case PlaceRegistered() as act:
                place = structs.replace(place, registered=act)
            case PlaceAccepted():
                place = structs.replace(place, accepted=fact.leaf)
            case _:
                pass
        return Step(place)


PLACES: Final = Versions(
    "tempat",
    Place,
    Columns(
        ("kind", "unit"),
        lambda place: (
            (place.registered.place_kind, place.registered.unit) if place.registered else ("", "")
        ),
        unindexed=("kind",),
    ),
)


_TOLD: Final = ("subject", "since", "until", "kind")
Index("tempat_told", *(PLACES.table.c[name] for name in _TOLD))


class Contents(NamedTuple):
    """How much is at a place."""

    boxes: int
    """Last seen there; a vehicle is a place too."""
    inside: int
    """Visits."""
    coming: int
    """Consignments on the road to it."""


def place(view: View, name: str) -> Version[Place] | None:
    """Return what is on record about one place; None: nobody has registered it."""
    return PLACES.one(view, name)


def places(
    view: View,
    *,
    kind: str | None = None,
    unit: str | None = None,
    after: str | None = None,
    limit: int = LIMIT,
) -> Slice[Version[Place]]:
    """List places by code, of one kind or one unit if asked for."""
    return PLACES.listed(view, {"kind": kind, "unit": unit}, after, limit)


def is_fit(view: View, place: Place) -> bool:
    """Tell whether a second person stands by the statement that found a place fit."""
    if place.accepted is None:
        return False
    signing = SIGNINGS.one(view, place.accepted)
    return signing is not None and signing.state.state == "lengkap"


def contents(view: View, name: str) -> Contents:
    """Count what is at a place."""
    boxes = BOXES.counted(view, "status", {"place": name})
    visits = VISITS.counted(view, "status", {"place": name})
    consignments = CONSIGNMENTS.counted(view, "status", {"destination": name})
    return Contents(
        sum(boxes.values()),
        visits.get("di_dalam", 0),
        consignments.get("di_perjalanan", 0),
    )
