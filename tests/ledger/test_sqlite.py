"""One writer, many readers, and answers that people can act on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from ledger import sqlite
from ledger.errors import ConflictError, StorageBusyError, StorageError, StorageFullError
from tests.support.descriptor import files_open_under


@pytest.fixture(name="path")
def path_of_a_file(tmp_path: Path) -> Path:
    return tmp_path / "some.db"


@pytest.fixture(name="writer")
def open_writer(path: Path) -> Iterator[Engine]:
    engine = sqlite.writer(path)
    with sqlite.transaction(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE word (word TEXT PRIMARY KEY, filling BLOB)")
    yield engine
    engine.dispose()


def write(engine: Engine, word: str, size: int = 0) -> None:
    with sqlite.transaction(engine) as connection:
        connection.exec_driver_sql("INSERT INTO word VALUES (?, ?)", (word, bytes(size)))


def words(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return [row[0] for row in connection.exec_driver_sql("SELECT word FROM word ORDER BY 1")]


def test_the_writer_waits_for_stable_storage(writer: Engine) -> None:
    with writer.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2


def test_a_file_that_programs_share_has_no_wal(path: Path) -> None:
    ours, theirs = sqlite.shared(path), sqlite.shared(path)
    with ours.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "delete"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 3
    with sqlite.transaction(ours) as connection:
        connection.exec_driver_sql("CREATE TABLE word (word TEXT PRIMARY KEY, filling BLOB)")
    write(theirs, "kotak")
    write(ours, "segel")
    assert words(theirs) == ["kotak", "segel"]
    assert [one.name for one in path.parent.iterdir()] == [path.name]
    ours.dispose()
    theirs.dispose()


def test_a_file_in_wal_is_not_shared(writer: Engine, path: Path) -> None:
    with writer.connect(), pytest.raises(StorageError):
        sqlite.shared(path, busy_seconds=0)


def test_a_reader_sees_what_is_committed_and_only_that(writer: Engine, path: Path) -> None:
    reader = sqlite.readers(path)
    with sqlite.transaction(writer) as connection:
        connection.exec_driver_sql("INSERT INTO word VALUES ('segel', NULL)")
        assert words(reader) == []
    assert words(reader) == ["segel"]
    reader.dispose()


def test_a_constant_read_gives_rows_or_says_why_not(writer: Engine, path: Path) -> None:
    with sqlite.transaction(writer) as connection:
        connection.exec_driver_sql("CREATE TABLE noun (word TEXT)")
        connection.exec_driver_sql("INSERT INTO noun VALUES ('segel'), ('kotak')")
    readers = sqlite.readers(path)
    assert sqlite.rows(readers, "SELECT word FROM noun WHERE word < ?", ("l",)) == [("kotak",)]
    with pytest.raises(StorageError, match="verb"):
        sqlite.rows(readers, "SELECT word FROM verb", ())
    assert sqlite.rows(readers, "SELECT count(*) FROM noun", ()) == [(2,)]
    readers.dispose()


def test_a_reader_cannot_write(writer: Engine, path: Path) -> None:
    reader = sqlite.readers(path)
    with pytest.raises(StorageError, match="readonly"):
        write(reader, "segel")
    assert words(writer) == []
    reader.dispose()


@pytest.mark.parametrize("name", ["a?b", "a#b", "a%20b", "a b", "a&mode=rw", "é"])
def test_any_folder_may_hold_a_file(tmp_path: Path, name: str) -> None:
    path = tmp_path / name / "ledger.db"
    path.parent.mkdir()
    writing = sqlite.writer(path)
    with sqlite.transaction(writing) as connection:
        connection.exec_driver_sql("CREATE TABLE word (word TEXT)")
    reading = sqlite.readers(path)
    with reading.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM word").scalar() == 0

    assert [each.name for each in tmp_path.iterdir()] == [name]
    reading.dispose()
    writing.dispose()


def test_a_reader_makes_no_file(tmp_path: Path) -> None:
    reader = sqlite.readers(tmp_path / "none.db")
    with pytest.raises(StorageError, match="unable to open"), sqlite.answers():
        words(reader)
    assert not (tmp_path / "none.db").exists()


def test_a_transaction_that_breaks_leaves_nothing(writer: Engine) -> None:
    def breaks_half_way() -> None:
        with sqlite.transaction(writer) as connection:
            connection.exec_driver_sql("INSERT INTO word VALUES ('segel', NULL)")
            raise InterruptedError

    with pytest.raises(InterruptedError):
        breaks_half_way()
    assert words(writer) == []


def test_a_row_in_its_place_is_a_conflict(writer: Engine) -> None:
    write(writer, "segel")
    with pytest.raises(ConflictError):
        write(writer, "segel")


def test_a_locked_file_says_so(writer: Engine, path: Path) -> None:
    other = sqlite.writer(path, busy_seconds=0.05)
    with sqlite.transaction(writer), pytest.raises(StorageBusyError):
        write(other, "segel")
    write(other, "segel")
    other.dispose()


def test_a_full_disk_says_so(writer: Engine) -> None:
    with writer.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=10")
    with pytest.raises(StorageFullError):
        write(writer, "segel", size=100_000)
    write(writer, "gembok")
    assert words(writer) == ["gembok"]


def test_a_file_that_is_no_database_says_so(path: Path) -> None:
    path.write_text("bukan basis data\n" * 99, encoding="utf-8")
    with pytest.raises(StorageError, match="not a database"):
        sqlite.writer(path)


def test_an_error_that_somebody_keeps_holds_no_file_open(writer: Engine, path: Path) -> None:
    write(writer, "segel")
    with pytest.raises(ConflictError) as kept, sqlite.statements(writer) as cursor:
        cursor.execute("INSERT INTO word VALUES (?, NULL)", ("segel",))

    writer.dispose()

    assert kept.value.__cause__ is not None
    assert not path.with_name(f"{path.name}-wal").exists()


def test_a_writer_that_finds_the_file_locked_leaves_it_alone(writer: Engine, path: Path) -> None:
    with sqlite.transaction(writer), pytest.raises(StorageBusyError) as kept:
        sqlite.writer(path, busy_seconds=0)

    assert kept.value.__traceback__ is not None
    assert files_open_under(path.parent).count("some.db-wal") == 1
