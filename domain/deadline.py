"""Deadlines that the law sets for one box: at its polling station, and back at the district.

A policy names the moments.  Each begins to run for a box with the first statement about the box
that was made under such a policy, and is settled by an acceptance that is stated for no later than
the moment, whenever that reaches the log.
"""

from datetime import datetime
from functools import cache, lru_cache
from typing import Final

import msgspec

from domain.box import Item
from domain.context import Context
from domain.finding import Finding
from domain.lineage import Answer
from domain.place import PlaceRegistered
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


class Reckoning(msgspec.Struct, frozen=True, gc=False):
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

    def station(self, item: Item | None) -> PlaceRegistered | None:
        """Return where a box belongs; None: to no polling station that is registered.

        The unit of the place answers for it.
        """
        if item is None or item.destination is None:
            return None
        place = self._context.place(item.destination, self.index)
        if place is None or place.place_kind != _STATION:
            return None
        return place

    def reckon(
        self, terms: tuple[Term, ...], box: str, item: Item | None, answers: tuple[Answer, ...]
    ) -> Reckoning:
        """Begin what must begin to run for a box, and settle what was met.

        One statement begins one moment at most, the soonest: a finding is known by its leaf.
        """
        station = self.station(item) if self.due or terms else None
        if station is None:
            return Reckoning(terms)
        taken = _taken(answers)
        begun = self._begun(terms, box, station, taken)
        if not taken:
            return begun
        open_ = [one for one in begun.terms if not one.is_met]
        met = [one for one in open_ if _meets(one, begun.terms, station, taken)]
        if not met:
            return begun
        keys = tuple(AT_STATION.key(box, one.index) for one in met)
        terms = tuple(
            msgspec.structs.replace(one, is_met=True) if one in met else one for one in begun.terms
        )
        return Reckoning(terms, begun.raised, begun.settled + keys)

    def _begun(
        self, terms: tuple[Term, ...], box: str, station: PlaceRegistered, taken: list[Answer]
    ) -> Reckoning:
        """Let a moment run that does not yet, or one that another policy has moved."""
        for name, due in self.due:
            old = _named(terms, name)
            if old is not None and (old.due == due or old.is_met or self.at > old.due):
                continue
            settled = () if old is None else (AT_STATION.key(box, old.index),)
            term = Term(name, due, self.index)
            kept = (*(one for one in terms if one is not old), term)
            if _meets(term, kept, station, taken):
                term = msgspec.structs.replace(term, is_met=True)
                return Reckoning((*kept[:-1], term), (), settled)
            finding = legal_deadline(name, box, self.index, station.place, due)
            return Reckoning(kept, (finding,), settled)
        return Reckoning(terms)


def _named(terms: tuple[Term, ...], name: str) -> Term | None:
    """Return the moment of a name that runs for a box; every statement asks."""
    for term in terms:
        if term.name == name:
            return term
    return None


def _taken(answers: tuple[Answer, ...]) -> list[Answer]:
    """Return by which statements the box was taken over."""
    return [one for one in answers if one.is_genuine and one.status != "ditolak"]


def _meets(
    term: Term, terms: tuple[Term, ...], station: PlaceRegistered, taken: list[Answer]
) -> bool:
    """Tell whether an acceptance was in time."""
    there = [one.at for one in taken if one.receiver == station.unit]
    if term.name == AT_TPS:
        return bool(there) and min(there) <= term.due
    first = _named(terms, AT_TPS)
    since = min(there, default=None if first is None else first.due)
    return since is not None and any(
        since < one.at <= term.due and _is_of_district(one.receiver) for one in taken
    )


@cache
def _soonest(deadlines: tuple[Deadline, ...]) -> tuple[tuple[str, datetime], ...]:
    """Return the moments that are understood, the soonest first; every statement asks for them."""
    due = {one.name: time(one.at) for one in deadlines if one.name in _KNOWN}
    return tuple(sorted(due.items(), key=lambda one: one[1]))


@lru_cache(maxsize=4096)
def _is_of_district(unit: str) -> bool:
    return unit.rpartition("/")[2].partition("-")[0] == _DISTRICT
