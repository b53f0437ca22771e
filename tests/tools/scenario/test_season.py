"""At full scale every quiet day is told; with few polling stations, few of them."""

from tools.scenario.clock import wib
from tools.scenario.season import FULL, Season


def test_the_whole_operation_lasts_from_august_to_the_end_of_the_year() -> None:
    season = Season.of(1012)
    assert season.reports == wib("2024-08-25 07:00")
    assert season.posts == wib("2024-09-25 07:00")
    assert season.ends == wib("2024-12-31 07:00")


def test_a_small_one_keeps_the_days_of_the_boxes() -> None:
    season = Season.of(1)
    assert season.reports == season.posts == wib("2024-11-20 07:00")
    assert season.ends == wib("2024-12-02 07:00")


def test_quiet_days_grow_with_the_scale() -> None:
    days = [Season.of(scale).posts for scale in (1, 100, 250, FULL)]
    assert days == sorted(days, reverse=True)
    assert len(set(days)) == 4


def test_of_many_things_there_is_at_least_one() -> None:
    assert (Season.of(1).part(20), Season.of(250).part(20), Season.of(FULL).part(20)) == (1, 10, 20)
