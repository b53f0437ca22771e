"""R09, R10 and R11: the hours themselves, and what leaves otherwise than planned."""

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
from tests.support.convoy import POLICE, orders, plans, standing
from tests.support.sayings import KPU
from tests.support.story import PPK_PLACE, UNIT_KPU, UNIT_PPK, Story, clock, moment

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


@pytest.fixture(name="story")
def story_of_an_election() -> Story:
    return Story.of_election()


WINDOW = {"depart": {"from": clock("07:00"), "until": clock("09:00")}}


class TestOffSchedule:
    @pytest.mark.parametrize(
        ("at", "count"), [("06:00", 0), ("05:59:59", 1), ("10:00", 0), ("10:00:01", 1)]
    )
    def test_an_hour_beside_the_window(self, story: Story, at: str, count: int) -> None:
        plans(story, **WINDOW)
        story.sends(at=at)

        assert standing(story, "R10") == count

    def test_it_says_by_how_much(self, story: Story) -> None:
        plans(story, **WINDOW)
        story.sends(at="11:30")

        assert story.finding("R10").parameters["reason"] == "150 menit setelah waktunya"

    def test_a_way_that_nobody_planned(self, story: Story) -> None:
        story.sends(at="07:45", leg=None, **{"from": UNIT_PPK, "to": UNIT_KPU})

        assert story.finding("R10").parameters["reason_english"] == "it is not planned"

    def test_a_name_of_another_way_is_no_plan_for_this_one(self, story: Story) -> None:
        story.sends("bukan-dari-sini", at="07:45", to="16.08.06/ppk")

        assert standing(story, "R10") == 1

    def test_the_way_is_found_without_its_name(self, story: Story) -> None:
        story.sends(at="07:45", leg=None)

        assert standing(story, "R10") == 0

    def test_where_no_way_at_all_is_planned_nobody_is_asked(self, story: Story) -> None:
        story.says(KPU, "PlanSet", "01 08:00", version=2, legs=[])
        story.sends(at="07:45", leg=None)

        assert standing(story, "R10") == 0

    @pytest.mark.parametrize(
        ("at", "count"), [("21:59:59", 0), ("22:00", 1), ("26 04:59:59", 1), ("26 05:00", 0)]
    )
    def test_at_night_an_order_is_needed(self, story: Story, at: str, count: int) -> None:
        story.sends(at=at)

        assert standing(story, "R10") == count

    def test_a_night_that_is_planned_needs_none(self, story: Story) -> None:
        plans(story, depart={"from": clock("22:00"), "until": clock("23:59")})
        story.sends(at="23:00")

        assert standing(story, "R10") == 0

    @pytest.mark.parametrize(
        "fields",
        [
            {"unit": "16.08/polres"},
            {"place": "16.08", "unit": POLICE},
            {"place": PPK_PLACE, "unit": "16.08/polres"},
        ],
    )
    def test_an_order_to_escort_names_the_night(self, story: Story, fields: dict[str, str]) -> None:
        orders(story, **fields)
        story.sends(at="23:00")

        assert standing(story, "R10") == 0

    def test_an_order_that_has_run_out_names_nothing(self, story: Story) -> None:
        orders(story, until=clock("25 20:00"))
        story.sends(at="23:00")

        assert standing(story, "R10") == 1

    @pytest.mark.parametrize(("number", "count"), [("Sprin/9", 0), ("Sprin/8", 1)])
    def test_the_dispatch_may_name_an_order_in_force(
        self, story: Story, number: str, count: int
    ) -> None:
        times = {"from": clock("24 07:00"), "until": clock("28 07:00")}
        story.says(KPU, "OrderIssued", "02 09:00", order="Sprin/9", unit=UNIT_KPU, **times)
        story.sends(at="23:00", order=number)

        assert standing(story, "R10") == count

    def test_the_night_is_that_of_the_signers_clock(self, story: Story) -> None:
        story.sends(at="2024-11-25T23:00:00+00:00")

        assert standing(story, "R10") == 1
