"""R29 of a leg: until when the rest may leave, and what the finding says."""

from datetime import timedelta

from domain.policy import DEFAULT_THRESHOLDS
from domain.rules.leg import PLANNED, planned, planned_due
from tests.support.story import moment

AT = moment("07:45")


def test_what_is_short_may_yet_leave_for_a_day() -> None:
    day = timedelta(days=1)
    until = moment("12:00")

    assert planned_due(AT, None, is_short=True, policy=DEFAULT_THRESHOLDS) == AT + day
    assert planned_due(AT, until, is_short=True, policy=DEFAULT_THRESHOLDS) == until + day
    assert planned_due(until, AT, is_short=True, policy=DEFAULT_THRESHOLDS) == until + day


def test_too_many_stay_too_many() -> None:
    assert planned_due(AT, None, is_short=False, policy=DEFAULT_THRESHOLDS) < AT


def test_it_says_how_many_were_planned_and_left() -> None:
    finding = planned("16.08.05-pergi", (9,), (12, 11), AT)

    assert finding.key == PLANNED.key("16.08.05-pergi", 9)
    assert finding.indonesian().endswith("direncanakan 12 kotak; yang dinyatakan berangkat 11.")
