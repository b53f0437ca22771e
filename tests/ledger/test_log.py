"""The log: dense, in order, all or nothing, and never changed afterwards."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from ledger import sqlite
from ledger.errors import ConflictError, StorageError, StorageFullError
from ledger.log import Draft, Log, Signed
from ledger.tlog.tree import EMPTY_ROOT, leaf_hash, root_of
from tests.support.descriptor import files_open_under

NOW = 1_732_500_000_000


@pytest.fixture(name="path")
def path_of_a_log(tmp_path: Path) -> Path:
    return tmp_path / "ledger.db"


@pytest.fixture(name="log")
def open_log(path: Path) -> Iterator[Log]:
    log = Log.create(path)
    yield log
    log.close()


def drafts(first: int, count: int, journal: str = "16.08/kpu/gudang-03") -> list[Draft]:
    return [
        Draft(journal, number, "segel/statement/v1", f"{journal} {number}".encode())
        for number in range(first, first + count)
    ]


def test_a_new_log_is_empty(log: Log) -> None:
    assert (log.size, log.root, log.entries(0, 10)) == (0, EMPTY_ROOT, [])
    assert log.newest_checkpoint() is None


def test_leaf_indexes_are_dense_and_in_the_order_of_the_batch(log: Log) -> None:
    assert log.append(drafts(0, 3), NOW) == range(3)
    assert log.append(drafts(0, 2, "16.08/polri/regu-1"), NOW + 1) == range(3, 5)
    rows = log.entries(0, 10)
    assert [row.leaf_index for row in rows] == list(range(5))
    assert [row.journal for row in rows] == ["16.08/kpu/gudang-03"] * 3 + ["16.08/polri/regu-1"] * 2
    assert rows[4].received_at == NOW + 1


def test_a_page_begins_and_ends_where_it_is_asked_to(log: Log) -> None:
    log.append(drafts(0, 10), NOW)
    assert [row.leaf_index for row in log.entries(4, 3)] == [4, 5, 6]


def test_entries_far_apart_are_read_at_once_in_the_order_of_the_log(log: Log) -> None:
    log.append(drafts(0, 9), NOW)
    assert [one.sequence for one in log.leaves([7, 2, 12])] == [2, 7]


def test_an_entry_is_found_by_its_number_and_by_its_leaf_hash(log: Log) -> None:
    log.append(drafts(0, 5), NOW)
    stored = log.numbered("16.08/kpu/gudang-03", 3)
    assert stored is not None
    assert stored.leaf == leaf_hash(stored.note)
    assert log.cited(stored.leaf) == stored
    assert log.numbered("16.08/kpu/gudang-03", 5) is None
    assert log.cited(bytes(32)) is None


def test_the_root_is_the_tree_of_all_leaf_hashes(log: Log) -> None:
    log.append(drafts(0, 300), NOW)
    assert log.root == root_of([row.leaf for row in log.entries(0, 300)])


def test_a_used_number_takes_the_whole_batch_along_and_gives_its_indexes_back(log: Log) -> None:
    log.append(drafts(0, 2), NOW)
    root = log.root
    with pytest.raises(ConflictError):
        log.append([*drafts(2, 1), *drafts(0, 1)], NOW)
    assert (log.size, log.root) == (2, root)
    assert log.append(drafts(2, 1), NOW) == range(2, 3)
    assert log.root == root_of([row.leaf for row in log.entries(0, 9)])


def test_what_was_committed_is_there_after_reopening(log: Log, path: Path) -> None:
    log.append(drafts(0, 300), NOW)
    size, root = log.size, log.root
    log.close()
    again = Log.open(path)
    assert (again.size, again.root) == (size, root)
    again.append(drafts(300, 1), NOW)
    assert again.root == root_of([row.leaf for row in again.entries(0, 301)])
    again.close()


def test_a_log_for_reading_follows_its_writer_and_writes_nothing(log: Log, path: Path) -> None:
    reading = Log.read(path)
    log.append(drafts(0, 1), NOW)
    assert len(reading.entries(0, 10)) == 1
    with pytest.raises(StorageError, match="reading only"):
        reading.append(drafts(1, 1), NOW)
    reading.close()


def test_a_file_that_is_no_ledger_is_said_to_be_none(tmp_path: Path) -> None:
    stranger = tmp_path / "letter.txt"
    stranger.write_text("Dengan hormat, bersama ini kami sampaikan\n" * 99, encoding="utf-8")
    with pytest.raises(StorageError):
        Log.read(stranger)


def test_a_checkpoint_is_stored_with_the_notes_it_follows(log: Log) -> None:
    log.append(drafts(0, 3), NOW)
    log.append(drafts(3, 2), NOW, (3, b"three"))
    log.append([], NOW, (5, b"five"))
    assert log.newest_checkpoint() == (5, b"five")
    assert log.checkpoint_covering(2) == (3, b"three")
    assert log.checkpoint_covering(3) == (5, b"five")
    assert log.checkpoint_covering(5) is None


def test_tiles_come_from_leaves_and_from_completed_subtrees(log: Log) -> None:
    log.append(drafts(0, 600), NOW)
    rows = log.entries(0, 600)
    assert log.hashes(0, 1, 256) == [row.leaf for row in rows[256:512]]
    assert log.hashes(0, 2, 88) == [row.leaf for row in rows[512:]]
    assert log.hashes(1, 0, 2) == [
        root_of([row.leaf for row in rows[start : start + 256]]) for start in (0, 256)
    ]


@pytest.mark.parametrize(
    "verb",
    [
        "UPDATE entry SET note = x'00' WHERE leaf_index = 0",
        "DELETE FROM entry WHERE leaf_index = 0",
        "INSERT OR REPLACE INTO entry VALUES (0, 'j', 9, 't', x'00', x'00', 0)",
        "INSERT OR REPLACE INTO entry VALUES (9, '16.08/kpu/gudang-03', 0, 't', x'00', x'00', 0)",
        "UPDATE subtree SET root = x'00'",
        "DELETE FROM subtree",
        "INSERT OR REPLACE INTO subtree VALUES (1, 0, x'00')",
        "UPDATE checkpoint SET note = x'00'",
        "DELETE FROM checkpoint",
        "INSERT OR REPLACE INTO checkpoint VALUES (3, x'00')",
    ],
)
def test_what_is_written_stays_as_it_is(log: Log, path: Path, verb: str) -> None:
    log.append(drafts(0, 300), NOW, (3, b"three"))
    before = log.entries(0, 300)
    log.close()
    writer = sqlite.writer(path)
    with pytest.raises(IntegrityError), writer.begin() as connection:
        connection.exec_driver_sql(verb)
    writer.dispose()
    reading = Log.read(path)
    assert reading.entries(0, 301) == before
    assert reading.newest_checkpoint() == (3, b"three")
    reading.close()


def test_a_full_disk_keeps_nothing_of_the_batch_and_recovers(log: Log, path: Path) -> None:
    log.append(drafts(0, 1), NOW)
    log.close()
    small = Log.open(path)
    limit(small, pages=20)
    with pytest.raises(StorageFullError):
        small.append(drafts(1, 2000), NOW)
    assert (small.size, len(small.entries(0, 9))) == (1, 1)
    limit(small, pages=100_000)
    assert small.append(drafts(1, 2000), NOW) == range(1, 2001)
    small.close()


class Failing(Log):
    """A log whose disk neither writes nor reads for a while."""

    is_down = False

    def query(self, sql: str, parameters: Sequence[object]) -> list[tuple[Any, ...]]:
        if self.is_down:
            raise StorageError("disk I/O error")
        return super().query(sql, parameters)


def test_a_disk_that_can_be_neither_written_nor_read_spoils_no_later_root(path: Path) -> None:
    log = Failing.create(path)
    log.append(drafts(0, 255), NOW)
    log.is_down = True
    with pytest.raises(ConflictError):
        log.append([*drafts(255, 3), *drafts(0, 1)], NOW)
    log.is_down = False

    assert log.subtrees.size == log.size == 255
    log.append(drafts(255, 2), NOW)
    assert log.root == root_of([row.leaf for row in log.entries(0, 999)])
    log.close()


def test_a_root_that_is_not_of_the_entries_is_not_opened(log: Log, path: Path) -> None:
    log.append(drafts(0, 3), NOW)
    log.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE head SET root = zeroblob(32)")
    with pytest.raises(StorageError, match="head"):
        Log.open(path)


def test_a_log_that_lacks_what_its_head_counts_is_not_opened(log: Log, path: Path) -> None:
    log.append(drafts(0, 300), NOW)
    log.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE head SET size = 600")

    with pytest.raises(StorageError, match="missing") as kept:
        Log.open(path)

    assert kept.value.__traceback__ is not None
    assert files_open_under(path.parent) == []


def test_a_closed_log_writes_nothing(log: Log, path: Path) -> None:
    log.append(drafts(0, 1), NOW)
    log.close()

    with pytest.raises(StorageError, match="closed"):
        log.append(drafts(1, 1), NOW)

    assert not path.with_name("ledger.db-wal").exists()


def test_a_checkpoint_that_was_stored_already_is_no_conflict(log: Log) -> None:
    log.append(drafts(0, 1), NOW)
    log.append((), NOW, (1, b"one"))

    log.append(drafts(1, 1), NOW, (1, b"one"))

    assert (log.size, log.newest_checkpoint()) == (2, (1, b"one"))
    with pytest.raises(ConflictError):
        log.append((), NOW, (1, b"another"))


def test_writers_in_many_threads_leave_no_gap(log: Log) -> None:
    threads = [
        Thread(
            target=lambda name=f"16.08/kpu/hp-{number}": [
                log.append(drafts(first, 5, name), NOW) for first in range(0, 50, 5)
            ]
        )
        for number in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rows = log.entries(0, 1000)
    assert [row.leaf_index for row in rows] == list(range(200))
    assert log.root == root_of([row.leaf for row in rows])


def limit(log: Log, pages: int) -> None:
    """Let the disk be full beyond so many pages, as SQLite itself says it."""
    assert log._writer is not None  # noqa: SLF001 - only the one writer can be limited
    with log._writer.connect() as connection:  # noqa: SLF001 - likewise
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")


def test_checkpoints_are_listed_the_newest_first_with_who_cosigned(log: Log) -> None:
    log.keep_checkpoints([(1, b"one"), (2, b"two")])
    log.keep_cosignature(1, "pers", "p")
    log.keep_cosignature(1, "bawaslu", "b")

    assert log.checkpoints(9) == [
        Signed(2, b"two", ()),
        Signed(1, b"one", ("bawaslu", "pers")),
    ]
    assert log.checkpoints(1) == [Signed(2, b"two", ())]


def test_a_witness_is_not_forgotten_over_the_many_lines_of_others(log: Log) -> None:
    log.keep_checkpoints([(size, f"{size}".encode()) for size in range(1, 6)])
    log.keep_cosignature(1, "pers", "p1")
    log.keep_cosignature(2, "pers", "p2")
    for size in range(1, 6):
        log.keep_cosignature(size, "bawaslu", f"b{size}")

    assert log.cosignatures(2) == [
        (b"2", "pers", "p2"),
        (b"4", "bawaslu", "b4"),
        (b"5", "bawaslu", "b5"),
    ]
