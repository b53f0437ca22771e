"""Building anew, and changing over when it is complete."""

import gc
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import Engine

from ledger import sqlite
from ledger.errors import StorageFullError
from projections.building import Builder, Files
from projections.catalogue import PROJECTIONS
from projections.follower import Follower
from projections.query import query
from projections.view import view
from tests.projections import tally
from tests.support.book import Book
from tests.support.season import Season

_ROWS: Final = "SELECT * FROM {table} ORDER BY subject, since, until"


def rows(path: Path) -> list[list[tuple[object, ...]]]:
    readers = sqlite.readers(path)
    with view(readers) as now:
        found = [
            now.rows(query(_ROWS, table=projection.versions.fold)) for projection in PROJECTIONS
        ]
        found.append(now.rows("SELECT key, since, until, body FROM finding ORDER BY 1, 2, 3"))
        found.append(now.rows("SELECT * FROM history ORDER BY 1, 2, 3"))
        found.append(now.rows("SELECT * FROM statement ORDER BY 1"))
    readers.dispose()
    return found


def test_building_and_following_leave_the_same_rows(
    book: Book, engine: Engine, path: Path, tmp_path: Path
) -> None:
    season = Season(book, stations=3)
    season.write()
    Follower(book.log, engine, PROJECTIONS, lambda: 0, memory=5).catch_up(17)
    Builder(book.log, PROJECTIONS, lambda: 0).build(tmp_path / "built.db")
    assert [*map(without_journals, rows(tmp_path / "built.db"))] == [
        *map(without_journals, rows(path))
    ]


def test_a_small_memory_while_building_changes_nothing(book: Book, tmp_path: Path) -> None:
    Season(book, stations=3).write()
    Builder(book.log, PROJECTIONS, lambda: 0).build(tmp_path / "large.db")
    Builder(book.log, PROJECTIONS, lambda: 0, page=20, memory=3).build(tmp_path / "small.db")
    assert rows(tmp_path / "small.db") == rows(tmp_path / "large.db")


def test_a_file_counts_up_and_the_pointer_names_the_newest(book: Book, tmp_path: Path) -> None:
    files = Files(tmp_path)
    assert files.current is None
    for number in (1, 2, 3):
        path = Builder(book.log, [tally.projection()], lambda: 0).rebuild(tmp_path)
        assert path.name == f"projections.{number}.db"
        assert files.current == path
    assert files.pointer.read_text(encoding="utf-8") == "projections.3.db\n"


def test_only_the_file_before_is_kept_for_who_still_reads_it(book: Book, tmp_path: Path) -> None:
    for _ in range(3):
        Builder(book.log, [tally.projection()], lambda: 0).rebuild(tmp_path)
    assert sorted(path.name for path in tmp_path.glob("projections.*.db")) == [
        "projections.2.db",
        "projections.3.db",
    ]


def test_a_pointer_to_a_file_that_is_gone_points_nowhere(tmp_path: Path) -> None:
    (tmp_path / "projections").write_text("projections.4.db\n", encoding="utf-8")
    assert Files(tmp_path).current is None
    assert Files(tmp_path).next().name == "projections.5.db"


def test_what_a_crash_has_left_is_built_over(book: Book, tmp_path: Path) -> None:
    (tmp_path / "projections.1.db").write_bytes(b"half a file")
    path = Builder(book.log, [tally.projection()], lambda: 0).rebuild(tmp_path)
    assert path.name == "projections.1.db"
    readers = sqlite.readers(path)
    with view(readers) as now:
        assert now.position == 0
    readers.dispose()


def test_a_build_that_fails_leaves_the_file_in_use(book: Book, tmp_path: Path) -> None:
    first = Builder(book.log, [tally.projection()], lambda: 0).rebuild(tmp_path)

    def fail(done: int, size: int) -> None:
        raise StorageFullError(f"{done} of {size}")

    with pytest.raises(StorageFullError):
        Builder(book.log, [tally.projection()], lambda: 0).rebuild(tmp_path, fail)
    assert Files(tmp_path).current == first
    assert gc.isenabled()


def test_progress_is_told_in_leaves(book: Book, tmp_path: Path) -> None:
    Season(book, stations=1).write()
    told: list[tuple[int, int]] = []
    Builder(book.log, [tally.projection()], lambda: 0).rebuild(tmp_path, lambda *n: told.append(n))
    assert told == [(book.log.size, book.log.size)]


def test_a_built_file_is_written_on_as_durably_as_any(book: Book, tmp_path: Path) -> None:
    path = Builder(book.log, [tally.projection()], lambda: 0).rebuild(tmp_path)
    writer = sqlite.writer(path)
    with writer.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
    writer.dispose()


def without_journals(table: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """Leave the ids out: pages of other sizes number rows in another order."""
    return sorted((row[1:] for row in table), key=repr)
