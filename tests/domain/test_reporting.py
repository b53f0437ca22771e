"""Situation reports that are due: what is awaited, whatever reaches the log first."""

from datetime import timedelta
from itertools import permutations
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings, strategies as st

from domain.reporting import MAX_KEPT, Reporting
from domain.said import Said
from tests.support.sayings import GUARD, KPU, POLRI, PPK, STRANGER
from tests.support.story import GUARD_2, Story, clock, moment

UNIT, AREA = "16.08/polri", "16.08.05"


def plans(story: Story, every: int = 720, at: str = "24 12:00", **fields: Any) -> Said:
    period = {"from": clock("25 06:00"), "until": clock("28 06:00")} | fields.pop("period", {})
    duty = {"unit": UNIT, "area": AREA, "every": every, "period": period}
    empty = {"legs": None, "posts": None, "inspections": None}
    fields = {"plan": "lapsit", "reports": [duty]} | empty | fields
    return story.says(fields.pop("by", POLRI), "PlanSet", at, **fields)


def reports(
    story: Story, until: str, at: str | None = None, by: str = GUARD, **fields: Any
) -> Said:
    return story.says(by, "SituationReported", at or until, **(report(until) | fields))


def report(until: str) -> dict[str, Any]:
    begin = (moment(until) - timedelta(hours=12)).isoformat()
    return {"unit": UNIT, "area": AREA, "window": {"from": begin, "until": clock(until)}}


def known(story: Story) -> Reporting:
    state = story.states["laporan", f"{UNIT}@{AREA}"]
    assert isinstance(state, Reporting)
    return state


def awaited(story: Story) -> list[str]:
    return [one.due.isoformat() for one in known(story).awaited]


def draft(story: Story, until: str, at: str | None = None, by: str = GUARD) -> Said:
    return story.plans(by, "SituationReported", at or until, **report(until))


def knowing(story: Story, until: str) -> Said:
    """Report by a telephone that has seen the log as it stands."""
    said = draft(story, until)
    return story.hears(msgspec.structs.replace(said, cited=story.sayings.now))


def test_the_next_report_is_awaited_when_the_last_is_there() -> None:
    story = Story.of_election()
    plans(story)
    assert awaited(story) == [clock("25 18:00")]

    reports(story, "25 18:00")
    assert awaited(story) == [clock("26 06:00")]
    assert known(story).outcome == "ada"


def test_after_the_period_nothing_is_awaited() -> None:
    story = Story.of_election()
    plans(story, period={"until": clock("26 06:00")})
    reports(story, "25 18:00")
    reports(story, "26 06:00")

    assert awaited(story) == []


def test_a_plan_asks_for_nothing_before_it() -> None:
    story = Story.of_election()
    plans(story, at="26 06:00")

    assert awaited(story) == [clock("26 18:00")]


def test_a_due_report_bears_the_offset_of_its_own_plan() -> None:
    there, here = Story.of_election(), Story.of_election()
    begin, end = "2024-11-24T23:00:00+00:00", "2024-11-27T23:00:00+00:00"
    plans(there, period={"from": begin, "until": end})
    plans(here)
    for story in (there, here):
        reports(story, "25 18:00")

    assert awaited(there) == ["2024-11-25T23:00:00+00:00"]
    assert awaited(here) == [clock("26 06:00")]


def test_a_plan_without_force_asks_for_nothing() -> None:
    story = Story.of_election()
    plans(story, by=GUARD)

    assert ("laporan", f"{UNIT}@{AREA}") not in story.states


def test_a_report_every_no_minutes_is_no_duty() -> None:
    story = Story.of_election()
    plans(story, every=0)

    assert ("laporan", f"{UNIT}@{AREA}") not in story.states


def test_the_same_duty_in_a_newer_plan_changes_nothing() -> None:
    story = Story.of_election()
    plans(story)
    before = known(story)
    plans(story, at="25 12:00", version=2)

    assert known(story) == before


def test_another_duty_replaces_what_is_not_due_yet() -> None:
    story = Story.of_election()
    plans(story)
    plans(story, every=360, at="25 07:00", version=2)

    assert awaited(story) == [clock("25 12:00")]
    assert story.findings(at="25 13:00") == ["R23"]
    assert len([rule for rule in story.findings() if rule == "R23"]) == 1


def test_whatever_the_order_of_the_log_the_same_is_missing() -> None:
    said = ("25 18:00", "26 06:00", "27 06:00", "27 18:00")
    found = set()
    for order in permutations(said):
        story = Story.of_election()
        plans(story)
        drafts = [story.plans(GUARD, "SituationReported", at, **report(at)) for at in order]
        for draft in drafts:
            story.hears(draft)
        found.add((*awaited(story), *story.findings(but="R25")))

    assert found == {(clock("26 18:00"), clock("28 06:00"), "R23", "R23")}


@pytest.mark.parametrize("until", ["25 17:30", "25 18:00", "25 18:30"])
def test_what_a_report_tells_of_may_end_around_the_due_time(until: str) -> None:
    story = Story.of_election()
    plans(story)
    reports(story, until, at="25 18:30")

    assert awaited(story) == [clock("26 06:00")]


def test_only_the_newest_reports_are_remembered() -> None:
    story = Story.of_election()
    plans(story, every=60, period={"until": clock("30 06:00")})
    for hour in range(1, 2 * MAX_KEPT + 1):
        reports(story, f"{25 + (6 + hour) // 24} {(6 + hour) % 24:02}:00")

    assert len(known(story).reports) == MAX_KEPT
    assert story.findings(at="26 14:30") == []
    assert story.findings(at="26 15:30:01") == ["R23"]


def test_a_report_that_nobody_asked_for_is_kept() -> None:
    story = Story.of_election()
    reports(story, "25 18:00")

    assert awaited(story) == []
    assert known(story).at == moment("25 18:00")


def test_kpu_may_ask_its_own_units_too() -> None:
    story = Story.of_election()
    plans(story, by=KPU)

    assert awaited(story) == [clock("25 18:00")]


def far(number: int) -> str:
    return f"2999-01-{1 + number // 2:02}T{6 + number % 2 * 12:02}:00:00+07:00"


def test_reports_of_a_far_future_silence_nothing() -> None:
    story = Story.of_election()
    plans(story)
    for number in range(2 * MAX_KEPT):
        reports(story, far(number), by=GUARD_2)
    knowing(story, "25 18:00")

    assert story.findings(at="26 06:30", but="R25") == []
    assert story.findings(at="26 06:30:01", but="R25") == ["R23"]
    reports(story, "26 06:00")
    assert story.findings(at="26 06:30:01", but="R25") == []


def test_a_plan_is_heard_beside_reports_of_a_far_future() -> None:
    story = Story.of_election()
    for number in range(2 * MAX_KEPT):
        reports(story, far(number), by=GUARD_2)
    plans(story)

    assert awaited(story) == []
    knowing(story, "26 06:00")
    assert awaited(story) == [clock("26 18:00")]


def test_who_did_not_know_of_them_answers_what_is_awaited_all_the_same() -> None:
    story = Story.of_election()
    plans(story)
    for number in range(2 * MAX_KEPT):
        reports(story, far(number), by=GUARD_2)
    reports(story, "25 18:00")

    assert story.findings(but="R25") == []


@pytest.mark.parametrize("by", [POLRI, PPK, KPU, STRANGER])
def test_only_who_may_report_for_the_unit_does(by: str) -> None:
    story = Story.of_election()
    plans(story)
    reports(story, "25 18:00", by=by)

    assert awaited(story) == [clock("25 18:00")]
    assert known(story).at is None


def test_nobody_reports_beforehand() -> None:
    story = Story.of_election()
    plans(story)
    reports(story, "26 06:00", at="25 18:00")

    assert awaited(story) == [clock("26 06:00")]


def test_a_report_from_before_the_period_answers_nothing() -> None:
    story = Story.of_election()
    plans(story)
    reports(story, "25 06:00")

    assert awaited(story) == [clock("25 18:00")]


def test_what_witnesses_have_contradicted_counts_no_more() -> None:
    story = Story.of_election()
    plans(story)
    reports(story, "26 06:00", by=GUARD_2)
    reports(story, "25 06:00", area="16.08")
    story.witnessed("25 07:00")
    reports(story, "25 18:00")

    assert awaited(story) == [clock("26 06:00")]


@settings(max_examples=60, deadline=None)
@given(st.permutations(range(7)))
def test_the_order_of_the_log_decides_neither_plan_nor_report(order: list[int]) -> None:
    story = Story.of_election()
    period = {"from": clock("25 06:00"), "until": clock("28 06:00")}
    duty = {"unit": UNIT, "area": AREA, "period": period}
    empty = {"legs": None, "posts": None, "inspections": None}
    drafts = [
        story.plans(
            by, "PlanSet", at, plan=f"p-{every}", reports=[duty | {"every": every}], **empty
        )
        for by, at, every in ((POLRI, "24 12:00", 720), (KPU, "25 20:00", 360))
    ]
    drafts += [draft(story, until) for until in ("25 18:00", "26 06:00", "26 18:00")]
    drafts += [draft(story, "26 00:00", by=PPK), draft(story, "28 06:00", by=GUARD_2)]
    for number in order:
        story.hears(drafts[number])

    assert awaited(story) == [clock(at) for at in ("26 00:00", "26 12:00", "27 00:00")]
    assert story.findings(but="R25 R28") == ["R23"] * 3
