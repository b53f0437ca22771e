"""R24: a grave incident reported late, and times that cannot be."""

from typing import Any

import pytest

from domain.said import Said
from tests.support.sayings import GUARD
from tests.support.story import GUARD_2, Story, moment


def reports(story: Story, at: str, observed: str = "02:00", **fields: Any) -> Said:
    times = {"observed": moment(observed).isoformat(), "occurred": None}
    return story.says(GUARD, "IncidentReported", at, **(times | fields))


@pytest.mark.parametrize(("at", "found"), [("02:15", []), ("02:15:01", ["R24"])])
def test_a_quarter_of_an_hour_is_in_time_and_a_second_more_is_not(
    at: str, found: list[str]
) -> None:
    story = Story.of_election()
    reports(story, at)

    assert story.findings() == found


def test_a_small_incident_may_be_reported_whenever() -> None:
    story = Story.of_election()
    reports(story, "12:00", severity="biasa")

    assert story.findings() == []


@pytest.mark.parametrize("at", ["02:10", "02:30"])
def test_an_incident_that_turns_out_to_be_grave_is_judged_by_its_first_report(at: str) -> None:
    story = Story.of_election()
    said = reports(story, at, severity="biasa")
    story.says(GUARD, "IncidentUpdated", "06:00", of=said.leaf, severity="menonjol")
    story.says(GUARD, "IncidentUpdated", "07:00", of=said.leaf, severity="menonjol")

    assert story.findings() == (["R24"] if at == "02:30" else [])


def test_an_update_that_comes_before_the_report_is_judged_with_it() -> None:
    story = Story.of_election()
    times = {"observed": moment("02:00").isoformat(), "occurred": None, "severity": "biasa"}
    draft = story.plans(GUARD, "IncidentReported", "02:30", **times)
    story.says(GUARD_2, "IncidentUpdated", "03:00", of=draft.leaf, severity="menonjol")
    assert story.findings() == []

    story.hears(draft)
    assert story.findings() == ["R24"]
    assert story.finding("R24").parameters["minutes"] == 15


@pytest.mark.parametrize(
    ("occurred", "observed", "found"),
    [
        ("02:00", "02:00", []),
        ("02:01", "02:00", ["R24"]),
        (None, "02:10", []),
        (None, "02:10:01", ["R24"]),
    ],
)
def test_it_occurs_is_observed_and_is_reported_in_this_order(
    occurred: str | None, observed: str, found: list[str]
) -> None:
    story = Story.of_election()
    occurs = None if occurred is None else moment(occurred).isoformat()
    reports(story, "02:10", observed, occurred=occurs)

    assert story.findings() == found
