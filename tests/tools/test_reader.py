"""The operator lets readers in and shuts them out, beside a server that runs."""

from pathlib import Path

import pytest

from api.readership import Readership
from ledger.directory import Directory
from tests.support.command import Place, place, segel


@pytest.fixture(name="made")
def _made(tmp_path: Path) -> Place:
    return place(tmp_path)


def test_a_token_is_printed_once_and_shut_out_by_the_readers_code(made: Place) -> None:
    ran = segel("reader", "token", made.ledger, "--role", "auditor", "--name", "Arsip", "--days", 1)
    assert (ran.status, ran.out[:6]) == (0, "segel_")
    readership = Readership.open(Directory(made.ledger).readers)
    (listed,) = readership.listed()
    secret = ran.out.strip()
    assert readership.known(secret, "token", listed.since) is not None
    assert readership.known(secret, "token", listed.since + 86_400_000) is None
    assert listed.id in ran.err
    line = segel("reader", "list", made.ledger).out
    assert "auditor" in line
    assert "berlaku" in line
    assert secret not in line
    assert segel("reader", "revoke", made.ledger, listed.id).status == 0
    assert readership.known(secret, "token", listed.since) is None
    assert "dicabut" in segel("reader", "list", made.ledger).out
    readership.close()


def test_an_invitation_is_a_link_with_an_end(made: Place) -> None:
    (made.ledger / "address").write_text("http://127.0.0.1:8123\n")
    words = ("--role", "pengawas", "--name", "Bawaslu", "--journal", "16.08/bawaslu/kantor-1")
    ran = segel("reader", "invite", made.ledger, *words)
    address, _, secret = ran.out.strip().rpartition("/")
    assert address == "http://localhost:8123/undangan"
    readership = Readership.open(Directory(made.ledger).readers)
    (listed,) = readership.listed()
    invited = readership.known(secret, "undangan", listed.since)
    assert invited is not None
    assert (invited.role, invited.journal) == ("pengawas", "16.08/bawaslu/kantor-1")
    assert readership.known(secret, "undangan", listed.since + 24 * 3_600_000) is None
    readership.close()


def test_the_public_needs_nobody_to_let_it_in(made: Place) -> None:
    ran = segel("reader", "token", made.ledger, "--role", "publik", "--name", "semua")
    assert ran.status == 2


def test_an_unknown_reader_cannot_be_shut_out(made: Place) -> None:
    ran = segel("reader", "revoke", made.ledger, "nobody")
    assert ran.status == 2
    assert "segel reader list" in ran.err


def test_readers_are_let_into_a_ledgers_directory_only(tmp_path: Path) -> None:
    ran = segel("reader", "list", tmp_path)
    assert ran.status != 0
    assert list(tmp_path.iterdir()) == []
