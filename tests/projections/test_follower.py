"""One loop, a page per transaction, each leaf exactly once, and nothing stops the line."""

import multiprocessing
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine

from ledger import sqlite
from ledger.errors import StorageBusyError, StorageFullError
from ledger.log import Draft, Log
from projections import deadletter, schema
from projections.errors import EditionError, RacedError
from projections.follower import Follower
from projections.view import view
from tests.projections import tally
from tests.projections.tally import VERSIONS, Tally
from tests.support.book import Book

PLACES = ("16.08/GDG-01", "16.08/GDG-02", "16.08/GDG-03")


def clock() -> int:
    return 1_732_500_000_000


def follow(book: Book, engine: Engine, breaks_on: str = "", memory: int = 100) -> Follower:
    return Follower(book.log, engine, [tally.projection(breaks_on)], clock, memory=memory)


@contextmanager
def connected(engine: Engine) -> Iterator[dict[str, Tally]]:
    with sqlite.transaction(engine) as connection:
        rows = VERSIONS.newest(connection, PLACES)
        yield {subject: state for _, subject, _, state in rows}


def newest(engine: Engine) -> dict[str, int]:
    with connected(engine) as states:
        return {subject: state.count for subject, state in states.items()}


def versions(engine: Engine) -> list[tuple[str, int, int | None]]:
    with sqlite.transaction(engine) as connection:
        rows = connection.exec_driver_sql("SELECT subject, since, until FROM uji ORDER BY id")
        return [tuple(row) for row in rows]


def visits(book: Book, count: int, place: str = PLACES[0]) -> None:
    if not book.devices:
        book.enrol("16.08/kpu/gudang-03")
    for _ in range(count):
        book.visit("16.08/kpu/gudang-03", place)
    book.commit()


def test_everything_in_the_log_is_folded(book: Book, engine: Engine) -> None:
    visits(book, 5)
    follower = follow(book, engine)
    assert follower.catch_up() == 7
    assert follower.position == 6
    assert newest(engine) == {PLACES[0]: 5}
    assert follower.catch_up() == 0


@pytest.mark.parametrize("page", [1, 2, 3, 100])
def test_pages_of_any_size_leave_the_same_rows(book: Book, engine: Engine, page: int) -> None:
    visits(book, 4)
    visits(book, 3, PLACES[1])
    follow(book, engine).catch_up(page)
    assert versions(engine) == [
        (PLACES[0], 2, 3),
        (PLACES[0], 3, 4),
        (PLACES[0], 4, 5),
        (PLACES[0], 5, None),
        (PLACES[1], 6, 7),
        (PLACES[1], 7, 8),
        (PLACES[1], 8, None),
    ]


def test_a_new_follower_goes_on_where_the_last_one_stopped(book: Book, engine: Engine) -> None:
    visits(book, 3)
    follow(book, engine).catch_up(2)
    visits(book, 2)
    follower = follow(book, engine)
    assert follower.catch_up() == 2
    assert newest(engine) == {PLACES[0]: 5}


def test_a_small_memory_forgets_and_reads_again(book: Book, engine: Engine) -> None:
    for _ in range(3):
        for place in PLACES:
            visits(book, 2, place)
    follow(book, engine, memory=1).catch_up(2)
    assert newest(engine) == dict.fromkeys(PLACES, 6)


def test_a_page_that_cannot_be_written_changes_nothing(book: Book, engine: Engine) -> None:
    visits(book, 2)
    follower = follow(book, engine)
    follower.catch_up()
    visits(book, 2000)
    limit(engine, 60)
    with pytest.raises(StorageFullError):
        follower.catch_up()
    assert follower.position == 3
    limit(engine, 1_000_000)
    follower.catch_up()
    assert newest(engine) == {PLACES[0]: 2002}
    assert len(versions(engine)) == 2002


def test_of_two_followers_one_loses_reads_again_and_goes_on(book: Book, path: Path) -> None:
    visits(book, 10)
    first_engine, second_engine = make(path), racing(path)
    first, second = follow(book, first_engine), follow(book, second_engine)
    first.step(4)
    with pytest.raises(RacedError):
        second.step(6)
    assert second.position == 3
    second.step(3)
    with pytest.raises(RacedError):
        first.step(1)
    first.catch_up()
    assert newest(first_engine) == {PLACES[0]: 10}
    assert len(versions(first_engine)) == 10
    close(first_engine, second_engine)


def test_racing_threads_fold_each_leaf_exactly_once(book: Book, path: Path) -> None:
    visits(book, 400)
    engines = [make(path), racing(path), racing(path)]
    followers = [follow(book, engine) for engine in engines]
    threads = [threading.Thread(target=race, args=(follower, 7)) for follower in followers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert newest(engines[0]) == {PLACES[0]: 400}
    assert [row[1] for row in versions(engines[0])] == list(range(2, 402))
    close(*engines)


def test_racing_processes_fold_each_leaf_exactly_once(
    book: Book, path: Path, tmp_path: Path
) -> None:
    visits(book, 400)
    engine = make(path)
    spawn = multiprocessing.get_context("spawn")
    processes = [spawn.Process(target=race_alone, args=(tmp_path, path)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0]
    assert newest(engine) == {PLACES[0]: 400}
    assert [row[1] for row in versions(engine)] == list(range(2, 402))
    close(engine)


def test_a_follower_killed_at_any_moment_is_gone_on_from(
    book: Book, path: Path, tmp_path: Path
) -> None:
    visits(book, 400)
    engine = make(path)
    close(engine)
    spawn = multiprocessing.get_context("spawn")
    for moment in (20, 90):
        process = spawn.Process(target=race_alone, args=(tmp_path, path, 1))
        process.start()
        while process.is_alive() and reached(path) < moment:
            process.join(0.01)
        process.kill()
        process.join()
        engine = sqlite.writer(path)
        position = follow(book, engine).position
        assert position >= moment
        assert [row[1] for row in versions(engine)] == list(range(2, position + 1))
        close(engine)
    engine = sqlite.writer(path)
    follow(book, engine).catch_up()
    assert newest(engine) == {PLACES[0]: 400}
    assert [row[1] for row in versions(engine)] == list(range(2, 402))
    close(engine)


def test_a_fact_that_breaks_a_fold_is_kept_as_a_dead_letter(
    book: Book, engine: Engine, readers: Engine
) -> None:
    book.enrol("16.08/kpu/gudang-03")
    for purpose in ("tamu", "rusak", "tinta", "rusak-siapa", "tamu"):
        say(book, purpose)
    book.commit()
    follow(book, engine, breaks_on="rusak").catch_up()
    assert newest(engine) == {PLACES[0]: 3}
    with view(readers) as now:
        letters = deadletter.listed(now)
    assert [(letter.leaf_index, letter.fold, letter.subject) for letter in letters] == [
        (3, "uji", PLACES[0]),
        (5, "uji", ""),
    ]
    assert letters[0].journal == "16.08/kpu/gudang-03"
    assert letters[0].error == "ValueError: cannot fold rusak"
    assert letters[0].at == clock()


def test_dead_letters_are_folded_again_after_an_upgrade(
    book: Book, engine: Engine, readers: Engine
) -> None:
    book.enrol("16.08/kpu/gudang-03")
    for purpose in ("tamu", "rusak", "tinta", "rusak-siapa"):
        say(book, purpose)
    book.commit()
    follow(book, engine, breaks_on="rusak").catch_up()
    upgraded = follow(book, engine)
    upgraded.retry()
    assert newest(engine) == {PLACES[0]: 4}
    with view(readers) as now:
        assert deadletter.listed(now) == ()
    say(book, "tamu")
    book.commit()
    upgraded.catch_up()
    assert newest(engine) == {PLACES[0]: 5}


def test_a_dead_letter_that_breaks_again_stays(book: Book, engine: Engine, readers: Engine) -> None:
    book.enrol("16.08/kpu/gudang-03")
    say(book, "rusak")
    book.commit()
    follower = follow(book, engine, breaks_on="rusak")
    follower.catch_up()
    follower.retry()
    with view(readers) as now:
        assert [letter.leaf_index for letter in deadletter.listed(now)] == [2]


def test_a_leaf_that_nobody_can_read_does_not_stop_the_line(
    book: Book, engine: Engine, readers: Engine
) -> None:
    visits(book, 1)
    stranger = book.log.entries(2, 1)[0]
    book.log.append([Draft("16.08/entah", 0, stranger.topic, stranger.note)], 0)
    visits(book, 1)
    follow(book, engine).catch_up()
    assert newest(engine) == {PLACES[0]: 2}
    with view(readers) as now:
        assert [(letter.leaf_index, letter.fold) for letter in deadletter.listed(now)] == [(3, "")]


def test_a_file_of_another_edition_is_not_filled_further(book: Book, engine: Engine) -> None:
    with sqlite.transaction(engine) as connection:
        connection.exec_driver_sql("UPDATE edition SET number = number + 1")
    with pytest.raises(EditionError):
        follow(book, engine)


def say(book: Book, purpose: str) -> None:
    visitor = {"sd": "A" * 43 + "=", "class": "pribadi"}
    book.say(
        "16.08/kpu/gudang-03", "VisitorReported", place=PLACES[0], visitor=visitor, purpose=purpose
    )


def racing(path: Path) -> Engine:
    """Open one of several writers: old SQLite corrupts a file that two connections checkpoint."""
    engine = sqlite.writer(path)
    raw = engine.raw_connection()
    raw.cursor().execute("PRAGMA wal_autocheckpoint=0")
    raw.close()
    return engine


def make(path: Path) -> Engine:
    engine = racing(path)
    with sqlite.transaction(engine) as connection:
        schema.create(connection)
    return engine


def race(follower: Follower, page: int) -> None:
    while True:
        try:
            follower.catch_up(page)
        except StorageBusyError:
            continue
        return


def race_alone(folder: Path, path: Path, page: int = 7) -> None:
    log, engine = Log.read(folder / "ledger.db"), racing(path)
    race(Follower(log, engine, [tally.projection()], clock), page)
    log.close()
    engine.dispose()


def reached(path: Path) -> int:
    readers = sqlite.readers(path)
    with view(readers) as now:
        position = now.position
    readers.dispose()
    return position


def close(*engines: Engine) -> None:
    for engine in engines:
        engine.dispose()


def limit(engine: Engine, pages: int) -> None:
    """Let the disk be full beyond so many pages, as SQLite itself says it."""
    with engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
