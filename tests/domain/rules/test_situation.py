"""R23: no word when one was due, and *nihil* when it was not."""

from typing import Any

import pytest
from hypothesis import given, strategies as st

from tests.domain.test_reporting import AREA, plans, report, reports
from tests.support.sayings import GUARD, KPU, leaf
from tests.support.story import GUARD_2, PPK_PLACE, STORE_PLACE, Story, clock


class TestMissing:
    @pytest.mark.parametrize(("at", "found"), [("25 18:30", []), ("25 18:30:01", ["R23"])])
    def test_half_an_hour_after_the_due_time_is_in_time(self, at: str, found: list[str]) -> None:
        story = Story.of_election()
        plans(story)
        reports(story, "25 18:00", at=at)

        assert story.findings(at="26 06:00") == found

    def test_silence_becomes_a_finding_by_itself(self) -> None:
        story = Story.of_election()
        plans(story)

        assert story.findings(at="25 18:30") == []
        assert story.findings(at="25 18:30:01") == ["R23"]
        assert story.finding("R23").parameters["area"] == AREA

    def test_a_report_stated_in_time_may_come_late(self) -> None:
        story = Story.of_election()
        plans(story)
        draft = story.plans(GUARD_2, "SituationReported", "25 18:10", **report("25 18:00"))
        reports(story, "26 06:00")
        assert story.findings(at="26 07:00") == ["R23"]

        story.hears(draft)
        assert story.findings(at="26 07:00") == []

    def test_a_late_report_still_begins_the_wait_for_the_next(self) -> None:
        story = Story.of_election()
        plans(story)
        reports(story, "25 18:00", at="25 20:00")

        assert story.findings(at="26 06:30") == ["R23"]
        assert story.findings(at="26 06:30:01") == ["R23", "R23"]

    def test_the_policy_says_how_long_to_wait(self) -> None:
        story = Story.of_election()
        story.says(KPU, "PolicySet", "20 08:00", thresholds={"situation_missing": 5})
        plans(story)

        assert story.findings(at="25 18:05") == []
        assert story.findings(at="25 18:05:01") == ["R23"]


class TestContradicted:
    def quiet(self, story: Story, **fields: Any) -> None:
        window = {"from": clock("25 06:00"), "until": clock("25 18:00")}
        fields = {"area": AREA, "outcome": "nihil", "window": window} | fields
        story.says(GUARD, "SituationReported", "25 18:10", **fields)

    def trouble(self, story: Story, at: str, **fields: Any) -> None:
        story.says(GUARD_2, "DiscrepancyDeclared", at, **({"place": PPK_PLACE} | fields))

    @pytest.mark.parametrize(
        ("at", "found"),
        [
            ("25 05:59:59", []),
            ("25 06:00", ["R23"]),
            ("25 18:00", ["R23"]),
            ("25 18:00:01", []),
        ],
    )
    @pytest.mark.parametrize("is_first", [True, False])
    def test_a_discrepancy_in_the_window_contradicts_whichever_comes_first(
        self, at: str, found: list[str], *, is_first: bool
    ) -> None:
        story = Story.of_election()
        if is_first:
            self.trouble(story, at)
        self.quiet(story)
        if not is_first:
            self.trouble(story, at)

        assert story.findings() == found

    def test_an_incident_counts_by_when_it_was_observed(self) -> None:
        story = Story.of_election()
        self.quiet(story)
        times = {"observed": clock("25 18:00"), "occurred": None, "place": PPK_PLACE}
        story.says(GUARD_2, "IncidentReported", "25 18:15", **times)

        assert story.findings() == ["R23"]

    def test_what_happens_elsewhere_contradicts_nothing(self) -> None:
        story = Story.of_election()
        self.quiet(story)
        self.trouble(story, "25 10:00", place=STORE_PLACE)

        assert story.findings() == []

    def test_a_report_on_the_whole_covers_its_parts(self) -> None:
        story = Story.of_election()
        self.trouble(story, "25 10:00")
        self.trouble(story, "25 11:00", place=STORE_PLACE)
        self.quiet(story, area="16.08")

        assert story.findings() == ["R23"]
        assert len(story.finding("R23").evidence) == 3

    def test_who_reports_that_there_was_something_contradicts_nobody(self) -> None:
        story = Story.of_election()
        self.trouble(story, "25 10:00")
        self.quiet(story, outcome="ada")

        assert story.findings() == []

    def test_an_incident_that_an_update_calls_grave_contradicts_too(self) -> None:
        story = Story.of_election()
        self.quiet(story)
        mild = story.says(GUARD_2, "IncidentReported", "25 10:05", **self.mild())
        assert story.findings() == []

        grave = {"of": mild.leaf, "place": PPK_PLACE, "severity": "menonjol"}
        story.says(GUARD_2, "IncidentUpdated", "25 12:00", **grave)
        story.says(GUARD_2, "IncidentUpdated", "25 13:00", **grave)
        assert story.findings(but="R24") == ["R23"]

    def test_an_update_of_nothing_or_of_somewhere_else_contradicts_nothing(self) -> None:
        story = Story.of_election()
        self.quiet(story)
        mild = story.says(GUARD_2, "IncidentReported", "25 10:05", **self.mild(STORE_PLACE))
        fields = {"place": PPK_PLACE, "severity": "menonjol"}
        for of in (mild.leaf, leaf("nothing")):
            story.says(GUARD_2, "IncidentUpdated", "25 12:00", of=of, **fields)

        assert story.findings(but="R24") == []

    @given(st.permutations(range(7)))
    def test_each_nil_report_is_one_finding_in_every_order_of_arrival(
        self, order: list[int]
    ) -> None:
        story = Story.of_election()
        mild = story.plans(GUARD_2, "IncidentReported", "25 10:05", **self.mild())
        grave = {"of": mild.leaf, "place": PPK_PLACE, "severity": "menonjol"}
        report = {"area": AREA, "outcome": "nihil"}
        halves = {"from": clock("25 06:00"), "until": clock("25 12:00")}
        whole, free = halves | {"until": clock("25 18:00")}, halves | {"until": clock("25 07:00")}
        drafts = [
            story.plans(GUARD, "SituationReported", "25 18:10", window=window, **report)
            for window in (halves, whole, free)
        ]
        drafts += [
            mild,
            story.plans(GUARD_2, "IncidentUpdated", "25 12:00", **grave),
            story.plans(GUARD_2, "DiscrepancyDeclared", "25 11:00", place=PPK_PLACE),
            story.plans(GUARD_2, "DiscrepancyDeclared", "25 13:00", place=PPK_PLACE),
        ]
        heard = {number: story.hears(drafts[number]).index for number in order}
        found = {
            key: finding.evidence
            for key, finding in story.raised.items()
            if finding.rule == "R23" and finding.subject == AREA
        }

        assert sorted(found.values()) == sorted(
            [
                (heard[0], heard[3], heard[5]),
                (heard[1], heard[3], heard[5], heard[6]),
            ]
        )

    def mild(self, place: str = PPK_PLACE) -> dict[str, Any]:
        times = {"observed": clock("25 10:00"), "occurred": None}
        return {"severity": "biasa", "place": place, **times}
