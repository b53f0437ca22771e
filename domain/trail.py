"""A box's trail: what runs along with its journey, whatever the statement is about."""

from itertools import combinations

import msgspec

from domain.box import Item
from domain.custody import Custody
from domain.deadline import Term
from domain.disparity import Remark, remark
from domain.finding import Finding
from domain.lineage import Claim
from domain.reading import Reading
from domain.rules.sighting import TWICE, twice
from domain.sighting import Sighting


class Trail(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """What is kept beside holder, place and seals."""

    terms: tuple[Term, ...] = ()
    """The moments that the law sets for it (R12)."""
    sightings: tuple[Sighting, ...] = ()
    """Where somebody stood beside it, by the stated times (R03)."""
    twice: int | None = None
    """The leaf by which two units had accepted it from one giver (R03)."""
    remarks: tuple[Remark, ...] = ()
    """The discrepancies in which it was named."""


class Walked(msgspec.Struct, frozen=True, gc=False):
    """What one statement does to the trail."""

    trail: Trail
    raised: tuple[Finding, ...] = ()
    settled: tuple[str, ...] = ()


def walk(trail: Trail, box: str, item: Item | None, custody: Custody, reading: Reading) -> Walked:
    """Go on by one statement about the box."""
    terms = trail.terms
    raised: tuple[Finding, ...] = ()
    settled: tuple[str, ...] = ()
    if terms or reading.moments.due:
        reckoned = reading.moments.reckon(terms, box, item, custody.answers)
        terms, raised, settled = reckoned.terms, reckoned.raised, reckoned.settled
    sightings, now = trail.sightings, trail.twice
    if reading.eyes is not None:
        seen = reading.eyes.see(box, sightings)
        sightings = seen.sightings
        # Two units that both hold the box weigh more than where one of them stood a leaf before.
        told = None if now is None else TWICE.key(box, now)
        raised += tuple(one for one in seen.raised if one.key != told)
        settled += tuple(key for key in seen.settled if key != told)
    if now is not None or len(custody.claims) > 1:
        claims = _rivals(custody.claims)
        if claims is None and now is not None:
            settled, now = (*settled, TWICE.key(box, now)), None
        elif claims is not None and now is None and not _is_told(raised, box, reading):
            now = reading.said.index
            raised += (_twice(box, claims, reading),)
    remarks = remark(trail.remarks, reading.said, reading.context.authority)
    is_same = terms is trail.terms and sightings is trail.sightings and remarks is trail.remarks
    if is_same and now == trail.twice:
        return Walked(trail, raised, settled)
    return Walked(Trail(terms, sightings, now, remarks), raised, settled)


def _rivals(claims: tuple[Claim, ...]) -> tuple[Claim, Claim] | None:
    """Find two units that have accepted the box from one giver, and both hold it still."""
    taken = (claim for claim in claims if claim.giver is not None)
    return next((pair for pair in combinations(taken, 2) if pair[0].giver == pair[1].giver), None)


def _is_told(raised: tuple[Finding, ...], box: str, reading: Reading) -> bool:
    """Tell whether the statement has raised a finding of this rule by its own leaf already."""
    return any(one.key == TWICE.key(box, reading.said.index) for one in raised)


def _twice(box: str, claims: tuple[Claim, Claim], reading: Reading) -> Finding:
    index = reading.said.index
    evidence = (index, *(claim.index for claim in claims if claim.index != index))
    takers = (claims[0].unit, claims[1].unit)
    return twice(box, evidence, claims[0].giver or "", takers, reading.at)
