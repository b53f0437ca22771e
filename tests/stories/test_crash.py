"""Killed at any moment, out of room, and started again: what was acknowledged is there."""

import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from ledger.application import Ledger
from ledger.errors import LockedError, StorageError
from ledger.founding import found
from ledger.publisher import Guard
from ledger.receipt import Receipt
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.tree import root_of
from tests.support.device import ORIGIN, Device, Founders, founders
from tests.support.outage import Instant
from tests.support.practice import NOW, practice
from tests.support.victim import JOURNALS

KILLS = int(os.environ.get("SEGEL_KILLS", "200"))
ALIVE_SECONDS = 0.06
"""A child lives for at most so long: opening takes a sixth of it."""


class Victims:
    """One directory, and children that are killed while they write to it."""

    def __init__(self, path: Path, people: Founders, pipes: tuple[IO[bytes], IO[bytes]]) -> None:
        self.path = path
        self.people = people
        self._orders, self._words = pipes
        self.acknowledged: dict[int, str] = {}
        """Leaf index -> leaf hash, of every receipt that left a child."""

    def lives(self, seconds: float = 0, instant: str = "") -> int:
        """Let a child write and be killed; return how many notes were acknowledged to it."""
        before = len(self.acknowledged)
        self._orders.write(f"{instant}\n".encode())
        self._orders.flush()
        child = int(self._word()[1])
        if not instant:
            time.sleep(seconds)  # killed anywhere: it must not matter
            os.kill(child, signal.SIGKILL)
        while (words := self._word()) != ["dead"]:
            assert words[0] == "ack"
            self.acknowledged[int(words[1])] = words[2]
        return len(self.acknowledged) - before

    def _word(self) -> list[str]:
        return self._words.readline().decode().split()

    def guarded(self) -> Checkpoint:
        return Guard(self.path / "guard", ORIGIN).read()

    def check(self) -> int:
        """Start again and check that nothing is lost, and all is signed; return the log's size."""
        guarded = self.guarded()
        assert max(self.acknowledged, default=0) < guarded.size
        ledger = Ledger.open(self.path, lambda: NOW)
        try:
            size = ledger.tree.size
            rows = ledger.tree.entries(0, size + 1)
            assert [row.leaf_index for row in rows] == list(range(size))
            assert all(rows[i].leaf.hex() == leaf for i, leaf in self.acknowledged.items())
            assert guarded.size <= size
            assert guarded.root == ledger.tree.subtrees.root(guarded.size)
            signed = Checkpoint.opened(ledger.checkpoint, self.people.charter.log)
            assert signed == self.guarded()
            assert (signed.size, signed.root) == (size, root_of([row.leaf for row in rows]))
        finally:
            ledger.close()
        return size


@contextmanager
def victims_of(path: Path) -> Iterator[Victims]:
    people = founders()
    found(path, people.note, (people.log, people.clerk.key), NOW)
    ledger = Ledger.open(path, lambda: NOW)
    ledger.append_all([people.enrol(*(Device.named(name) for name in JOURNALS))])
    ledger.close()
    command = [sys.executable, "-m", "tests.support.victim", str(path)]
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root
    ) as parent:
        assert parent.stdin is not None
        assert parent.stdout is not None
        yield Victims(path, people, (parent.stdin, parent.stdout))
        parent.stdin.close()


@pytest.fixture(name="victims")
def _victims(tmp_path: Path) -> Iterator[Victims]:
    with victims_of(tmp_path / "ledger") as victims:
        yield victims


def test_killed_at_random_moments_it_loses_nothing(victims: Victims) -> None:
    chance = random.Random(16_08)
    acknowledged: list[int] = []
    for _ in range(KILLS):
        acknowledged.append(victims.lives(chance.random() * ALIVE_SECONDS))
        victims.check()

    assert sum(acknowledged) > KILLS
    assert min(acknowledged) == 0  # some died before they had answered anybody


@pytest.mark.parametrize("instant", Instant)
def test_killed_at_an_instant_of_the_commit_it_signs_what_is_committed(
    victims: Victims, instant: Instant
) -> None:
    before = victims.check()

    victims.lives(instant=instant.value)

    guarded = victims.guarded().size
    committed = victims.check()
    assert (committed > before) is (instant is not Instant.BEFORE_COMMIT)
    assert (guarded == committed) is (instant in {Instant.BEFORE_COMMIT, Instant.BEFORE_ANSWER})


def test_what_a_dead_process_held_is_free_again(victims: Victims) -> None:
    victims.lives(ALIVE_SECONDS)
    first = Ledger.open(victims.path, lambda: NOW)

    with pytest.raises(LockedError):
        Ledger.open(victims.path, lambda: NOW)

    first.close()


def test_a_disk_without_room_refuses_and_goes_on_when_there_is_some(tmp_path: Path) -> None:
    with practice(tmp_path / "ledger") as place:
        (guard,) = place.enrols("16.08/kpu/gudang-01")
        receipts = [place.takes(guard.says({"kind": "Halo"}))]
        notes = [guard.says({"kind": "Halo", "filling": "x" * 900}) for _ in range(40)]
        size = place.ledger.tree.size

        with file_size_limited_to((place.path / "ledger.db-wal").stat().st_size + 4096):
            for _ in range(3):
                with pytest.raises(StorageError):
                    place.ledger.append_all(notes)
            assert place.ledger.tree.size == size
            assert place.ledger.receipt(receipts[0].leaf_index) is not None

        answers = place.ledger.append_all(notes)
        place.reopen()

        assert all(isinstance(one, Receipt) and one.is_new for one in answers)
        assert place.checkpoint().size == size + len(notes)
        assert place.takes(notes[0]).leaf_index == size


def test_a_guard_without_room_is_no_reason_not_to_start_and_be_read(tmp_path: Path) -> None:
    with practice(tmp_path / "ledger") as place:
        (guard,) = place.enrols("16.08/kpu/gudang-01")
        note = guard.says({"kind": "Halo"})
        (place.path / "guard.new").mkdir()
        with pytest.raises(StorageError):
            place.answers(note)

        place.reopen()

        assert (place.ledger.tree.size, place.checkpoint().size) == (3, 2)
        assert place.ledger.receipt(1) is not None
        assert place.ledger.receipt(2) is None
        (place.path / "guard.new").rmdir()
        assert place.takes(note).leaf_index == 2
        assert place.checkpoint().size == 3


@contextmanager
def file_size_limited_to(size: int) -> Iterator[None]:
    """Let no file of this process grow beyond some bytes, as if the disk had no room."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
