"""A box's trail: what runs along with its journey, whatever the statement is about."""

from typing import NamedTuple

import msgspec

from domain.box import Item
from domain.custody import Custody
from domain.deadline import Moments, Term
from domain.finding import Finding


class Trail(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """What is kept beside holder, place and seals."""

    terms: tuple[Term, ...] = ()
    """The moments that the law sets for it (R12)."""


class Walked(NamedTuple):
    """What one statement does to the trail."""

    trail: Trail
    raised: tuple[Finding, ...] = ()
    settled: tuple[str, ...] = ()


def walk(trail: Trail, box: str, item: Item | None, custody: Custody, moments: Moments) -> Walked:
    """Go on by one statement about the box."""
    if not moments.due and not trail.terms:
        return Walked(trail)
    terms, raised, settled = moments.reckon(trail.terms, box, item, custody.answers)
    if terms != trail.terms:
        trail = msgspec.structs.replace(trail, terms=terms)
    return Walked(trail, raised, settled)
