"""A directory's projections: followed by a thread, read by anybody, built anew in passing."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ledger import sqlite
from ledger.errors import StorageBusyError
from projections import deadletter, statement
from projections.building import Files
from projections.directory import Projections
from tests.projections import tally
from tests.projections.tally import VERSIONS
from tests.support.book import Book

PLACE = "16.08/GDG-01"


@pytest.fixture(name="projections")
def open_projections(book: Book, tmp_path: Path) -> Iterator[Projections]:
    projections = Projections.open(tmp_path, book.log, lambda: 7, [tally.projection()])
    yield projections
    projections.close()


def visitors(projections: Projections, as_of: int | None = None) -> int:
    with projections.view(as_of) as now:
        version = VERSIONS.one(now, PLACE)
        return 0 if version is None else version.state.count


def visit(book: Book, count: int = 1) -> int:
    if not book.devices:
        book.enrol("16.08/kpu/gudang-03")
    for _ in range(count):
        book.visit("16.08/kpu/gudang-03", PLACE)
    return book.commit() - 1


def test_opening_builds_what_is_not_there(book: Book, tmp_path: Path) -> None:
    visit(book, 3)
    told: list[tuple[int, int]] = []
    projections = Projections.open(
        tmp_path, book.log, lambda: 7, [tally.projection()], lambda *n: told.append(n)
    )
    assert (projections.position, visitors(projections)) == (4, 3)
    assert told == [(5, 5)]
    projections.close()


def test_opening_again_goes_on_where_it_stopped(book: Book, tmp_path: Path) -> None:
    for count in (1, 2):
        visit(book)
        projections = Projections.open(tmp_path, book.log, lambda: 7, [tally.projection()])
        projections.catch_up()
        assert visitors(projections) == count
        projections.close()
    assert Files(tmp_path).current == tmp_path / "projections.1.db"


def test_a_file_of_another_edition_is_built_anew(book: Book, tmp_path: Path) -> None:
    visit(book)
    Projections.open(tmp_path, book.log, lambda: 7, [tally.projection()]).close()
    writer = sqlite.writer(tmp_path / "projections.1.db")
    with sqlite.transaction(writer) as connection:
        connection.exec_driver_sql("UPDATE edition SET number = number + 1")
    writer.dispose()
    projections = Projections.open(tmp_path, book.log, lambda: 7, [tally.projection()])
    assert Files(tmp_path).current == tmp_path / "projections.2.db"
    assert visitors(projections) == 1
    projections.close()


def test_a_file_that_cannot_be_read_is_built_anew(book: Book, tmp_path: Path) -> None:
    visit(book)
    (tmp_path / "projections").write_text("projections.7.db\n", encoding="utf-8")
    (tmp_path / "projections.7.db").write_bytes(b"bukan basis data " * 999)
    projections = Projections.open(tmp_path, book.log, lambda: 7, [tally.projection()])
    assert Files(tmp_path).current == tmp_path / "projections.8.db"
    assert visitors(projections) == 1
    projections.close()


def test_the_thread_outlives_what_nobody_expected(book: Book, tmp_path: Path) -> None:
    stopped = threading.Event()

    def clock() -> int:
        if not stopped.is_set():
            raise RuntimeError("the clock has stopped")
        return 7

    projections = Projections.open(tmp_path, book.log, clock, [tally.projection("tamu")])
    leaf = visit(book)
    projections.start()
    while not projections.trouble:
        projections.wait_for(leaf, timeout=0.01)
    assert projections.trouble == "RuntimeError: the clock has stopped"
    stopped.set()
    projections.wake()
    assert projections.wait_for(leaf, timeout=30)
    projections.close()


def test_the_thread_follows_and_a_reader_waits_for_what_it_wrote(
    book: Book, projections: Projections
) -> None:
    projections.start()
    for count in (1, 2, 3):
        leaf = visit(book)
        projections.wake()
        assert projections.wait_for(leaf, timeout=30)
        assert visitors(projections) == count


def test_the_thread_looks_by_itself_now_and_then(book: Book, projections: Projections) -> None:
    projections.start()
    leaf = visit(book)
    assert projections.wait_for(leaf, timeout=30)


def test_waiting_ends_at_its_time(projections: Projections) -> None:
    assert not projections.wait_for(99, timeout=0.01)
    assert projections.wait_for(0, timeout=0)


def test_a_rebuild_changes_over_under_readers_and_follower(
    book: Book, projections: Projections, tmp_path: Path
) -> None:
    projections.start()
    visit(book, 50)
    stop, seen = threading.Event(), [0]

    def read() -> None:
        while not stop.is_set():
            seen.append(visitors(projections))

    with ThreadPoolExecutor(1) as pool:
        reader = pool.submit(read)
        try:
            for _ in range(3):
                projections.rebuild()
                leaf = visit(book)
                projections.wake()
                assert projections.wait_for(leaf, timeout=30)
        finally:
            stop.set()
        reader.result()
    assert seen == sorted(seen)
    assert visitors(projections) == 53
    assert Files(tmp_path).current == tmp_path / "projections.4.db"


def test_trouble_is_told_and_ends_by_itself(
    book: Book, projections: Projections, tmp_path: Path
) -> None:
    other = sqlite.writer(tmp_path / "projections.1.db")
    leaf = visit(book)
    with sqlite.transaction(other), pytest.raises(StorageBusyError):
        projections.catch_up()
    other.dispose()
    projections.start()
    assert projections.wait_for(leaf, timeout=30)
    assert projections.trouble == ""


def test_dead_letters_are_retried_on_demand(book: Book, tmp_path: Path) -> None:
    book.enrol("16.08/kpu/gudang-03")
    visit(book)
    broken = Projections.open(tmp_path, book.log, lambda: 7, [tally.projection("tamu")])
    with broken.view() as now:
        assert len(deadletter.listed(now)) == 1
        assert len(statement.listed(now).items) == 3
    broken.close()
    upgraded = Projections.open(tmp_path, book.log, lambda: 7, [tally.projection()])
    upgraded.retry()
    with upgraded.view() as now:
        assert deadletter.listed(now) == ()
    assert visitors(upgraded) == 1
    upgraded.close()
