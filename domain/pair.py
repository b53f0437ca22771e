"""Pairs: who hands over and who accepts, and how fast they can have done it.

Two phones in one hand make a handover that nobody witnessed.  It shows when the two sign at places
so far apart, and so soon after one another, that nobody can have walked there.  What is kept of
each accepting journal is the little that may yet belong to such a batch.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

import msgspec

from domain.consignment import HandoverAccepted
from domain.context import Context
from domain.fact import Fact
from domain.finding import Finding
from domain.geodesy import Point, metres
from domain.policy import Thresholds
from domain.rules.pair import batch
from domain.rules.rule import minutes
from domain.said import Said
from domain.site import located
from domain.statement import time
from domain.step import Step
from domain.timeline import placed

MAX_KEPT: Final = 16
"""So many acceptances of one journal are kept, the newest by their times."""


class Taken(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """One acceptance."""

    at: datetime
    index: int
    place: str
    giver: str
    """The unit."""
    of: str | None = None
    """The offer or the dispatch that it answers."""
    is_told: bool = False
    """It belongs to a batch that was found."""


class Pair(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What one journal has accepted of late."""

    taken: tuple[Taken, ...] = ()
    """By the stated times."""
    batches: int = 0
    """How often it was too quick."""


class Pairs:
    """The fold of every journal that accepts boxes."""

    name: Final = "pasangan"
    state: Final = Pair
    kinds: Final = frozenset({HandoverAccepted})

    def subjects(self, fact: Fact) -> tuple[str, ...]:
        """Return the journal that accepts."""
        if not isinstance(fact, Said) or not isinstance(fact.statement, HandoverAccepted):
            return ()
        return (fact.journal,)

    def after(self, subject: str, state: Pair | None, fact: Fact, context: Context) -> Step[Pair]:
        """Return what one more acceptance shows."""
        if not isinstance(fact, Said) or not isinstance(fact.statement, HandoverAccepted):
            return Step(state)
        act, pair = fact.statement, state or Pair()
        now = Taken(time(act.at), fact.index, act.place, act.from_, act.of)
        taken = placed(pair.taken, now)[-MAX_KEPT:]
        found = _batch(now, taken, context)
        if not found:
            return Step(Pair(taken, pair.batches))
        told = tuple(
            msgspec.structs.replace(one, is_told=True) if one in found else one for one in taken
        )
        return Step(Pair(told, pair.batches + 1), (_finding(subject, now, found, context),))


def _batch(now: Taken, taken: tuple[Taken, ...], context: Context) -> list[Taken]:
    """Find acceptances around this one that nobody can have made; empty: there are none."""
    policy = context.schedule.thresholds(now.index)
    span = minutes(policy.batch_minutes)
    near = [one for one in taken if not one.is_told and abs(one.at - now.at) <= span]
    if len(near) < policy.batch_handovers or len({one.place for one in near}) == 1:
        return []
    for start in near:
        if start.at > now.at:
            break
        window = [one for one in near if start.at <= one.at <= start.at + span]
        apart = _apart(now, window, context, policy)
        same = [one for one in apart if _is_of_one(one, now, context)]
        if len(same) >= policy.batch_handovers:
            return same
    return []


def _apart(
    now: Taken, window: Iterable[Taken], context: Context, policy: Thresholds
) -> list[Taken]:
    """Return those at places that lie far from one another, beginning with this one's."""
    chosen: list[tuple[Taken, Point]] = []
    for one in (now, *(one for one in window if one is not now)):
        place = context.place(one.place, now.index)
        point = None if place is None else located(place)
        if point is None:
            continue
        if all(metres(point, other) > policy.batch_metres for _, other in chosen):
            chosen.append((one, point))
    return [one for one, _ in chosen]


def _is_of_one(one: Taken, other: Taken, context: Context) -> bool:
    """Tell whether two were given by one journal; by one unit, where a word is still missing."""
    first, second = _giver(one, context), _giver(other, context)
    return one.giver == other.giver if first is None or second is None else first == second


def _giver(taken: Taken, context: Context) -> str | None:
    """Return the journal that gave; None: its word was not in the log yet."""
    said = None if taken.of is None else context.cited(taken.of, taken.index)
    return None if said is None else said.journal


def _finding(receiver: str, now: Taken, found: list[Taken], context: Context) -> Finding:
    policy = context.schedule.thresholds(now.index)
    evidence = (now.index, *(one.index for one in found if one is not now))
    places = tuple(one.place for one in found)
    return batch(evidence, (_giver(now, context) or now.giver, receiver), places, policy)
