"""Another election is a value: other boxes, other days, special polling stations, no code."""

from datetime import date
from pathlib import Path
from typing import Final

import pytest

from domain.box import BoxOpened, ItemRegistered
from domain.operation import OperationOpened
from tests.tools.scenario.postbox import Rehearsal, empty_stage
from tests.tools.scenario.test_operation import found, planted
from tools.scenario.area import Area
from tools.scenario.election import PILKADA, Election
from tools.scenario.operation import END, perform, play

PEMILU: Final = Election(
    "pemilu-2024",
    "LATIHAN: Pemilu 2024 Kabupaten OKU Timur",
    ("PPWP", "DPR", "DPD", "DPRP", "DPRK"),
    date(2024, 2, 14),
    ("UU 7/2017",),
    special=1,
)


@pytest.fixture(name="pemilu", scope="module")
def three_stations_and_a_special_one() -> Rehearsal:
    rehearsal = empty_stage(Area.of(3, PEMILU))
    perform(rehearsal.stage)
    return rehearsal


def test_every_station_gets_five_boxes_and_every_kecamatan_five_more(pemilu: Rehearsal) -> None:
    area = pemilu.stage.area
    told = pemilu.box.sayings(ItemRegistered)
    items = [item for saying in told for item in saying.statement.items if item.destination]
    assert len(items) == 5 * 4 + 5 * len(area.districts)
    assert {item.election for item in items} == set(PEMILU.kinds)


def test_the_special_station_opens_its_boxes_like_every_other(pemilu: Rehearsal) -> None:
    told = pemilu.box.sayings(BoxOpened)
    places = [one.statement.place for one in told if one.statement.purpose == "pungut"]
    assert len(places) == 4
    assert sum(place.endswith("/TPS-901") for place in places) == 1


def test_people_vote_in_february(pemilu: Rehearsal) -> None:
    told = pemilu.box.sayings(BoxOpened)
    days = {one.statement.at[:10] for one in told if one.statement.purpose == "pungut"}
    assert days == {"2024-02-14"}
    (opened,) = pemilu.box.sayings(OperationOpened)
    assert opened.statement.operation == "pemilu-2024"


def test_the_findings_of_a_pemilu_are_exactly_what_was_planted(tmp_path: Path) -> None:
    played = play(tmp_path, "uji", Area.of(2, PEMILU))
    assert found(tmp_path, END + PEMILU.shift, played) == planted(played)


def test_the_story_is_told_in_the_days_of_the_pilkada() -> None:
    assert not PILKADA.shift
    assert PEMILU.shift.days % 7 == 0  # both votes were on a Wednesday
