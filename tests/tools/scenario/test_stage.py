"""Scenes play side by side, in the order of their moments, the same every time."""

from datetime import datetime

from tests.tools.scenario.postbox import empty_stage
from tools.scenario.clock import hours, minutes
from tools.scenario.stage import Scene, Stage


def counting(stage: Stage, told: list[tuple[str, datetime]], name: str, every: int) -> Scene:
    for _ in range(3):
        told.append((name, stage.now))
        yield stage.later(every)


def test_the_earliest_scene_goes_on_first() -> None:
    stage, told = empty_stage().stage, list[tuple[str, datetime]]()
    begin = stage.now
    stage.start(counting(stage, told, "lambat", 50))
    stage.start(counting(stage, told, "cepat", 20), begin + minutes(5))
    stage.run()
    assert [name for name, _ in told] == ["lambat", "cepat", "cepat", "cepat", "lambat", "lambat"]
    assert told[1][1] == begin + minutes(5)


def test_time_never_goes_back() -> None:
    stage, told = empty_stage().stage, list[tuple[str, datetime]]()
    stage.start(counting(stage, told, "kemarin", 1), stage.now - hours(24))
    begin = stage.now
    stage.run()
    assert told[0][1] == begin
    assert stage.now == begin + minutes(3)


def test_chance_follows_from_the_seed() -> None:
    one, same, other = (empty_stage(seed=seed).stage for seed in ("a", "a", "b"))
    moments = [[stage.later(0, 9000) for _ in range(4)] for stage in (one, same, other)]
    assert moments[0] == moments[1]
    assert moments[0] != moments[2]


def test_a_committee_speaks_through_its_first_phone() -> None:
    stage = empty_stage().stage
    assert stage.speaker("16.08.05/ppk").journal == "16.08.05/ppk-01"
    station = stage.phone("16.08.05.2001/kpps-001")
    assert stage.speaker("16.08.05.2001/kpps-001") is station


def test_numbers_are_given_once() -> None:
    stage = empty_stage().stage
    assert [stage.count("orang"), stage.count("orang"), stage.count("truk")] == [1, 2, 1]
