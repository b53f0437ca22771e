"""The schedule: what is planned, as of a leaf and as of a stated time."""

from datetime import timedelta
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
