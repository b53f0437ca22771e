"""Sightings: where a box was seen and when, and whether it can have got from one to the other.

A sighting is a statement by somebody who stood beside the box; an offer, or a box that was found
missing, is none.  They are kept in the order of their stated times, so one that comes late is held
against what was seen before and after it.

A way takes as long as a truck needs in a straight line (`speed`), or a share (`travel_percent`) of
the travel time that the place was registered with, which the plan takes for granted.  Two clocks
may differ by `clock_skew`.
"""

from bisect import bisect_right
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Final

import msgspec

from domain.context import Context
from domain.finding import Finding
from domain.geodesy import metres, seconds
from domain.place import PlaceRegistered
from domain.rules.rule import minutes
from domain.rules.sighting import Way, too_soon

MAX_KEPT: Final = 16
"""So many sightings of one box are kept; in its life there are about twenty, over months."""

_STORE: Final = "gudang"
_AT: Final = attrgetter("at")
_SECOND: Final = timedelta(seconds=1)


class Sighting(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """Somebody stood beside the box."""

    place: str
    at: datetime
    index: int


class Seen(msgspec.Struct, frozen=True, gc=False):
    """What one more sighting does."""

    sightings: tuple[Sighting, ...]
    raised: tuple[Finding, ...] = ()


class Eyes:
    """One statement that sees boxes, read once for all of them."""

    def __init__(self, context: Context, sighting: Sighting) -> None:
        """Take where and when boxes are seen."""
        self.sighting = sighting
        self._context = context
        self._policy = context.schedule.thresholds(sighting.index)
        self._ways: dict[str, int] = {}

    def see(self, box: str, sightings: tuple[Sighting, ...]) -> Seen:
        """Put the sighting among the others of a box, and hold it against its neighbours."""
        now = self.sighting
        if not sightings or sightings[-1].at <= now.at:  # nearly always
            kept, neighbours = (*sightings, now), sightings[-1:]
        else:
            place = bisect_right(sightings, now.at, key=_AT)
            kept = (*sightings[:place], now, *sightings[place:])
            neighbours = (*sightings[place - 1 : place], *sightings[place : place + 1])
        kept = kept[-MAX_KEPT:]
        found = [one for one in neighbours if one.place != now.place and self._is_too_soon(one)]
        if not found:
            return Seen(kept)
        first, second = sorted((found[0], now), key=_AT)
        way = Way(first.place, second.place, self._least(found[0].place))
        evidence = (now.index, *(one.index for one in found))
        return Seen(kept, (too_soon(box, evidence, way, (second.at - first.at) // _SECOND),))

    def _is_too_soon(self, other: Sighting) -> bool:
        """Tell whether the box cannot have been at both places."""
        between = abs(self.sighting.at - other.at) + minutes(self._policy.clock_skew)
        return between < timedelta(seconds=self._least(other.place))

    def _least(self, other: str) -> int:
        """Return the seconds that the way to another place takes at least; 0: nobody knows."""
        known = self._ways.get(other)
        if known is None:
            index = self.sighting.index
            one = self._context.place(self.sighting.place, index)
            two = self._context.place(other, index)
            known = 0 if one is None or two is None else self._between(one, two)
            self._ways[other] = known
        return known

    def _between(self, one: PlaceRegistered, two: PlaceRegistered) -> int:
        share = self._policy.travel_percent
        travel = max(_travel(one, two), _travel(two, one)) * 60 * share // 100
        if one.latitude is None or one.longitude is None:
            return travel
        if two.latitude is None or two.longitude is None:
            return travel
        apart = metres((one.latitude, one.longitude), (two.latitude, two.longitude))
        return max(travel, seconds(apart, self._policy.speed))


def _travel(place: PlaceRegistered, other: PlaceRegistered) -> int:
    """Return the minutes from the place that supplies another to that other; 0: it does not."""
    if place.travel is None:
        return 0
    return place.travel if other.place == place.parent or other.place_kind == _STORE else 0
