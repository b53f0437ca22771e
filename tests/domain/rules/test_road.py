"""R09, R10 and R11: the hours themselves."""

from datetime import timedelta

import pytest

from domain.policy import Thresholds
from domain.rules.road import (
    NO_ESCORT,
    OFF_SCHEDULE,
    OVERDUE,
    UNPLANNED,
    is_night,
    no_escort,
    off_schedule,
    off_window,
    overdue,
    overdue_due,
)
from tests.support.story import moment

POLICY = Thresholds()


@pytest.mark.parametrize(
    ("eta", "late"), [("08:30", 30), ("09:44", 30), ("12:33", 72), ("07:00", 30)]
)
def test_lateness_is_half_an_hour_or_a_quarter_of_the_way(eta: str, late: int) -> None:
    left, expected = moment("07:45"), moment(eta)
    due = overdue_due(left, expected, POLICY)

    assert due - max(left, expected) == timedelta(minutes=late)


def test_a_way_of_a_thousand_years_is_late_after_one_more() -> None:
    left, expected = moment("1000-01-01T00:00:00Z"), moment("2999-12-31T00:00:00Z")
    policy = Thresholds(overdue_percent=1000)

    assert overdue_due(left, expected, policy) - expected == timedelta(days=365)


def test_findings_are_known_by_their_leaf() -> None:
    left, due = moment("07:45"), moment("10:15")

    assert overdue("k", 7, 1, (left, due)).key == OVERDUE.key("k", 7)
    assert off_schedule("k", 7, left, UNPLANNED).key == OFF_SCHEDULE.key("k", 7)
    assert no_escort("k", (9, 7), left, POLICY).key == NO_ESCORT.key("k", 9)
    assert no_escort("k", (9, 7), left, POLICY).due == moment("08:00")


@pytest.mark.parametrize(
    ("at", "said"),
    [("06:00", None), ("05:59", "61 minutes before its time"), ("10:01", "61 minutes after")],
)
def test_a_window_has_an_hour_on_both_sides(at: str, said: str | None) -> None:
    why = off_window(moment(at), (moment("07:00"), moment("09:00")), POLICY)

    assert (why is None) == (said is None)
    assert said is None or (why and said in why[1])


def test_a_night_may_lie_within_one_day() -> None:
    policy = Thresholds(night_from=1, night_until=4)

    assert [is_night(moment(at), policy) for at in ("00:59", "01:00", "03:59", "04:00")] == [
        False,
        True,
        True,
        False,
    ]
