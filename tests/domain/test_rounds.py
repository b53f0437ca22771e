"""R21: inspections that a plan wants again and again, and after rain."""

from itertools import permutations
from typing import Any

import pytest

from domain.rounds import MAX_KEPT, Round
from domain.rules.inspection import MISSED
from domain.said import Said
from tests.support.sayings import GUARD, KPU, PPK, STRANGER
from tests.support.story import (
    GUARD_2,
    KPPS,
    LOGISTICS,
    PPK_PLACE,
    PPS,
    STORE_PLACE,
    Story,
    clock,
    moment,
)

HALL = "16.08/AULA"


@pytest.fixture
def story() -> Story:
    """A hall that is to be looked at every two hours on 25 November, from six to six."""
    story = Story.of_election()
    plans(story, 1)
    return story


def plans(story: Story, version: int, at: str = "24 12:00", by: str = KPU, **fields: Any) -> Said:
    period = {"from": clock("06:00"), "until": clock("18:00")}
    duty = {"template": "palet", "place": HALL, "every": 120, "items": [], "period": period}
    rest = {"legs": None, "posts": None, "reports": None, "plan": "periksa", "version": version}
    return story.says(by, "PlanSet", at, inspections=[duty | fields], **rest)


def draft(
    story: Story, at: str, template: str = "palet", place: str = HALL, by: str = GUARD
) -> Said:
    return story.plans(by, "InspectionRecorded", at, place=place, template=template)


def looks(story: Story, at: str, template: str = "palet", place: str = HALL) -> Said:
    return story.hears(draft(story, at, template, place))


def rains(story: Story, at: str, place: str = STORE_PLACE, by: str = GUARD) -> Said:
    fields = {"incident_kind": "hujan", "occurred": None, "observed": clock(at), "place": place}
    return story.says(by, "IncidentReported", at, severity="biasa", **fields)


def found(story: Story, at: str = "30 00:00", template: str = "palet") -> list[int]:
    return sorted(
        finding.evidence[0]
        for key, finding in story.raised.items()
        if finding.rule == MISSED.number and finding.subject.endswith(f":{template}")
        if key not in story.settled and finding.stands(moment(at))
    )


def known(story: Story, template: str = "palet", place: str = HALL) -> Round:
    state = story.states["periksa", f"{place}:{template}"]
    assert isinstance(state, Round)
    return state


def test_the_first_is_due_after_the_first_window_and_an_hour(story: Story) -> None:
    assert known(story).due == moment("09:00")
    assert found(story, "09:00") == []
    assert len(found(story, "09:00:01")) == 1


@pytest.mark.parametrize(("at", "count"), [("09:00", 0), ("09:00:01", 1)])
def test_in_time_is_up_to_the_hour_after_the_window(story: Story, at: str, count: int) -> None:
    looks(story, at)

    assert len(found(story, "09:30")) == count
    assert known(story).last == moment(at)


def test_each_inspection_starts_the_clock_of_the_next(story: Story) -> None:
    looks(story, "08:00")
    missed = looks(story, "10:00")
    looks(story, "13:30")

    assert found(story, "16:00") == [missed.index]


def test_nothing_is_due_after_the_period(story: Story) -> None:
    for hour in range(8, 17, 2):
        looks(story, f"{hour:02}:00")
    assert known(story).due == moment("19:00")

    looks(story, "16:01")
    assert known(story).due is None
    assert found(story) == []


def test_the_order_of_arrival_decides_nothing() -> None:
    hours = ("08:00", "10:30", "13:00", "15:30", "17:00")
    for order in permutations(hours):
        story = Story.of_election()
        plans(story, 1)
        for at in order:
            looks(story, at)
        assert found(story) == []


def test_a_later_plan_takes_over_the_clock(story: Story) -> None:
    plans(story, 2, at="08:30", every=240)

    assert known(story).due == moment("13:30")
    assert len(found(story)) == 1
    looks(story, "13:30")
    looks(story, "16:30")
    assert found(story) == []


def test_the_same_duty_in_a_later_plan_changes_nothing(story: Story) -> None:
    plans(story, 2, at="08:30")

    assert known(story).due == moment("09:00")


def test_whatever_the_order_of_the_log_the_newest_plan_takes_over_at_its_own_time() -> None:
    outcomes = set()
    for order in permutations(range(5)):
        story = Story.of_election()
        drafts = [draft_plan(story, *plan) for plan in PLANS]
        drafts += [draft(story, at) for at in ("08:00", "11:30", "17:30")]
        for number in order:
            story.hears(drafts[number])
        late = tuple(str(story.raised[key].parameters["since"]) for key in open_at(story))
        state = known(story)
        marks = [(one.at, one.what, one.due) for one in state.marks]
        assert state.duty is not None
        outcomes.add((late, tuple(marks), state.duty.every))

    ((late, marks_, every),) = outcomes
    assert late == (clock("11:30"),)
    assert marks_[0] == (moment("06:00"), "mulai", moment("09:00"))
    assert every == 240


PLANS = ((KPU, "24 12:00", 120), (LOGISTICS, "09:30", 240))
"""Every two hours from six on; from half past nine on, every four."""


def draft_plan(story: Story, by: str, at: str, every: int) -> Said:
    period = {"from": clock("06:00"), "until": clock("18:00")}
    duty = {"template": "palet", "place": HALL, "every": every, "items": [], "period": period}
    rest = {"legs": None, "posts": None, "reports": None, "plan": f"periksa-{every}"}
    return story.plans(by, "PlanSet", at, inspections=[duty], **rest)


def open_at(story: Story) -> list[str]:
    return sorted(
        key
        for key, finding in story.raised.items()
        if finding.rule == MISSED.number and finding.stands(moment("30 00:00"))
        if key not in story.settled and finding.subject == f"{HALL}:palet"
    )


def test_a_plan_without_force_asks_for_nothing() -> None:
    story = Story.of_election()
    plans(story, 1, by=GUARD)

    assert ("periksa", f"{HALL}:palet") not in story.states
    looks(story, "08:00")
    assert known(story).due is None


def test_another_template_or_place_is_another_matter(story: Story) -> None:
    looks(story, "08:00", template="hama")
    looks(story, "08:00", place=PPK_PLACE)

    assert len(found(story, "09:00:01")) == 1


@pytest.mark.parametrize(("at", "is_late"), [("12:00", False), ("12:00:01", True)])
def test_rain_asks_for_a_look_within_an_hour(story: Story, at: str, is_late: bool) -> None:
    looks(story, "10:59", "hujan", STORE_PLACE)
    rain = rains(story, "11:00")
    looks(story, at, "hujan", STORE_PLACE)

    assert found(story, "13:00", "hujan") == ([rain.index] if is_late else [])


def test_a_look_that_is_said_before_the_rain_counts(story: Story) -> None:
    looks(story, "11:30", "hujan", STORE_PLACE)
    rains(story, "11:00")

    assert found(story, "13:00", "hujan") == []


@pytest.mark.parametrize("place", [PPK_PLACE, HALL])
def test_rain_elsewhere_asks_for_nothing(story: Story, place: str) -> None:
    rains(story, "11:00", place)

    assert ("periksa", f"{place}:hujan") not in story.states


def test_rain_where_a_plan_wants_looks_asks_for_one(story: Story) -> None:
    plans(story, 2, template="hujan", place=PPK_PLACE, every=600, at="24 13:00")
    rain = rains(story, "11:00", PPK_PLACE)

    assert found(story, "12:00:01", "hujan") == [rain.index]


def test_only_so_many_are_kept(story: Story) -> None:
    for minute in range(MAX_KEPT + 5):
        looks(story, f"07:{minute:02}")
    looks(story, "06:30")

    assert len(known(story).marks) == MAX_KEPT


def far(number: int) -> str:
    return f"2999-01-{1 + number // 24:02}T{number % 24:02}:00:00+07:00"


def test_inspections_of_a_far_future_silence_nothing(story: Story) -> None:
    looks(story, "08:00")
    for number in range(2 * MAX_KEPT):
        story.hears(draft(story, far(number), by=GUARD_2))
    last = looks(story, "10:00")

    assert found(story, "13:00") == []
    assert found(story, "13:00:01") == [last.index]
    looks(story, "13:00")
    assert found(story, "13:00:01") == []


def test_a_plan_takes_over_beside_inspections_of_a_far_future() -> None:
    story = Story.of_election()
    for number in range(2 * MAX_KEPT):
        story.hears(draft(story, far(number), by=GUARD_2))
    planned = plans(story, 1)

    assert known(story).duty is not None
    assert found(story, "09:00:01") == [planned.index]


def test_rain_of_a_far_future_silences_no_rain_of_today() -> None:
    story = Story.of_election()
    looks(story, "07:00", "hujan", STORE_PLACE)
    for number in range(2 * MAX_KEPT):
        rains(story, far(number), by=(PPS, KPPS)[number % 2])
    rain = rains(story, "11:00")

    assert found(story, "12:00:01", "hujan") == [rain.index]


def test_only_who_may_inspect_the_place_answers_the_plan(story: Story) -> None:
    for by in (PPS, STRANGER, PPK):
        story.hears(draft(story, "08:00", by=by))

    assert len(found(story, "09:00:01")) == 1


def test_what_witnesses_have_contradicted_counts_no_more(story: Story) -> None:
    story.hears(draft(story, "11:59", by=GUARD_2))
    looks(story, "06:50", template="hama")
    story.witnessed("07:00")
    looked = looks(story, "09:00")

    assert known(story).last == moment("09:00")
    assert found(story, "12:00:01") == [looked.index]


def test_a_time_that_witnesses_allow_still_counts(story: Story) -> None:
    story.hears(draft(story, "11:59", by=GUARD_2))
    looks(story, "06:50", template="hama")
    story.witnessed("11:58")
    looks(story, "09:00")

    assert found(story, "12:00:01") == []
