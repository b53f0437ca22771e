"""Deadlines that the law sets for one box: at its polling station, and back at the district.

A policy names the moments.  Each begins to run for a box with the first statement about the box
that was made under such a policy, and is settled by an acceptance that is stated for no later than
the moment, whenever that reaches the log.
"""

from datetime import datetime
from functools import cache
from typing import Final, NamedTuple

import msgspec

from domain.box import Item
from domain.context import Context
from domain.finding import Finding
from domain.lineage import Answer
from domain.policy import Deadline
from domain.rules.deadline import AT_STATION, legal_deadline
from domain.statement import time

AT_TPS: Final = "di_tps"
AT_PPK: Final = "di_ppk"
_KNOWN: Final = (AT_TPS, AT_PPK)
_STATION: Final = "tps"
_DISTRICT: Final = "ppk"


class Term(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """One moment that runs for a box."""

    name: str
    due: datetime
    index: int
    """The leaf from which it runs."""
    is_met: bool = False


class Route(NamedTuple):
    """What the law asks of a box, as far as the operation knows it."""

    station: str
    """The unit that answers for the polling station where it belongs."""
    place: str


class Reckoning(NamedTuple):
    """What one statement does to the moments of a box."""

    terms: tuple[Term, ...]
    raised: tuple[Finding, ...] = ()
    settled: tuple[str, ...] = ()


class Moments:
    """What the policy in force at one leaf sets, read once for all the boxes of a statement."""

    def __init__(self, context: Context, index: int, at: datetime) -> None:
        """Ask the policy.

        Args:
            context: The operation.
            index: The leaf.
            at: The time it states.
        """
        policy = context.schedule.policy(index)
        named = () if policy is None else policy.deadlines
        self.index, self.at = index, at
        self.due = _soonest(named)
        self._context = context

    def route(self, item: Item | None) -> Route | None:
        """Return where a box belongs; None: to no polling station that is registered."""
        if item is None or item.destination is None:
            return None
        place = self._context.place(item.destination, self.index)
        if place is None or place.place_kind != _STATION:
            return None
        return Route(place.unit, place.place)

    def reckon(
        self, terms: tuple[Term, ...], box: str, item: Item | None, answers: tuple[Answer, ...]
    ) -> Reckoning:
        """Begin what must begin to run for a box, and settle what was met.

        One statement begins one moment at most, the soonest: a finding is known by its leaf.
        """
        route = self.route(item) if self.due or terms else None
        if route is None:
            return Reckoning(terms)
        kept, raised, settled = self._begun(terms, box, route, answers)
        met: tuple[Term, ...] = ()
        for term in kept:
            is_met = term.is_met or self._is_met(term, kept, route, answers)
            if is_met and not term.is_met:
                settled += (AT_STATION.key(box, term.index),)
            met += (msgspec.structs.replace(term, is_met=is_met),)
        return Reckoning(met, raised, settled)

    def _begun(
        self, terms: tuple[Term, ...], box: str, route: Route, answers: tuple[Answer, ...]
    ) -> Reckoning:
        """Let a moment run that does not yet, or one that another policy has moved."""
        known = {term.name: term for term in terms}
        for name, due in self.due:
            old = known.get(name)
            if old is not None and (old.due == due or old.is_met or self.at > old.due):
                continue
            settled = () if old is None else (AT_STATION.key(box, old.index),)
            term = Term(name, due, self.index)
            kept = (*(one for one in terms if one is not old), term)
            if self._is_met(term, kept, route, answers):
                term = msgspec.structs.replace(term, is_met=True)
                return Reckoning((*kept[:-1], term), (), settled)
            finding = legal_deadline(name, box, self.index, route.place, due)
            return Reckoning(kept, (finding,), settled)
        return Reckoning(terms)

    def _is_met(
        self, term: Term, terms: tuple[Term, ...], route: Route, answers: tuple[Answer, ...]
    ) -> bool:
        """Tell whether an acceptance was in time."""
        taken = [one for one in answers if one.is_genuine and one.status != "ditolak"]
        there = [one.at for one in taken if one.receiver == route.station]
        if term.name == AT_TPS:
            return any(at <= term.due for at in there)
        since = min(there, default=None)
        if since is None:
            since = next((one.due for one in terms if one.name == AT_TPS), None)
        return since is not None and any(
            since < one.at <= term.due for one in taken if _is_of_district(one.receiver)
        )


@cache
def _soonest(deadlines: tuple[Deadline, ...]) -> tuple[tuple[str, datetime], ...]:
    """Return the moments that are understood, the soonest first; every statement asks for them."""
    due = {one.name: time(one.at) for one in deadlines if one.name in _KNOWN}
    return tuple(sorted(due.items(), key=lambda one: one[1]))


def _is_of_district(unit: str) -> bool:
    return unit.rpartition("/")[2].partition("-")[0] == _DISTRICT
