"""Turnout: a cron job knows who is absent, and since when."""

import sqlite3
from pathlib import Path

import pytest

from ledger.tlog.text import to_base64
from tests.support.command import segel
from tests.support.device import founders
from tests.support.log_builder import LogBuilder
from tests.support.witness import AT, Cosigner, policy_text
from tools.source import DamagedError
from tools.turnout import read

BAWASLU, PERS = Cosigner.named("bawaslu"), Cosigner.named("pers")


def grown(*cosigned: tuple[int, Cosigner]) -> LogBuilder:
    """Return a log of 3 entries, signed at each, of which some sizes were cosigned."""
    log = LogBuilder(founders(policy=policy_text(2, BAWASLU, PERS)))
    for name in ("16.08/kpu/gudang-01", "16.08/kpu/gudang-02"):
        log.enrol(name)
        log.sign()
    for size, one in cosigned:
        line = one.signs(log.checkpoint(size).text()).line()
        log.cosignatures.append((size, one.name, line))
    return log


def told(log: LogBuilder, folder: Path, minutes: float) -> tuple[int, float | None, list[str]]:
    found = read(log.write(folder / "ledger"), AT + 60 * minutes)
    return found.witnessed, found.minutes, found.absent


def test_the_newest_quorum_and_who_was_not_there_for_it(tmp_path: Path) -> None:
    log = grown((1, BAWASLU), (1, PERS), (3, BAWASLU))
    assert told(log, tmp_path, 12) == (1, 12, [])


def test_nobody_has_come_yet(tmp_path: Path) -> None:
    assert told(grown((3, PERS)), tmp_path, 5) == (0, None, ["bawaslu"])


@pytest.mark.parametrize(
    ("cosigned", "minutes", "trouble"),
    [
        ([(3, BAWASLU), (3, PERS)], 600, ""),
        ([(2, BAWASLU), (2, PERS)], 29, ""),
        ([(2, BAWASLU), (2, PERS)], 31, "no quorum of witnesses for 31 minutes"),
        ([(3, BAWASLU)], 0, "there never was a quorum of witnesses"),
    ],
)
def test_a_quorum_that_is_late_is_a_trouble_and_an_idle_log_is_none(
    tmp_path: Path, cosigned: list[tuple[int, Cosigner]], minutes: int, trouble: str
) -> None:
    found = read(grown(*cosigned).write(tmp_path / "l"), AT + 60 * minutes)

    assert [text.en for text in found.troubles(3)] == ([trouble] if trouble else [])


def test_an_objection_is_a_trouble_whatever_else(tmp_path: Path) -> None:
    folder = grown((3, BAWASLU), (3, PERS)).write(tmp_path / "l")
    (folder / "objections").mkdir()
    (folder / "objections" / "1-a.objection").write_text("", encoding="utf-8")

    ran = segel("status", folder)

    assert ran.status == 1
    assert "1 keberatan saksi" in ran.out
    assert "disaksikan 3" in ran.out


def test_the_policy_in_force_is_what_the_registrars_have_said_last(tmp_path: Path) -> None:
    log = grown((3, BAWASLU))
    line = f"policy {to_base64(policy_text(1, BAWASLU).encode())}"
    log.add(*(one.registers(line) for one in log.founders.registrars[:2]))

    assert told(log, tmp_path, 0) == (3, 0, [])


def test_a_log_that_asks_for_nobody_misses_nobody(tmp_path: Path) -> None:
    ran = segel("--lang", "en", "status", LogBuilder().write(tmp_path / "l"))

    assert ran.status == 0
    assert "the policy asks for none" in ran.out


def test_a_database_without_a_charter_is_damaged(tmp_path: Path) -> None:
    folder = grown().write(tmp_path / "l")
    with sqlite3.connect(folder / "ledger.db") as connection:
        connection.execute("DROP TRIGGER entry_no_delete")
        connection.execute("DELETE FROM entry")
    connection.close()
    with pytest.raises(DamagedError):
        read(folder, AT)
