"""The plan leads every box out and home, the farthest kecamatan first."""

from domain.plan import AssignmentMade, PlanSet
from domain.post import PostEstablished
from domain.statement import Sealed
from tests.tools.scenario.postbox import Rehearsal, empty_stage
from tools.scenario.area import BAWASLU_OFFICE, KPU_OFFICE, STORE
from tools.scenario.clock import wib
from tools.scenario.plan import LEGS_MAX, departures


def test_the_farthest_leave_first_and_nobody_after_the_25th() -> None:
    stage = empty_stage(1012).stage
    leaves = departures(stage)
    by_travel = sorted(stage.area.districts, key=lambda one: -one.travel)
    moments = [leaves[district.code] for district in by_travel]
    assert moments == sorted(moments)
    assert (moments[0], moments[-1] < wib("2024-11-26 00:00")) == (wib("2024-11-20 07:30"), True)
    assert len(leaves) == 20


def test_legs_lead_every_box_to_its_tps_and_home(rehearsal: Rehearsal) -> None:
    plans = [saying.statement for saying in rehearsal.box.sayings(PlanSet)]
    legs = [leg for plan in plans for leg in plan.legs]
    for district in rehearsal.stage.area.districts:
        for box in district.ballots:
            assert sum(leg.covers(box) for leg in legs) == 6
        for box in district.sums:
            assert sum(leg.covers(box) for leg in legs) == 2


def test_no_plan_is_too_long_for_a_note(rehearsal: Rehearsal) -> None:
    assert all(len(saying.statement.legs) <= LEGS_MAX for saying in rehearsal.box.sayings(PlanSet))


def test_the_warehouse_is_planned_with_ten_guards(rehearsal: Rehearsal) -> None:
    plans = [saying.statement for saying in rehearsal.box.sayings(PlanSet)]
    minimum = {post.post: post.minimum for plan in plans for post in plan.posts}
    assert minimum[STORE] == 10
    assert {minimum[one.place] for one in rehearsal.stage.area.districts} == {2}


def test_one_office_is_guarded_openly_and_one_covertly(rehearsal: Rehearsal) -> None:
    posts = {one.statement.post: one.statement for one in rehearsal.box.sayings(PostEstablished)}
    assert (posts[KPU_OFFICE].openness, posts[KPU_OFFICE].minimum) == ("terbuka", 10)
    assert posts[BAWASLU_OFFICE].openness == "tertutup"
    assert isinstance(posts[BAWASLU_OFFICE].minimum, Sealed)


def test_trucks_are_to_be_escorted(rehearsal: Rehearsal) -> None:
    plans = [saying.statement for saying in rehearsal.box.sayings(PlanSet)]
    guarded = [leg for plan in plans for leg in plan.legs if leg.escort]
    area = rehearsal.stage.area
    assert len(guarded) == 3 * len(area.districts) + 2 * len(area.villages)


def test_whoever_guards_is_on_an_order(rehearsal: Rehearsal) -> None:
    orders = [saying.statement for saying in rehearsal.box.sayings(AssignmentMade)]
    ordered = {person for order in orders for person in order.persons}
    guards = [one for one in rehearsal.stage.phones.values() if one.role == "danru"]
    assert guards
    assert {guard.person for guard in guards} <= ordered
