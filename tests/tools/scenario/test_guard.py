"""The posts are guarded day and night, except where it was planted otherwise."""

from collections import Counter

from domain.inspection import InspectionRecorded
from domain.shift import ShiftAccepted, ShiftEnded, ShiftHandedOver, ShiftStarted
from tests.tools.scenario.postbox import Rehearsal
from tools.scenario.area import BAWASLU_OFFICE, KPU_OFFICE, STORE
from tools.scenario.plan import CHECKS


def test_each_post_changes_its_team_twice_a_day(rehearsal: Rehearsal) -> None:
    handed = Counter(one.statement.post for one in rehearsal.box.sayings(ShiftHandedOver))
    taken = Counter(one.statement.post for one in rehearsal.box.sayings(ShiftAccepted))
    assert handed == taken
    season = rehearsal.stage.season
    changes = 2 * (season.ends - season.posts).days - 1
    assert [handed[post] for post in (STORE, KPU_OFFICE, BAWASLU_OFFICE)] == [changes] * 3


def test_no_team_relieves_itself(rehearsal: Rehearsal) -> None:
    assert all(
        one.statement.from_ != one.statement.to for one in rehearsal.box.sayings(ShiftHandedOver)
    )


def test_ten_stand_on_the_open_posts_but_for_one_night(rehearsal: Rehearsal) -> None:
    told = [
        one.statement
        for one in rehearsal.box.sayings(ShiftAccepted)
        if one.statement.post in {STORE, KPU_OFFICE}
    ]
    counts = Counter(one.present for one in told)
    assert (set(counts), counts[6]) == ({10, 6}, 1)


def test_one_post_is_left_empty_for_forty_minutes(rehearsal: Rehearsal) -> None:
    left = [one.statement for one in rehearsal.box.sayings(ShiftEnded)]
    deserted = [one for one in left if one.post == BAWASLU_OFFICE]
    begun = [
        one.statement
        for one in rehearsal.box.sayings(ShiftStarted)
        if one.statement.post == BAWASLU_OFFICE
    ]
    assert [one.at[11:16] for one in (deserted[0], *begun[1:])] == ["03:00", "03:40"]
    assert [one.reason for one in deserted] == ["ditarik", "selesai"]


def test_every_watch_looks_for_rain_fire_and_dead_cameras(rehearsal: Rehearsal) -> None:
    told = [
        one.statement
        for one in rehearsal.box.sayings(InspectionRecorded)
        if one.statement.place == STORE and one.statement.template in CHECKS
    ]
    counts = Counter(one.template for one in told)
    assert min(counts[template] for template in CHECKS) >= 24


def test_the_store_is_handed_over_with_its_boxes_counted(rehearsal: Rehearsal) -> None:
    counts = [
        tally.count
        for one in rehearsal.box.sayings(ShiftHandedOver)
        if one.statement.post == STORE
        for tally in one.statement.inventory
        if tally.item == "kotak"
    ]
    assert counts[0] > min(counts)
    assert counts[-1] == rehearsal.stage.stock
