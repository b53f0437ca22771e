"""Sites: a place as boxes are meant for it, and as devices speak of it from where they are.

Where a device thinks it is proves nothing: it says so itself.  But a code that was photographed
and scanned at a desk gives itself away by it, and a device that states a great inaccuracy is
believed, so nobody is accused by the weather.
"""

from collections.abc import Iterator
from datetime import datetime
from operator import attrgetter
from typing import Any, Final

import msgspec

from domain.box import ItemRegistered
from domain.context import Context
from domain.fact import Fact
from domain.finding import Finding
from domain.geodesy import Point, metres
from domain.place import PlaceRegistered
from domain.policy import Quota, Thresholds
from domain.rules.rule import minutes
from domain.rules.site import QUOTA, off_site, quota, quota_due
from domain.said import Said
from domain.spot import SPOT
from domain.statement import time
from domain.step import Step

MAX_KEPT: Final = 64
"""So many boxes are counted for one place; those that a policy sets quotas for get two."""

_ORDER: Final = attrgetter("at", "box")

_STATION: Final = "tps"


class Meant(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A box that is registered for a place."""

    box: str
    box_kind: str
    at: datetime
    """When it was registered; of several words on one box the earliest counts."""
    election: str | None = None


class Site(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What is known of one place in this respect."""

    boxes: tuple[Meant, ...] = ()
    registered: datetime | None = None
    """The newest moment for which boxes were registered for it."""
    differs: int | None = None
    """The first leaf since which their number was not what the policy asks; None: it is."""


class Sites:
    """The fold of every place that boxes are meant for, or that devices speak of."""

    name: Final = "lokasi"
    state: Final = Site

    @property
    def kinds(self) -> frozenset[type]:
        """The statements that are said on the spot, and the registrations of boxes."""
        return frozenset((*SPOT, ItemRegistered))

    def subjects(self, fact: Fact) -> tuple[str, ...]:
        """Return the destinations of boxes, or the place where a device with a position speaks."""
        if not isinstance(fact, Said):
            return ()
        statement: Any = fact.statement
        if isinstance(statement, ItemRegistered):
            return tuple(
                dict.fromkeys(one.destination for one in statement.items if one.destination)
            )
        spot = SPOT.get(type(statement))
        return () if spot is None or statement.here is None else (spot(statement),)

    def after(self, subject: str, state: Site | None, fact: Fact, context: Context) -> Step[Site]:
        """Return what a statement does to the place."""
        if not isinstance(fact, Said):
            return Step(state)
        if isinstance(fact.statement, ItemRegistered):
            if context.authority.judge(fact) is not None:
                return Step(state)  # nobody expects the signer to register boxes (R28)
            return _registered(subject, state or Site(), fact, context)
        finding = _off_site(subject, fact, context)
        return Step(state, () if finding is None else (finding,))


def _off_site(place: str, said: Said, context: Context) -> Finding | None:
    """Compare the position of a device with the place it speaks of."""
    statement: Any = said.statement
    registered = context.place(place, said.index)
    point = None if registered is None else located(registered)
    if registered is None or point is None:
        return None
    here = statement.here
    policy = context.schedule.thresholds(said.index)
    off = metres((here.latitude, here.longitude), point) - here.accuracy
    radius = _radius(registered, policy)
    if off <= radius:
        return None
    told = (said.index, said.journal, said.sequence, type(statement).__name__)
    return off_site(place, told, (off, here.accuracy), radius)


def located(place: PlaceRegistered) -> Point | None:
    """Return where a place is registered to be; None: nobody has said."""
    if place.latitude is None or place.longitude is None:
        return None
    return place.latitude, place.longitude


def _radius(place: PlaceRegistered, policy: Thresholds) -> int:
    if place.radius is not None:
        return place.radius
    is_station = place.place_kind == _STATION
    return policy.off_site_tps if is_station else policy.off_site_store


def _registered(subject: str, site: Site, said: Said, context: Context) -> Step[Site]:
    """Add the boxes meant for a place, and compare them with what the policy asks."""
    act: Any = said.statement
    at, thresholds = time(act.at), context.schedule.thresholds(said.index)
    known = {one.box: one for one in site.boxes}
    for item in act.items:
        one = Meant(item.box, item.box_kind, at, item.election)
        old = known.get(item.box, one)
        if item.destination == subject:
            known[item.box] = min(old, one, key=_earliest)
    newest = context.anchors.at_most(at, said.index, minutes(thresholds.quota_wait))
    newest = newest if site.registered is None else max(newest, site.registered)
    boxes = tuple(sorted(known.values(), key=_ORDER)[:MAX_KEPT])
    differs = said.index if site.differs is None else site.differs
    policy, place = context.schedule.policy(said.index), context.place(subject, said.index)
    quotas = () if policy is None else policy.quotas
    kind = None if place is None else place.place_kind
    differences = ", ".join(_differences(boxes, [one for one in quotas if one.place_kind == kind]))
    if not differences:
        settled = () if site.differs is None else (QUOTA.key(subject, differs),)
        return Step(Site(boxes, newest), (), settled)
    evidence = tuple(dict.fromkeys((differs, said.index)))
    finding = quota(subject, evidence, differences, quota_due(newest, thresholds))
    return Step(Site(boxes, newest, differs), (finding,))


def _earliest(one: Meant) -> tuple[datetime, str, str]:
    return one.at, one.box_kind, one.election or ""


def _differences(boxes: tuple[Meant, ...], quotas: list[Quota]) -> Iterator[str]:
    """Yield, for each quota that is not met, how many there are of how many."""
    for one in quotas:
        count = sum(
            box.box_kind == one.box_kind and one.election in (None, box.election) for box in boxes
        )
        if count != one.count:
            yield f"{one.box_kind} {one.election or ''}".rstrip() + f" {count}/{one.count}"
