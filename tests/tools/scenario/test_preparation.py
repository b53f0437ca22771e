"""Before the first truck every box exists, and is closed with its own ties."""

from domain.box import ItemRegistered
from domain.seal import SealApplied, SealIssued
from tests.tools.scenario.postbox import Rehearsal
from tools.scenario.area import STORE
from tools.scenario.spare import DRY, WET


def test_every_box_is_registered_once(rehearsal: Rehearsal) -> None:
    told = rehearsal.box.sayings(ItemRegistered)
    boxes = [item.box for saying in told for item in saying.statement.items]
    assert sorted(boxes) == sorted((*rehearsal.stage.area.boxes, WET, DRY))


def test_every_box_is_closed_in_the_warehouse_before_a_witness(rehearsal: Rehearsal) -> None:
    told = [
        saying for saying in rehearsal.box.sayings(SealApplied) if saying.statement.place == STORE
    ]
    boxes = [one.box for saying in told for one in saying.statement.boxes]
    assert sorted(boxes) == sorted(rehearsal.stage.area.boxes)
    assert {saying.leaf for saying in told} <= rehearsal.box.endorsed()


def test_whoever_gets_ties_signs_for_them(rehearsal: Rehearsal) -> None:
    told = rehearsal.box.sayings(SealIssued)
    assert len(told) == 2 * len(rehearsal.stage.area.districts) + 1  # and those for the door
    assert {saying.leaf for saying in told} <= rehearsal.box.endorsed()
