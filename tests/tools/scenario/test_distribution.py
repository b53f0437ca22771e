"""Trucks leave with everything for a kecamatan, and the PPS fetch their boxes in time."""

from domain.consignment import ConsignmentArrived, ConsignmentDispatched, HandoverAccepted
from domain.escort import EscortStarted
from domain.statement import time
from tests.tools.scenario.postbox import Rehearsal
from tools.scenario.area import STORE
from tools.scenario.clock import wib


def test_one_truck_brings_all_boxes_of_a_kecamatan(rehearsal: Rehearsal) -> None:
    sent = [
        saying.statement
        for saying in rehearsal.box.sayings(ConsignmentDispatched)
        if saying.statement.origin == STORE
    ]
    boxes = [box for one in sent for box in one.boxes]
    assert sorted(boxes) == sorted(rehearsal.stage.area.boxes)
    assert all(one.eta and one.driver and one.escort for one in sent)


def test_every_consignment_is_escorted_and_arrives(rehearsal: Rehearsal) -> None:
    sent = {saying.leaf for saying in rehearsal.box.sayings(ConsignmentDispatched)}
    arrived = {saying.statement.of for saying in rehearsal.box.sayings(ConsignmentArrived)}
    assert sent == arrived
    assert sent <= rehearsal.box.endorsed()


def test_every_pps_has_its_boxes_on_the_morning_before_the_vote(rehearsal: Rehearsal) -> None:
    units = {village.unit for village in rehearsal.stage.area.villages}
    taken = [
        saying.statement
        for saying in rehearsal.box.sayings(HandoverAccepted)
        if saying.statement.to in units and saying.statement.from_.endswith("/ppk")
    ]
    assert {one.to for one in taken} == units
    assert all(time(one.at) < wib("2024-11-26 12:00") for one in taken)


def test_every_desa_has_an_escort_from_its_ppk(rehearsal: Rehearsal) -> None:
    sent = {
        saying.statement.consignment: saying.statement
        for saying in rehearsal.box.sayings(ConsignmentDispatched)
        if saying.statement.to.endswith("/pps")
    }
    escorted = {saying.statement.consignment for saying in rehearsal.box.sayings(EscortStarted)}
    assert {one.to for one in sent.values()} == {one.unit for one in rehearsal.stage.area.villages}
    assert sent.keys() <= escorted
