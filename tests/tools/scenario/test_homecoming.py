"""Every box comes home: ballots to the warehouse, form D to the office."""

from domain.box import BoxOpened
from domain.consignment import HandoverAccepted
from domain.statement import time
from tests.tools.scenario.postbox import Rehearsal
from tools.scenario.area import KPU_OFFICE, STORE
from tools.scenario.cast import KPU_UNIT
from tools.scenario.clock import wib


def taken(rehearsal: Rehearsal, to: str) -> list[HandoverAccepted]:
    told = rehearsal.box.sayings(HandoverAccepted)
    return [one.statement for one in told if one.statement.to == to]


def test_ballots_go_to_the_warehouse_and_form_d_to_the_office(rehearsal: Rehearsal) -> None:
    home = taken(rehearsal, KPU_UNIT)
    boxes = {
        place: sorted(seen.box for one in home if one.place == place for seen in one.boxes)
        for place in (STORE, KPU_OFFICE)
    }
    area = rehearsal.stage.area
    assert boxes[STORE] == sorted(box for one in area.districts for box in one.ballots)
    assert boxes[KPU_OFFICE] == sorted(box for one in area.districts for box in one.sums)
    assert rehearsal.stage.stock == len(boxes[STORE]) + 1  # and the spare one that stayed dry
    assert all(time(one.at) < wib("2024-12-01 18:00") for one in home)


def test_every_ppk_has_its_boxes_back_the_same_night(rehearsal: Rehearsal) -> None:
    for district in rehearsal.stage.area.districts:
        back = [one for one in taken(rehearsal, district.unit) if one.from_ != KPU_UNIT]
        assert len(back) == len(district.villages)
        assert all(time(one.at) < wib("2024-11-28 04:00") for one in back)


def test_every_box_is_opened_once_for_the_recapitulation(rehearsal: Rehearsal) -> None:
    told = [one.statement for one in rehearsal.box.sayings(BoxOpened)]
    recap = [one for one in told if one.purpose == "rekap"]
    assert sorted(box for one in recap for box in one.boxes) == sorted(rehearsal.stage.area.boxes)
    assert all(len(one.witnesses) == 2 for one in recap)
