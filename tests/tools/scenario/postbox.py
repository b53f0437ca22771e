"""A postbox in place of a ledger: keeps the letters of the phones, in the order they arrive."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from domain.catalogue import read
from domain.endorsement import Endorsed
from ledger.journal import STATEMENT, Entry
from ledger.tlog.text import to_base64
from tools.scenario.area import Area
from tools.scenario.clock import Clock
from tools.scenario.operation import START, perform
from tools.scenario.phone import Letter
from tools.scenario.stage import Stage
from tools.scenario.witness import Witness


class Saying(NamedTuple):
    journal: str
    leaf: str
    statement: Any


@dataclass(repr=False)
class Postbox:
    clock: Clock = field(default_factory=lambda: Clock(START))
    letters: list[Letter] = field(default_factory=list)
    shown: list[datetime] = field(default_factory=list)
    """When a witness was shown the log."""
    _entries: list[tuple[Letter, Entry]] = field(default_factory=list)
    _said: list[Saying | None] = field(default_factory=list)

    def take(self, letters: Sequence[Letter]) -> None:
        self.letters.extend(letters)

    def tick(self) -> None:
        pass

    def shows(self, witness: Witness) -> None:
        del witness
        self.shown.append(self.clock.now)

    def close(self) -> None:
        pass

    def entries(self) -> list[Entry]:
        return [entry for _, entry in self._parsed()]

    def sayings(self, kind: type) -> list[Saying]:
        """Return everything of one kind that was said, without what is to be refused."""
        if len(self._said) != len(self.letters):
            self._said = [_said(entry, letter) for letter, entry in self._parsed()]
        return [one for one in self._said if one is not None and isinstance(one.statement, kind)]

    def endorsed(self) -> set[str]:
        """Return the leaves by which somebody stands."""
        return {saying.statement.of for saying in self.sayings(Endorsed)}

    def _parsed(self) -> list[tuple[Letter, Entry]]:
        """Parse what was not parsed yet."""
        for letter in self.letters[len(self._entries) :]:
            self._entries.append((letter, Entry.parse(letter.note)))
        return self._entries


def _said(entry: Entry, letter: Letter) -> Saying | None:
    if letter.expected is not None or entry.header.topic != STATEMENT:
        return None
    return Saying(entry.header.journal, to_base64(entry.leaf), read(entry.body.encode()))


@dataclass(repr=False)
class Rehearsal:
    """A whole operation without a ledger."""

    stage: Stage
    box: Postbox


def empty_stage(scale: int | Area = 3, seed: str = "uji") -> Rehearsal:
    clock = Clock(START)
    box = Postbox(clock)
    area = scale if isinstance(scale, Area) else Area.of(scale)
    return Rehearsal(Stage.empty(area, seed, clock, box), box)


def rehearse(scale: int = 13, seed: str = "uji") -> Rehearsal:
    rehearsal = empty_stage(scale, seed)
    perform(rehearsal.stage)
    return rehearsal
