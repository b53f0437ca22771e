"""One policy is set before anything that it judges."""

from domain.policy import PolicySet
from tests.tools.scenario.postbox import Rehearsal
from tools.scenario.policy import CONTENTS


def test_every_place_has_a_quota_of_one_box_for_each_election(rehearsal: Rehearsal) -> None:
    (set_,) = [saying.statement for saying in rehearsal.box.sayings(PolicySet)]
    quotas = {(one.place_kind, one.election): one.count for one in set_.quotas}
    kinds = rehearsal.stage.area.election.kinds
    assert quotas == {(place, kind): 1 for place in ("tps", "ppk") for kind in kinds}


def test_the_law_wants_boxes_at_the_tps_by_night_and_back_the_day_after(
    rehearsal: Rehearsal,
) -> None:
    (set_,) = [saying.statement for saying in rehearsal.box.sayings(PolicySet)]
    due = {one.name: one.at[:10] for one in set_.deadlines}
    assert due == {"di_tps": "2024-11-26", "di_ppk": "2024-11-27"}
    assert {one.item for one in set_.contents} == set(CONTENTS)
