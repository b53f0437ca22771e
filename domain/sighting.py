"""Sightings: where a box was seen and when, and whether it can have got from one to the other.

A sighting is a statement by somebody who stood beside the box; an offer, or a box that was found
missing, is none.  They are kept in the order of their stated times, and each is held against the
one before it.  What comes late is put between: it may fit where nothing did, or show what did not
fit all the time, and the findings are those that the same words in order would have given.  A
device whose clock runs ahead makes only its own sightings forgotten.

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
from domain.timeline import bounded

MAX_KEPT: Final = 16
"""So many sightings of one box are kept; in its life there are about twenty, over months."""

_STORE: Final = "gudang"
_ORDER: Final = attrgetter("at", "place")
_SECOND: Final = timedelta(seconds=1)


class Sighting(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """Somebody stood beside the box."""

    place: str
    at: datetime
    index: int
    voice: str = ""
    """The journal of who saw it."""


class Seen(msgspec.Struct, frozen=True, gc=False):
    """What one more sighting does."""

    sightings: tuple[Sighting, ...]
    raised: tuple[Finding, ...] = ()
    settled: tuple[str, ...] = ()


class Eyes:
    """One statement that sees boxes, read once for all of them."""

    def __init__(self, context: Context, sighting: Sighting) -> None:
        """Take where and when boxes are seen."""
        self.sighting = sighting
        self._context = context
        self._policy = context.schedule.thresholds(sighting.index)
        self._ways: dict[tuple[str, str], int] = {}

    def see(self, box: str, sightings: tuple[Sighting, ...]) -> Seen:
        """Put the sighting among the others of a box, and tell what fits no more, or fits now."""
        now = self.sighting
        if not sightings or _ORDER(sightings[-1]) <= _ORDER(now):  # nearly always
            line = (*sightings, now)
            found = self._judge(box, line, len(sightings))
            return Seen(bounded(line, MAX_KEPT), () if found is None else (found,))
        place = bisect_right(sightings, _ORDER(now), key=_ORDER)
        line = (*sightings[:place], now, *sightings[place:])
        kept = bounded(line, MAX_KEPT)
        if kept == sightings:
            return Seen(sightings)  # what was seen just after it is forgotten
        old, new = self._judged(box, sightings), self._judged(box, line)
        raised = tuple(found for key, found in new.items() if old.get(key) != found)
        return Seen(kept, raised, tuple(key for key in old if key not in new))

    def _judged(self, box: str, line: tuple[Sighting, ...]) -> dict[str, Finding]:
        found = (self._judge(box, line, place) for place in range(1, len(line)))
        return {one.key: one for one in found if one is not None}

    def _judge(self, box: str, line: tuple[Sighting, ...], place: int) -> Finding | None:
        """Hold a sighting against the newest before it from where the way is known."""
        second = line[place]
        for first in reversed(line[:place]):
            if first.place == second.place:
                return None
            least = self._least(first.place, second.place)
            if least:
                way, between = Way(first.place, second.place, least), second.at - first.at
                if between + minutes(self._policy.clock_skew) >= timedelta(seconds=least):
                    return None
                evidence = (second.index, first.index)
                return too_soon(box, evidence, way, between // _SECOND, second.at)
        return None

    def _least(self, one: str, other: str) -> int:
        """Return the seconds that a way takes at least; 0: nobody knows."""
        known = self._ways.get((one, other))
        if known is None:
            index = self.sighting.index
            first, second = self._context.place(one, index), self._context.place(other, index)
            known = 0 if first is None or second is None else self._between(first, second)
            self._ways[one, other] = known
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
