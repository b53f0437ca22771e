"""A postbox in place of a ledger: keeps the letters of the phones, in the order they arrive."""

from collections.abc import Sequence
from dataclasses import dataclass, field
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


class Saying(NamedTuple):
    journal: str
    leaf: str
    statement: Any


@dataclass
class Postbox:
    letters: list[Letter] = field(default_factory=list)

    def take(self, letters: Sequence[Letter]) -> None:
        self.letters.extend(letters)

    def tick(self) -> None:
        pass

    def close(self) -> None:
        pass

    def entries(self) -> list[Entry]:
        return [Entry.parse(letter.note) for letter in self.letters]

    def sayings(self, kind: type) -> list[Saying]:
        """Return everything of one kind that was said, without what is to be refused."""
        entries = [Entry.parse(letter.note) for letter in self.letters if letter.expected is None]
        read_ = (
            Saying(entry.header.journal, to_base64(entry.leaf), read(entry.body.encode()))
            for entry in entries
            if entry.header.topic == STATEMENT
        )
        return [saying for saying in read_ if isinstance(saying.statement, kind)]

    def endorsed(self) -> set[str]:
        """Return the leaves by which somebody stands."""
        return {saying.statement.of for saying in self.sayings(Endorsed)}


@dataclass
class Rehearsal:
    """A whole operation without a ledger."""

    stage: Stage
    box: Postbox


def empty_stage(scale: int = 3, seed: str = "uji") -> Rehearsal:
    box = Postbox()
    return Rehearsal(Stage.empty(Area.of(scale), seed, Clock(START), box), box)


def rehearse(scale: int = 13, seed: str = "uji") -> Rehearsal:
    rehearsal = empty_stage(scale, seed)
    perform(rehearsal.stage)
    return rehearsal
