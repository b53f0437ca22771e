"""`segel replay`: the same root from the log alone, or the leaf where two sides part."""

import json
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from ledger.application import Ledger
from ledger.log import Log
from projections.building import Builder
from projections.catalogue import PROJECTIONS
from tests.support.book import Book
from tests.support.command import segel
from tests.support.log_builder import LogBuilder
from tests.support.practice import NOW, practice
from tests.support.season import Season

BOX = "16.08.0000-GUB"


@pytest.fixture(name="ledger", scope="module")
def _ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folded directory of a small election."""
    folder = tmp_path_factory.mktemp("replay") / "ledger"
    with practice(folder) as place:
        place.ledger.close()
        log = Log.open(folder / "ledger.db")
        Season(Book(log, place.founders), 2).write()
        Builder(log, PROJECTIONS, lambda: 0).rebuild(folder)
        log.close()
        place.ledger = Ledger.open(folder, lambda: NOW)
    return folder


def told(*words: object) -> dict[str, Any]:
    ran = segel("replay", *words, "--json")
    found: dict[str, Any] = json.loads(ran.out)
    assert ran.status == found["exit"]
    return found


def doctored(ledger: Path, folder: Path, sql: str) -> Path:
    """Return a copy of a directory whose answers were changed by hand."""
    folder.mkdir()
    for name in ("projections", "ledger.db"):
        (folder / name).write_bytes((ledger / name).read_bytes())
    name = (ledger / "projections").read_text(encoding="utf-8").strip()
    (folder / name).write_bytes((ledger / name).read_bytes())
    connection = sqlite3.connect(folder / name)
    with connection:
        connection.execute(sql)
    connection.close()
    return folder


def test_the_log_alone_leads_to_the_root_that_the_directory_tells(
    ledger: Path, tmp_path: Path
) -> None:
    segel("publish", ledger, tmp_path / "copy")
    charter = (ledger / "charter.hash").read_text(encoding="utf-8").strip()
    for until in (3, 40, 60):
        found = told(tmp_path / "copy", "--until", until, "--against", ledger, "--charter", charter)
        assert (found["exit"], found["same"], found["index"]) == (0, True, until)
        expected = told(ledger, "--until", until, "--expect", found["state_root"])
        assert (expected["exit"], expected["verdict"]) == (0, "proven")


def test_without_an_index_everything_is_folded(ledger: Path) -> None:
    ran = segel("replay", ledger)

    assert ran.status == 0
    last = int(re.findall(r"sampai daun (\d+)", ran.out)[0])
    assert f"{last + 1} entri diperiksa" in ran.out
    assert re.search(r"^akar keadaan [A-Za-z0-9+/]{43}=$", ran.out, re.MULTILINE)


def test_the_first_leaf_of_a_doctored_row_is_named(ledger: Path, tmp_path: Path) -> None:
    change = (
        "UPDATE kotak SET state = replace(state, '16.08/kpu', '16.08/kpx') "
        "WHERE subject = '16.08.0000-GUB' AND until IS NULL"
    )
    bad = doctored(ledger, tmp_path / "bad", change)
    connection = sqlite3.connect(next(bad.glob("projections.*.db")))
    ((since,),) = connection.execute(
        "SELECT since FROM kotak WHERE subject = ? AND until IS NULL", (BOX,)
    )
    connection.close()

    found = told(ledger, "--against", bad)
    assert (found["exit"], found["same"], found["parting"]["leaf"]) == (1, False, since)
    assert found["parting"]["tables"] == ["kotak"]
    said = segel("--lang", "en", "replay", ledger, "--against", bad)
    assert f"parts from {bad} at leaf {since} (" in said.out
    before = told(ledger, "--until", since - 1, "--against", bad)
    assert (before["exit"], before["same"]) == (0, True)


def test_a_missing_finding_is_named_too(ledger: Path, tmp_path: Path) -> None:
    bad = doctored(ledger, tmp_path / "bad", "DELETE FROM finding")

    found = told(ledger, "--against", bad)
    assert found["parting"]["tables"] == ["temuan"]


def test_another_root_than_the_expected_fails(ledger: Path) -> None:
    ran = segel("replay", ledger, "--until", 30, "--expect", "x" * 44)

    assert ran.status == 1
    assert "✗ lain dari" in ran.out


def test_a_copy_without_a_root_of_trust_is_undecided(ledger: Path, tmp_path: Path) -> None:
    segel("publish", ledger, tmp_path / "copy")

    ran = segel("replay", tmp_path / "copy", "--until", 30)
    assert ran.status == 3
    assert "akar keadaan " in ran.out
    assert "bandingkan delapan kata" in ran.out


def test_bad_evidence_is_not_folded(tmp_path: Path) -> None:
    log = LogBuilder()
    (device,) = log.enrol("16.08/kpu/gudang-01")
    note = device.says({"kind": "VisitorReported"})
    log.add(note[:-6] + b"AAAA=\n")
    log.sign()

    ran = segel("replay", log.publish(tmp_path / "log"))
    assert ran.status == 1
    assert "GAGAL" in ran.out
    assert json.loads(segel("replay", tmp_path / "log", "--json").out)["verdict"] == "failed"
    assert "akar keadaan" not in ran.out


def test_a_leaf_that_is_not_there_is_undecided(ledger: Path) -> None:
    ran = segel("replay", ledger, "--until", 10**6)

    assert ran.status == 3
    assert "belum ada" in ran.err


def test_another_edition_cannot_be_compared(ledger: Path, tmp_path: Path) -> None:
    other = doctored(ledger, tmp_path / "other", "UPDATE edition SET number = number + 1")

    ran = segel("replay", ledger, "--until", 30, "--against", other)
    assert ran.status == 3
    assert "edisi" in ran.err


def test_what_is_no_log_is_wrong_use(tmp_path: Path) -> None:
    assert segel("replay", tmp_path).status == 2
