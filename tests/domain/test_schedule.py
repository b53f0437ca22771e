"""The schedule: what is planned, as of a leaf and as of a stated time."""

from datetime import timedelta
from itertools import permutations
from typing import Any

import msgspec

from domain.plan import PlanSet, Post
from domain.policy import DEFAULT_OPENINGS, DEFAULT_THRESHOLDS, PolicySet
from domain.post import PostEstablished
from domain.schedule import Schedule
from domain.statement import time
from domain.tenure import Effect
from tests.support.sayings import golden

KPU, PPK = "16.08/kpu", "16.08.05/ppk"
BOX = "16.08.05.2003-TPS007-GUB"


def _plan(**changes: Any) -> PlanSet:
    plan = golden("PlanSet", **changes)
    assert isinstance(plan, PlanSet)
    return plan


def _fold(schedule: Schedule, plan: PlanSet, leaf: int) -> Effect:
    effect = Effect(leaf, leaf)
    schedule.fold(plan, "kpu", effect)
    return effect


def _govern(schedule: Schedule, leaf: int, **changes: Any) -> Effect:
    policy, effect = golden("PolicySet", **changes), Effect(leaf, leaf)
    assert isinstance(policy, PolicySet)
    schedule.govern(policy, effect)
    return effect


def test_a_plan_holds_from_the_leaf_after_it() -> None:
    schedule = Schedule()
    _fold(schedule, _plan(), 10)

    assert not schedule.is_planned(KPU, PPK, BOX, 10)
    assert schedule.is_planned(KPU, PPK, BOX, 11)
    assert not schedule.is_planned(PPK, KPU, BOX, 11)
    assert (schedule.version("kec-16.08.05", "kpu", 10), schedule.version("x", "kpu", 11)) == (0, 0)
    assert schedule.version("kec-16.08.05", "kpu", 11) == 1


def test_a_new_version_replaces_all_of_the_old_one() -> None:
    schedule = Schedule()
    _fold(schedule, _plan(), 10)
    _fold(schedule, _plan(version=2, legs=None, posts=None, inspections=None), 20)

    assert schedule.leg("16.08.05-pergi-1", 20) is not None
    assert schedule.leg("16.08.05-pergi-1", 21) is None
    assert (schedule.posts(21), schedule.inspections(21)) == ((), ())


def test_what_was_said_before_a_new_version_is_read_by_the_old_one() -> None:
    schedule = Schedule()
    _fold(schedule, _plan(at="2024-11-18T13:00:00+07:00"), 10)
    _fold(schedule, _plan(at="2024-11-26T13:00:00+07:00", version=2, legs=None), 20)
    change = time("2024-11-26T13:00:00+07:00")

    assert schedule.is_planned(KPU, PPK, BOX, 30, change - timedelta(seconds=1))
    assert not schedule.is_planned(KPU, PPK, BOX, 30, change)
    assert not schedule.is_planned(KPU, PPK, BOX, 30)


def test_an_undone_plan_gives_way_to_the_one_before() -> None:
    schedule = Schedule()
    _fold(schedule, _plan(), 10)
    second = _fold(schedule, _plan(version=2, legs=None), 20)
    second.undo(30)

    assert not schedule.is_planned(KPU, PPK, BOX, 30)
    assert schedule.is_planned(KPU, PPK, BOX, 31)


def test_an_undone_policy_gives_way_to_the_one_before() -> None:
    schedule = Schedule()
    _govern(schedule, 10)
    _govern(schedule, 20, version=2, thresholds={"access_open": 30}).undo(30)

    assert [schedule.thresholds(leaf).access_open for leaf in (10, 20, 30, 31)] == [
        240,
        180,
        30,
        180,
    ]


def test_a_policy_states_the_whole_and_what_it_leaves_out_is_the_default() -> None:
    schedule = Schedule()
    _govern(schedule, 10)
    _govern(schedule, 20, version=2, openings=None, thresholds=None)

    assert len(schedule.openings(20)) == 1
    assert schedule.opening(None, None, "pungut", 20) is None
    assert schedule.opening("pemungutan", "tps", "pungut", 20) is not None
    assert schedule.openings(21) == DEFAULT_OPENINGS
    assert schedule.thresholds(21) == DEFAULT_THRESHOLDS
    assert schedule.policy(9) is None


def test_a_post_is_guarded_while_its_period_lasts() -> None:
    schedule = Schedule()
    _fold(schedule, _plan(), 10)
    period = _plan().posts[0].period

    assert schedule.post("16.08/GDG-01", 11, time(period.until)) is not None
    assert schedule.post("16.08/GDG-01", 11, time(period.until) + timedelta(seconds=1)) is None
    assert schedule.post("16.08/GDG-02", 11) is None


def test_of_two_plans_for_one_duty_the_newest_is_read_whichever_came_first() -> None:
    (leg,), (post,), (duty,) = (_plan().legs[:1], _plan().posts[:1], _plan().inspections[:1])
    plans = [
        _plan(
            plan=f"rencana-{day}",
            at=f"2024-10-{day}T12:00:00+07:00",
            legs=[msgspec.to_builtins(leg) | {"count": day}],
            posts=[msgspec.to_builtins(post) | {"minimum": day}],
            inspections=[msgspec.to_builtins(duty) | {"every": day, "period": None}],
        )
        for day in (11, 12, 13)
    ]
    for order in permutations(plans):
        schedule = Schedule()
        for number, plan in enumerate(order):
            _fold(schedule, plan, 10 + number)
        for day, at in ((11, "2024-10-12T11:59:00+07:00"), (13, "2024-10-14T12:00:00+07:00")):
            looked_at = schedule.inspection(duty.place, duty.template, 20, time(at))
            planned = schedule.leg(leg.leg, 20, time(at))
            assert (planned and planned.count, looked_at and looked_at.every) == (day, day)
        assert [one.count for one in schedule.legs(leg.from_, leg.to, 20)] == [13, 12, 11]
        guarded = schedule.post(post.post, 20)
        assert guarded is not None
        assert guarded.minimum == 13


def test_a_higher_version_counts_even_where_its_clock_is_behind() -> None:
    schedule = Schedule()
    (duty,) = _plan().inspections[:1]
    for version, day in ((1, 13), (2, 12)):
        inspections = [msgspec.to_builtins(duty) | {"every": day, "period": None}]
        at = f"2024-10-{day}T12:00:00+07:00"
        _fold(schedule, _plan(version=version, at=at, inspections=inspections), 10 + version)

    (one,) = schedule.rounds(duty.place, duty.template, 20)
    assert (one.version, one.duty.every) == (2, 12)


def test_of_two_orders_for_a_post_the_newest_is_read_whichever_came_first() -> None:
    orders = [
        golden("PostEstablished", shift=hour, at=f"2024-09-01T{hour}:00:00+07:00")
        for hour in (11, 12)
    ]
    for order in permutations(orders):
        schedule = Schedule()
        for number, post in enumerate(order):
            assert isinstance(post, PostEstablished)
            schedule.establish(post, Effect(number, number))
        guarded = schedule.post("16.08/KANTOR-KPU", 20, time("2024-10-01T00:00:00+07:00"))
        assert guarded is not None
        assert guarded.shift == 12


def test_a_post_that_was_set_up_is_known_where_no_plan_names_it() -> None:
    schedule, effect = Schedule(), Effect(10, 10)
    post = golden("PostEstablished")
    assert isinstance(post, PostEstablished)
    schedule.establish(post, effect)
    begins = time(post.period.from_)

    assert schedule.post(post.post, 10) is None
    assert schedule.post(post.post, 11, begins) == post
    assert schedule.post(post.post, 11, begins - timedelta(seconds=1)) is None
    assert schedule.post(post.post, 11, time(post.period.until) + timedelta(seconds=1)) is None

    _fold(schedule, _plan(posts=[msgspec.to_builtins(_plan().posts[0]) | {"post": post.post}]), 20)
    assert isinstance(schedule.post(post.post, 21), Post)
    effect.undo(30)
    assert schedule.post(post.post, 31, begins) is None
