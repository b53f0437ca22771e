"""A status is a few lines for people and one exit status for cron."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.tlog.checkpoint import Checkpoint
from tests.support.command import segel
from tests.support.log_builder import LogBuilder, story
from tools.status import Status, read
from tools.turnout import Turnout


@pytest.fixture(name="log")
def _log() -> LogBuilder:
    """Return a log of 12 entries."""
    return story()


@pytest.fixture(name="ledger")
def _ledger(log: LogBuilder, tmp_path: Path) -> Path:
    """Return its directory."""
    return log.write(tmp_path / "ledger")


def projections(ledger: Path, *, dead: int, folded: int) -> None:
    """Write what a follower leaves behind, as far as a status reads it."""
    (ledger / "projections").write_text("projections.1.db\n", encoding="utf-8")
    connection = sqlite3.connect(ledger / "projections.1.db")
    with connection:
        connection.execute("CREATE TABLE dead_letter (leaf_index)")
        connection.executemany("INSERT INTO dead_letter VALUES (?)", [(n,) for n in range(dead)])
        connection.execute("CREATE TABLE tracking (application_name, notification_id)")
        connection.execute("INSERT INTO tracking VALUES ('projections', ?)", (folded,))
    connection.close()


def troubles(found: Status) -> Iterator[str]:
    return (text.en for text in found.troubles())


def test_all_is_well(ledger: Path) -> None:
    projections(ledger, dead=0, folded=12)
    now = (ledger / "guard").stat().st_mtime + 90

    found = read(ledger, now)

    assert (found.entries, found.covered, found.unfolded) == (12, 12, 0)
    assert found.checkpoint_age_seconds == pytest.approx(90)


def test_the_exit_status_is_for_cron(ledger: Path) -> None:
    projections(ledger, dead=3, folded=9)

    ran = segel("status", ledger)

    assert ran.status == 1
    assert "entri 12, ditandatangani 12" in ran.out
    assert "belum terolah 3, gagal diolah 3" in ran.out
    assert "✗ 3 pernyataan tak terolah" in ran.out


def test_programs_read_json(ledger: Path) -> None:
    projections(ledger, dead=1, folded=12)

    found = json.loads(segel("status", ledger, "--json").out)

    assert found["dead_letters"] == 1
    assert len(found["troubles"]) >= 1


def test_a_dispute_is_trouble(ledger: Path, log: LogBuilder) -> None:
    (ledger / "disputes").mkdir()
    (ledger / "disputes" / "a.checkpoint").write_bytes(log.checkpoints[0][1])

    assert "the log is disputed: the server takes nothing; call the auditors" in troubles(
        read(ledger, 0)
    )


def test_a_guard_ahead_is_lost_storage(ledger: Path, log: LogBuilder) -> None:
    ahead = Checkpoint(log.founders.charter.origin, 13, bytes(32))
    (ledger / "guard").write_text(ahead.text(), encoding="utf-8")

    (trouble,) = (text for text in troubles(read(ledger, 0)) if "storage was lost" in text)
    assert "13 entries were signed, 12 are stored" in trouble
    assert "segel recover show" in trouble


def test_a_full_disk_is_trouble() -> None:
    found = Status(12, 12, 0.0, 0, 0, 0, 3.0, Turnout("none", 0, None, [], 0))

    assert list(troubles(found)) == ["the disk is nearly full"]


def test_a_folder_without_a_ledger_is_wrong_use(tmp_path: Path) -> None:
    assert segel("status", tmp_path).status == 2
