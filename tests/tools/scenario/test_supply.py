"""Goods are received, packed into every ballot box, stored and counted, before witnesses."""

from domain.box import BoxPacked
from domain.store import StockCounted
from domain.supply import ConsignmentReceived, SealStockReceived
from tests.tools.scenario.postbox import Rehearsal
from tools.scenario.policy import CONTENTS


def test_every_ballot_box_is_packed_with_what_the_policy_asks(rehearsal: Rehearsal) -> None:
    told = rehearsal.box.sayings(BoxPacked)
    packed = [one for saying in told for one in saying.statement.boxes]
    boxes = [box for one in rehearsal.stage.area.districts for box in one.ballots]
    assert sorted(one.box for one in packed) == sorted(boxes)
    for one in packed:
        assert {tally.item for tally in one.contents} == {"surat_suara", *CONTENTS}
    assert {saying.leaf for saying in told} <= rehearsal.box.endorsed()


def test_whatever_comes_is_received_before_a_second_person(rehearsal: Rehearsal) -> None:
    told = [*rehearsal.box.sayings(ConsignmentReceived), *rehearsal.box.sayings(SealStockReceived)]
    assert len(told) >= 2 + len(CONTENTS)
    lines = [line for one in told[:6] for line in one.statement.lines]
    assert all(one.announced == one.good for one in lines)


def test_what_is_left_is_counted(rehearsal: Rehearsal) -> None:
    told = [saying.statement for saying in rehearsal.box.sayings(StockCounted)]
    goods = {one.item for one in told if one.expected == one.counted}
    assert goods >= {"surat_suara", *CONTENTS}
