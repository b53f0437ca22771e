"""What is left in the folder can be read by people and gone on with by commands."""

import json
from pathlib import Path

import pytest

from tests.support.command import segel
from tools.scenario.folder import PLANTED, PRACTICE, write_journals, write_planted
from tools.scenario.operation import Played, play
from tools.scenario.trouble import LOST


@pytest.fixture(name="folder", scope="module")
def folder_of_a_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("latihan")


@pytest.fixture(name="played", scope="module")
def smallest_practice(folder: Path) -> Played:
    played = play(folder, "uji", 1)
    write_planted(folder, played)
    write_journals(folder, played)
    return played


def test_every_planted_finding_is_written_down_with_its_reason(
    folder: Path, played: Played
) -> None:
    written = json.loads((folder / PLANTED).read_text(encoding="utf-8"))
    assert len(written["planted"]) == len(played.planted)
    assert all(one["indonesian"] and one["english"] for one in written["planted"])
    assert {one["subject"] for one in written["planted"]} == {one.subject for one in played.planted}


def test_a_guards_journal_goes_on_where_the_operation_left_it(folder: Path, played: Played) -> None:
    journal = folder / PRACTICE / "16.08/polres/jaga-01"
    visitor = '{"sd":"3svV4ksIUP/8SthT91EhcJGgZ4qBcj0cegp1s41Sg50=","class":"pribadi"}'
    signed = segel(
        "sign",
        journal,
        '{"kind":"VisitorReported","at":"2024-12-02T13:00:00+07:00","place":"16.08/GDG-01",'
        f'"visitor":{visitor},"purpose":"tamu"}}',
    )
    assert signed.status == 0, signed.err
    ran = segel("submit", folder, journal)
    assert ran.status == 0, ran.err
    assert played.phones["16.08/polres/jaga-01"].sequence > 0


def test_the_thiefs_phone_is_not_left_behind(folder: Path, played: Played) -> None:
    assert LOST in played.phones
    assert not (folder / PRACTICE / LOST).exists()


@pytest.mark.usefixtures("played")
def test_the_folder_says_that_its_keys_are_no_secrets(folder: Path) -> None:
    assert "LATIHAN" in (folder / PRACTICE / "LATIHAN.txt").read_text(encoding="utf-8")
