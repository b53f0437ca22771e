"""The stage: scenes play side by side in simulated time.

A scene is a generator that yields the moments at which it goes on; in between it lets phones speak.
The earliest scene goes on first, those of one moment in the order in which they began to wait, so
the same seed always gives the same log.
"""

import heapq
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, NamedTuple, Protocol, TypeAlias

from domain.statement import Span
from tools.scenario.area import Area
from tools.scenario.clock import Clock, minutes
from tools.scenario.phone import Phone, Post, Told
from tools.scenario.plot import Plot
from tools.scenario.seal import Seals
from tools.scenario.season import Season
from tools.scenario.witness import Witness

Scene: TypeAlias = Iterator[datetime]
"""Yields the moments at which it wants to go on."""

_SECONDS: Final = 60


class Happened(NamedTuple):
    """Something that no report of its time and area may pass over."""

    at: datetime
    place: str
    leaf: str


class Gate(Post, Protocol):
    """Where letters go, and who is told that time goes on."""

    def tick(self) -> None:
        """Hear that time has gone on."""

    def shows(self, witness: Witness) -> None:
        """Let a witness see everything that was handed over so far."""

    def close(self) -> None:
        """Hear that nothing more comes."""


@dataclass(slots=True, repr=False)
class Stage:
    """Everything that scenes share."""

    area: Area
    seed: str
    clock: Clock
    door: Gate
    chance: random.Random
    plot: Plot
    seals: Seals
    season: Season
    phones: dict[str, Phone] = field(default_factory=dict)
    """By journal."""
    grants: dict[str, Told] = field(default_factory=dict)
    """The grant of each phone's role, by journal."""
    happened: list[Happened] = field(default_factory=list)
    """Grave incidents and discrepancies."""
    told: dict[str, Told] = field(default_factory=dict)
    """What later scenes cite, by a name."""
    stock: int = 0
    """Boxes in the warehouse."""
    witnessed: datetime | None = None
    """When the witness has last looked at the log."""
    _counters: dict[str, int] = field(default_factory=dict)
    _waiting: list[tuple[datetime, int, Scene]] = field(default_factory=list)
    _count: int = 0

    @classmethod
    def empty(cls, area: Area, seed: str, clock: Clock, door: Gate) -> "Stage":
        """Return a stage without anybody on it."""
        chance = random.Random(seed)
        plot, season = Plot.of(area, chance), Season.of(len(area.stations))
        stage = cls(area, seed, clock, door, chance, plot, Seals(area), season)
        clock.shift = area.election.shift
        return stage

    @property
    def now(self) -> datetime:
        """The simulated moment."""
        return self.clock.now

    @property
    def at(self) -> str:
        """The simulated moment as a statement says it."""
        return self.clock.at

    def happens(self, place: str, told: Told, at: datetime | None = None) -> None:
        """Remember a grave incident or a discrepancy for the reports on the situation."""
        self.happened.append(Happened(self.now if at is None else at, place, told.leaf))

    def stamp(self, moment: datetime) -> str:
        """Return a moment as a statement says it."""
        return self.clock.stamp(moment)

    def span(self, begins: datetime, ends: datetime) -> Span:
        """Return the time between two moments as a statement says it."""
        return Span(from_=self.stamp(begins), until=self.stamp(ends))

    def phone(self, journal: str) -> Phone:
        """Return a phone, new if nobody has asked for it before."""
        if journal not in self.phones:
            self.phones[journal] = Phone.named(journal, self.seed, self.clock, self.door)
        return self.phones[journal]

    def speaker(self, unit: str) -> Phone:
        """Return the phone that speaks for a committee: its own name, or its first phone."""
        return self.phones.get(unit) or self.phone(f"{unit}-01")

    def count(self, what: str) -> int:
        """Return the next number of something, from 1."""
        self._counters[what] = self._counters.get(what, 0) + 1
        return self._counters[what]

    def within(self, least: float, most: float) -> timedelta:
        """Return a while by chance, between so many minutes, to the second."""
        return timedelta(seconds=self.chance.randint(int(least * _SECONDS), int(most * _SECONDS)))

    def later(self, least: float, most: float | None = None) -> datetime:
        """Return a moment so many minutes from now; with two numbers, one between them."""
        return self.now + (minutes(least) if most is None else self.within(least, most))

    def start(self, scene: Scene, at: datetime | None = None) -> None:
        """Let a scene begin, now or at a later moment."""
        self._wait(self.now if at is None else at, scene)

    def run(self) -> None:
        """Play until no scene waits any more, and hand everything in."""
        while self._waiting:
            moment, _, scene = heapq.heappop(self._waiting)
            if moment > self.clock.now:
                self.clock.now = moment
                self.door.tick()
            wanted = next(scene, None)
            if wanted is not None:
                self._wait(wanted, scene)
        self.door.close()

    def _wait(self, moment: datetime, scene: Scene) -> None:
        self._count += 1
        heapq.heappush(self._waiting, (max(moment, self.now), self._count, scene))
