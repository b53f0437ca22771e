"""A ledger's directory is read without being touched, and every fault names its place."""

import os
import sqlite3
from pathlib import Path

import pytest

from tests.support.log_builder import story
from tools.source import DamagedError, DirectorySource, MissingError, NotALogError, read


@pytest.fixture(name="ledger")
def _ledger(tmp_path: Path) -> Path:
    """Return the directory of a sound log of 12 entries."""
    return story().write(tmp_path / "ledger")


def test_everything_stored_is_handed_out_as_it_is(ledger: Path) -> None:
    log = story()
    source = DirectorySource(ledger, "buku besar")

    assert (source.name, source.entries) == ("buku besar", 12)
    assert source.fingerprint() == log.fingerprint
    (page,) = source.pages()
    assert (page.first, page.notes, page.leaves) == (0, log.entries, log.leaves)
    assert source.entry(5) == log.entries[5]
    assert list(source.checkpoints()) == log.checkpoints
    assert source.root() == log.subtrees.root()
    assert source.guard() == log.checkpoint().text()
    assert [*source.subtrees(), *source.cosignatures(), *source.disputes()] == []
    source.close()


def test_a_database_that_a_server_is_writing_to_is_read_with_its_newest_entries(
    ledger: Path,
) -> None:
    server = sqlite3.connect(ledger / "ledger.db", isolation_level=None)
    server.execute("PRAGMA journal_mode = WAL")
    server.execute("INSERT INTO checkpoint VALUES (11, x'00')")

    source = DirectorySource(ledger)
    first = [size for size, _ in source.checkpoints()]
    server.execute("INSERT INTO checkpoint VALUES (13, x'00')")
    server.execute("INSERT INTO subtree VALUES (1, 0, zeroblob(32))")

    assert first == [1, 5, 9, 11, 12]
    assert [size for size, _ in source.checkpoints()] == first
    assert list(source.subtrees()) == []
    source.close()
    server.close()


def test_a_server_that_starts_meanwhile_does_not_confuse_the_reader(ledger: Path) -> None:
    source = DirectorySource(ledger)
    server = sqlite3.connect(ledger / "ledger.db", isolation_level=None)
    server.execute("PRAGMA journal_mode = WAL")
    server.execute("INSERT INTO subtree VALUES (1, 0, zeroblob(32))")

    assert len(next(iter(source.pages())).notes) == 12
    source.close()
    server.close()


def test_a_folder_without_a_ledger_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(NotALogError, match=str(tmp_path)):
        DirectorySource(tmp_path)


def test_a_file_that_is_no_database_is_damage(ledger: Path) -> None:
    (ledger / "ledger.db").write_bytes(b"bukan basis data" * 400)

    with pytest.raises(DamagedError, match=r"ledger\.db"):
        DirectorySource(ledger)


def test_a_view_without_end_in_the_place_of_a_table_is_damage(ledger: Path) -> None:
    connection = sqlite3.connect(ledger / "ledger.db")
    connection.executescript(
        "DROP TABLE head; CREATE VIEW head AS WITH RECURSIVE n(x) AS "
        "(SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT 1 AS id, 1 AS size, x AS root FROM n "
        "WHERE x % 2 = 7;"
    )
    connection.close()

    with pytest.raises(DamagedError, match="interrupted"):
        DirectorySource(ledger)


def test_rows_out_of_order_are_damage(ledger: Path) -> None:
    connection = sqlite3.connect(ledger / "ledger.db")
    connection.executescript("DROP TABLE checkpoint; CREATE TABLE checkpoint (size, note);")
    connection.execute("INSERT INTO checkpoint VALUES (4, x'00'), (4, x'01')")
    connection.commit()
    connection.close()
    source = DirectorySource(ledger)

    with pytest.raises(DamagedError, match="out of order"):
        list(source.checkpoints())
    source.close()


def test_a_missing_leaf_is_named(ledger: Path) -> None:
    source = DirectorySource(ledger)

    with pytest.raises(DamagedError, match="leaf 99 is missing"):
        source.entry(99)
    source.close()


def test_a_ledger_without_its_hash_has_no_root_of_trust(ledger: Path) -> None:
    (ledger / "charter.hash").unlink()
    source = DirectorySource(ledger)

    assert source.fingerprint() is None
    source.close()


def test_a_file_is_read_up_to_a_limit(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"123")

    assert read(tmp_path / "a", 3) == b"123"
    with pytest.raises(DamagedError, match="larger than 2"):
        read(tmp_path / "a", 2)
    with pytest.raises(MissingError, match=os.strerror(2)):
        read(tmp_path / "b")
