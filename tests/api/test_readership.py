"""Who may read more than everybody: known by secrets that nobody keeps, until they are shut out."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.readership import HOUR, PREFIX, Passkey, Reader, Readership
from ledger.errors import ConflictError, StorageError
from tests.support.practice import NOW


@pytest.fixture(name="path")
def _path(tmp_path: Path) -> Path:
    return tmp_path / "readers.db"


@pytest.fixture(name="readership")
def _readership(path: Path) -> Iterator[Readership]:
    readership = Readership.open(path)
    yield readership
    readership.close()


@pytest.fixture(name="overseer")
def _overseer(readership: Readership) -> Reader:
    return readership.add("Bawaslu OKU Timur", "pengawas", "16.08/bawaslu/kantor-1", NOW)


def passkey(reader: Reader) -> Passkey:
    return Passkey(b"id", reader.id, b"public", 0, "segel.example")


def test_a_reader_is_known_by_a_token_until_it_ends(
    readership: Readership, overseer: Reader
) -> None:
    token = readership.give(overseer, "token", NOW, NOW + HOUR)
    assert token.startswith(PREFIX)
    assert readership.known(token, "token", NOW + HOUR - 1) == overseer
    assert readership.known(token, "token", NOW + HOUR) is None
    assert readership.known(token + "0", "token", NOW) is None


def test_a_secret_is_worth_nothing_for_another_purpose(
    readership: Readership, overseer: Reader
) -> None:
    invitation = readership.give(overseer, "undangan", NOW, NOW + HOUR)
    assert readership.known(invitation, "undangan", NOW) == overseer
    assert readership.known(invitation, "token", NOW) is None
    assert readership.known(invitation, "sesi", NOW) is None


def test_no_secret_stands_in_the_file_and_nobody_else_reads_it(
    readership: Readership, overseer: Reader, path: Path
) -> None:
    token = readership.give(overseer, "token", NOW)
    raw = path.read_bytes()
    assert token.encode() not in raw
    assert bytes.fromhex(token.removeprefix(PREFIX)) not in raw
    assert path.stat().st_mode & 0o777 == 0o600


def test_whoever_is_shut_out_is_unknown_at_once_by_everything(
    readership: Readership, overseer: Reader
) -> None:
    token = readership.give(overseer, "token", NOW)
    session = readership.give(overseer, "sesi", NOW, NOW + HOUR)
    readership.enrol("", passkey(overseer))
    assert readership.revoke(overseer.id, NOW)
    assert readership.known(token, "token", NOW) is None
    assert readership.known(session, "sesi", NOW) is None
    assert readership.passkey(b"id") is None
    assert readership.one(overseer.id) is None
    assert not readership.revoke(overseer.id, NOW + 1)
    (listed,) = readership.listed()
    assert (listed.revoked, listed.tokens) == (NOW, 0)


def test_an_invitation_is_used_up_by_the_passkey_and_a_passkey_is_enrolled_once(
    readership: Readership, overseer: Reader
) -> None:
    invitation = readership.give(overseer, "undangan", NOW, NOW + HOUR)
    readership.enrol(invitation, passkey(overseer))
    assert readership.known(invitation, "undangan", NOW) is None
    again = readership.give(overseer, "undangan", NOW, NOW + HOUR)
    with pytest.raises(ConflictError):
        readership.enrol(again, passkey(overseer))
    assert readership.known(again, "undangan", NOW) == overseer
    readership.counted(b"id", 7)
    assert readership.passkey(b"id") == passkey(overseer)._replace(signatures=7)


def test_a_login_that_was_ended_is_unknown(readership: Readership, overseer: Reader) -> None:
    session = readership.give(overseer, "sesi", NOW, NOW + HOUR)
    readership.forget(session)
    assert readership.known(session, "sesi", NOW) is None


def test_what_has_expired_is_cleared_away(
    readership: Readership, overseer: Reader, path: Path
) -> None:
    readership.give(overseer, "sesi", NOW, NOW + HOUR)
    kept = readership.give(overseer, "sesi", NOW + HOUR, NOW + 2 * HOUR)
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM secret").fetchone() == (1,)
    connection.close()
    assert readership.known(kept, "sesi", NOW + HOUR) == overseer


def test_two_programs_write_to_the_file(readership: Readership, path: Path) -> None:
    command = Readership.open(path)
    for number in range(20):
        (readership if number % 2 else command).add(str(number), "auditor", None, NOW + number)
    command.close()
    assert [one.name for one in readership.listed()] == [str(number) for number in range(20)]


def test_a_file_that_is_no_database_is_told(path: Path) -> None:
    path.write_bytes(b"not a database" * 100)
    with pytest.raises(StorageError):
        Readership.open(path)
