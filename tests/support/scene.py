"""A scene of phones around one server: hands in notes, and checks everything after every step.

What may be relied on is said here once: in `hands_in` for one request, in `check` for
the ledger as a whole, in `drain` for the end of a bad day.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self

from ledger.application import Answer, Ledger
from ledger.errors import BehindError, BrokenChainError, StorageError
from ledger.evidence import PER_JOURNAL_MAX
from ledger.journal import EVIDENCE, Entry
from ledger.log import Stored
from ledger.publisher import Guard
from ledger.receipt import Receipt
from ledger.register import Effect
from ledger.replay import replayed
from ledger.tlog.checkpoint import Checkpoint
from tests.support.device import ORIGIN, Founders, founders
from tests.support.oracle import FILED, Oracle, key_of
from tests.support.phone import Holder
from tests.support.station import Station


@dataclass(slots=True)
class Scene:
    """One server, everybody who writes to it, and what was seen of it from outside."""

    people: Founders
    station: Station
    oracle: Oracle
    notes: list[bytes]
    """By leaf index; what stood there once stands there for ever."""

    holders: list[Holder] = field(default_factory=list)
    """Who has a phone now; the registrars first."""

    issued: dict[int, bytes] = field(default_factory=dict)
    """Size -> root, of every signed checkpoint that left the server."""

    receipts: dict[int, Receipt] = field(default_factory=dict)
    """By leaf index; a note that is handed in again gets an equal one."""

    refused: set[bytes] = field(default_factory=set)
    """Notes to which the answer was *never*."""

    spoiled: set[str] = field(default_factory=set)
    """Journals that more than one phone may have written, or that were revoked."""

    @classmethod
    def set(cls, room: Path) -> Self:
        """Found a ledger in a folder, and give the founders phones."""
        people = founders()
        oracle = Oracle.of(people.charter, people.note)
        scene = cls(people, Station.founded(room, people), oracle, [people.note])
        for device in people.registrars:
            scene.holders.append(Holder.of(device, people.charter.log))
        return scene

    def hands_in(self, *requests: Sequence[bytes]) -> list[list[Answer] | None]:
        """Hand in requests at once; return what everybody hears, None where it is no answer.

        What the ledger takes, refuses and files is what the oracle says.

        Raises:
            ConnectionError: The server is down.
        """
        expected = self.oracle.judges(note for notes in requests for note in notes)
        futures = [self.station.submit(notes) for notes in requests]
        answers = [self._heard(future) for future in futures]
        rows = self._new_rows()
        whole = [one for part in answers for one in part or ()]
        if None not in answers:
            assert [type(one) for one in whole] == expected
            self._check_kept([note for notes in requests for note in notes], whole, rows)
        for note, one in _pairs(requests, answers):
            self._remember(note, one)
        return answers

    def _heard(self, future: "Future[list[Answer]]") -> list[Answer] | None:
        error = future.exception()
        if not isinstance(error, StorageError):
            return future.result()
        assert not self.station.is_well, error
        return None

    def _remember(self, note: bytes, answer: Answer) -> None:
        """Check that the same bytes get the same answer, where it says that it will not change."""
        if isinstance(answer, Receipt):
            again = replace(answer, is_new=False)
            assert note not in self.refused
            assert self.receipts.setdefault(answer.leaf_index, again) == again
            assert self.station.running().receipt(answer.leaf_index) == again
            self._issue(answer.checkpoint)
        elif answer.is_final and not isinstance(answer, BrokenChainError):  # a resumption mends it
            self.refused.add(note)

    def _check_kept(
        self, notes: Sequence[bytes], answers: Sequence[Answer], rows: Sequence[Stored]
    ) -> None:
        """Check that a request has changed nothing but what it was told, and evidence."""
        new = [one.note for one in answers if isinstance(one, Receipt) and one.is_new]
        assert [row.note for row in rows if row.topic != EVIDENCE] == new
        refused = {
            key_of(Entry.parse(note))
            for note, answer in zip(notes, answers, strict=True)
            if isinstance(answer, FILED) and not isinstance(answer, BehindError)
        }
        before = set(self.oracle.filed)
        self.check()
        filed = self.oracle.filed - before
        assert len(filed) == sum(row.topic == EVIDENCE for row in rows)
        assert filed <= refused
        assert not notes or self.guarded().size == self.oracle.size
        for journal, *_ in refused - self.oracle.filed:
            assert sum(one[0] == journal for one in self.oracle.filed) == PER_JOURNAL_MAX

    def _new_rows(self) -> list[Stored]:
        tree = self.station.running().tree
        return tree.entries(self.oracle.size, tree.size)

    def _issue(self, raw: bytes) -> None:
        seen = Checkpoint.opened(raw, self.people.charter.log)
        assert self.issued.setdefault(seen.size, seen.root) == seen.root

    def check(self) -> None:
        """Check all that must hold at any time while the server is up."""
        ledger = self.station.ledger
        if ledger is None:
            return
        rows = ledger.tree.entries(0, ledger.tree.size + 1)
        assert [row.leaf_index for row in rows] == list(range(ledger.tree.size))
        assert [row.note for row in rows[: len(self.notes)]] == self.notes
        self.notes = [row.note for row in rows]
        self.oracle.reads(rows[self.oracle.size :])
        assert not ledger.is_halted
        assert ledger.tree.root == ledger.tree.subtrees.root() == self.oracle.roots[-1]
        assert ledger.register == self.oracle.register
        assert replayed(ledger.tree, self.people.charter)[0] == self.oracle.register
        self._check_signed(ledger)
        self._check_phones()

    def _check_signed(self, ledger: Ledger) -> None:
        self._issue(ledger.checkpoint)
        guarded = self.guarded()
        assert max(self.issued) <= guarded.size <= self.oracle.size
        assert guarded.root == self.oracle.roots[guarded.size]
        assert all(self.oracle.roots[size] == root for size, root in self.issued.items())

    def _check_phones(self) -> None:
        for holder in self.holders:
            device = holder.phone.device
            assert self.oracle.roots[device.size] == device.root
            for one in holder.phone.kept:
                if one.receipt is not None:
                    assert self.notes[one.receipt.leaf_index] == one.receipt.note

    def guarded(self) -> Checkpoint:
        """Return what the guard says was signed last."""
        return Guard(self.station.path / "guard", ORIGIN).read()

    def drain(self) -> None:
        """Let everybody send what waits: with a healthy server all of it finds its place.

        An enroller's notes may be needed first: so everybody tries as often as there are people.
        """
        self.station.clear()
        self.check()
        for _ in range(len(self.holders) + 1):
            for holder in self.holders:
                holder.phone.flush(self.sends)
        self.check()
        for index, receipt in self.receipts.items():
            assert self.station.running().receipt(index) == receipt
        for holder in self.holders:
            waiting = [one.note for one in holder.phone.waiting]
            if self._is_sole(holder):
                assert not waiting, f"{holder.name}: {self.oracle.judges(waiting)}"
            elif waiting:
                assert self.oracle.judges(waiting)[0] is not Receipt

    def sends(self, notes: Sequence[bytes]) -> Sequence[Answer]:
        """Hand in one request, as a phone does.

        Raises:
            ConnectionError: No answer.
        """
        (answers,) = self.hands_in(notes)
        if answers is None:
            raise ConnectionError
        return answers

    def _is_sole(self, holder: Holder) -> bool:
        """Tell whether this phone alone writes its journal, and was let in by somebody like it."""
        if holder.name in self.spoiled:
            return False
        if holder.enroller is None:
            return True
        if not holder.is_resumed:
            return self._is_sole(holder.enroller)
        return Effect.RESUMED in self.oracle.effects.get(holder.base, ())


def _pairs(
    requests: Sequence[Sequence[bytes]], answers: Sequence[list[Answer] | None]
) -> Iterator[tuple[bytes, Answer]]:
    for notes, heard in zip(requests, answers, strict=True):
        if heard is not None:
            yield from zip(notes, heard, strict=True)
