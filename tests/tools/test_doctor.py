"""A doctor says of each thing how it is, in words, and what to do next."""

import json
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from ledger.settings import Settings
from tests.support.command import Place, Ran, place, segel
from tests.support.loss import wreck
from tests.support.practice import practice
from tests.support.server import desk
from tests.support.tls import command, papers, today
from tools.backup import Record


@pytest.fixture(name="made")
def _made(tmp_path: Path) -> Place:
    """Return a founded ledger with a fresh backup."""
    made = place(tmp_path)
    assert segel("backup", made.ledger, tmp_path / "copy").status == 0
    return made


def line(ran: Ran, what: str) -> str:
    (found,) = [one for one in ran.out.splitlines() if what in one and not one.startswith(" ")]
    return found


def test_a_ledger_in_order_is_well(made: Place) -> None:
    ran = segel("doctor", made.ledger)

    assert ran.status == 0, ran.out
    assert all(one.startswith("✓ ok") for one in ran.out.splitlines())
    for what in ("ledger.db", "cakram", "penjaga", "kunci", "cadangan", "jam", "saksi"):
        assert what in ran.out


def test_a_program_is_told_the_same(made: Place) -> None:
    told = json.loads(segel("doctor", made.ledger, "--json").out)

    assert {one["state"] for one in told["lines"]} == {"ok"}
    assert {one["what"]["en"] for one in told["lines"]} >= {"disk", "backup", "signing guard"}


def test_a_missing_guard_is_broken_and_no_server_is_to_be_started(made: Place) -> None:
    (made.ledger / "guard").unlink()

    ran = segel("doctor", made.ledger)

    assert ran.status == 1
    assert line(ran, "penjaga").startswith("✗ rusak")
    assert "jangan jalankan server" in ran.out


def test_keys_that_others_can_read_are_broken(made: Place) -> None:
    (made.ledger / "keys/log.key").chmod(0o644)

    assert line(segel("doctor", made.ledger), "kunci").startswith("✗ rusak")


def test_a_damaged_database_is_found(made: Place) -> None:
    raw = bytearray((made.ledger / "ledger.db").read_bytes())
    raw[4096:8192] = b"\x55" * 4096
    (made.ledger / "ledger.db").write_bytes(raw)

    ran = segel("doctor", made.ledger)

    assert ran.status == 1
    assert line(ran, "ledger.db").startswith("✗ rusak")
    assert "segel restore" in ran.out


def test_an_old_backup_needs_attention(made: Place) -> None:
    Record(at=0, entries=1, root="", photos=None, damaged=0, verdict="holds").write(made.ledger)

    ran = segel("--lang", "en", "doctor", made.ledger)

    assert ran.status == 1
    assert line(ran, "backup").startswith("! needs attention")


def test_no_backup_at_all_needs_attention(made: Place) -> None:
    (made.ledger / "backup.json").unlink()

    assert "belum pernah" in line(segel("doctor", made.ledger), "cadangan")


def test_a_clock_that_went_back_is_noticed(made: Place) -> None:
    connection = sqlite3.connect(made.ledger / "ledger.db")
    for (name,) in connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("UPDATE entry SET received_at = 99999999999000")
    connection.commit()
    connection.close()

    assert line(segel("doctor", made.ledger), "jam server").startswith("! perlu diperhatikan")


def test_what_is_no_ledger_cannot_be_looked_at(tmp_path: Path) -> None:
    assert segel("doctor", tmp_path).status == 2


def test_a_server_is_looked_at_from_outside(tmp_path: Path) -> None:
    with practice(tmp_path / "ledger") as place, desk(place) as counter:
        ran = segel("doctor", counter.address)

    assert ran.status == 0, ran.out
    assert line(ran, "kesiapan").startswith("✓ ok")
    assert line(ran, "https").startswith("✓ ok")
    assert "saksi" in ran.out


def test_a_server_that_is_not_ready_says_why(tmp_path: Path) -> None:
    full = Settings(ready_disk_bytes=1 << 60)
    with practice(tmp_path / "ledger") as place, desk(place, settings=full) as counter:
        ran = segel("doctor", counter.address)

    assert ran.status == 1
    assert "ruang disk tinggal" in line(ran, "kesiapan")


def test_an_old_database_under_a_newer_guard_is_broken(tmp_path: Path) -> None:
    with wreck(tmp_path / "ledger") as lost:
        ran = segel("doctor", lost.path)

    assert ran.status == 1
    assert line(ran, "penyimpanan hilang").startswith("✗ rusak")


def test_a_server_that_does_not_answer_is_undecided() -> None:
    assert segel("doctor", "http://127.0.0.1:9").status == 3


def test_a_certificate_that_ends_soon_is_said(made: Place, tmp_path: Path) -> None:
    mine = papers(tmp_path / "tls", "localhost", now=today() - timedelta(days=380))
    words = ("serve", made.ledger, "--port", "0", *mine.options)
    with command(words) as (first, _):
        address = next(one for one in first.split() if "localhost" in one)
        trusting = segel("--ca", mine.authority, "doctor", address)
        doubting = segel("doctor", address)

    assert line(trusting, "https").startswith("! perlu diperhatikan")
    assert line(doubting, "https").startswith("✗ rusak")
    assert "--ca ca.crt" in doubting.out
