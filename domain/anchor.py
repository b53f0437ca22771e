"""Anchors as the domain reads them: trees that witnesses have seen, and when.

A statement that cites a tree holding an anchor was signed after the earliest time in it.  What the
first anchor over a larger tree has seen was signed before the latest time in that one.  So an
honest clock lies between both, and a statement that reached the log behind an anchor came after it.

Source: `ledger.bracket`, which tells the same to people.
"""

from bisect import bisect_left, bisect_right
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Final

from domain.fact import Anchored
from domain.timeline import Dated, V

_SIZE: Final = attrgetter("size")


class Anchors:
    """Every anchor that was heard, each askable as of any leaf."""

    def __init__(self) -> None:
        self._all: list[Anchored] = []
        self._indexes: list[int] = []
        self._growing: list[Anchored] = []
        """Those over a larger tree than all before."""

    def fold(self, anchored: Anchored) -> None:
        """Hear the next one in log order; one that is heard again is passed over."""
        if self._all and anchored.index <= self._all[-1].index:
            return
        self._all.append(anchored)
        self._indexes.append(anchored.index)
        if not self._growing or anchored.size > self._growing[-1].size:
            self._growing.append(anchored)

    def newest(self, index: int) -> Anchored | None:
        """Return the newest anchor that stands before leaf `index`, or is held by a tree of it."""
        place = bisect_left(self._indexes, index)
        return self._all[place - 1] if place else None

    def is_ahead(self, at: datetime, index: int) -> bool:
        """Tell whether a time is later than all that witnesses had seen before leaf `index`.

        Without any witness nobody can tell, and nothing is.
        """
        anchored = self.newest(index)
        return anchored is not None and at >= anchored.earliest

    def at_most(self, at: datetime, index: int, wait: timedelta) -> datetime:
        """Return a time that leaf `index` states, but none so long after what witnesses last saw.

        Without any witness every time is taken as it is stated.
        """
        anchored = self.newest(index)
        return at if anchored is None else min(at, anchored.latest + wait)

    def not_before(self, cited: int) -> datetime | None:
        """Return before when nobody signed who cites a tree of so many leaves."""
        anchored = self.newest(cited)
        return None if anchored is None else anchored.earliest

    def not_after(self, index: int, known: int) -> datetime | None:
        """Return after when leaf `index` was not signed, as far as leaf `known` can tell."""
        place = bisect_right(self._growing, index, key=_SIZE)
        if place == len(self._growing) or self._growing[place].index >= known:
            return None
        return self._growing[place].latest

    def believed(self, line: tuple[V, ...], newest: V, slack: timedelta) -> tuple[V, ...]:
        """Leave out what is stated for later than the newest word, if witnesses contradict it.

        What has no voice is a plan, and may well begin later.
        """
        if not line or line[-1].at <= newest.at:  # nearly always
            return line
        return tuple(
            one
            for one in line
            if one.at <= newest.at or not one.voice or not self.contradict(one, newest.index, slack)
        )

    def contradict(self, one: Dated, known: int, slack: timedelta) -> bool:
        """Tell whether witnesses had seen a leaf before the time that it states.

        Args:
            one: What was stated.
            known: As far as this leaf can tell.
            slack: How much a clock may differ.
        """
        bound = self.not_after(one.index, known)
        return bound is not None and one.at > bound + slack
