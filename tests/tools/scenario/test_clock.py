"""Simulated time is OKU Timur's."""

from tools.scenario.clock import Clock, hours, minutes, wib


def test_a_statement_says_the_time_with_its_offset() -> None:
    assert Clock(wib("2024-11-27 07:00")).at == "2024-11-27T07:00:00+07:00"


def test_the_server_counts_milliseconds_in_utc() -> None:
    assert Clock(wib("1970-01-01 07:00:02")).milliseconds == 2000


def test_another_election_has_the_same_days_before_its_own_vote() -> None:
    clock = Clock(wib("2024-11-27 07:00"), hours(-24 * 287))
    assert clock.at == "2024-02-14T07:00:00+07:00"
    assert clock.stamp(wib("2024-11-28 07:00")) == "2024-02-15T07:00:00+07:00"
    assert clock.milliseconds == Clock(wib("2024-02-14 07:00")).milliseconds


def test_an_hour_has_sixty_minutes() -> None:
    assert hours(1.5) == minutes(90)
