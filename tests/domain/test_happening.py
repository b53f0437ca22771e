"""Incidents: reported, gone on about, and closed, in whatever order that reaches the log."""

from itertools import permutations
from typing import Any

import pytest

from domain.happening import MAX_KEPT, Happening
from domain.said import Said
from tests.support.arrival import hear
from tests.support.sayings import GUARD, POLRI, STRANGER, leaf
from tests.support.story import GUARD_2, STORE_PLACE, Story, moment


def reports(story: Story, at: str = "02:20", **fields: Any) -> Said:
    times = {"observed": moment("02:10").isoformat(), "occurred": None}
    return story.says(GUARD, "IncidentReported", at, **(times | fields))


def known(story: Story, of: Said) -> Happening:
    state = story.states["kejadian", of.leaf]
    assert isinstance(state, Happening)
    return state


def test_an_incident_goes_from_its_report_to_its_end() -> None:
    story = Story.of_election()
    said = reports(story)
    assert (known(story, said).status, known(story, said).place) == ("dilaporkan", STORE_PLACE)

    story.says(GUARD, "IncidentUpdated", "03:30", of=said.leaf)
    assert (known(story, said).status, known(story, said).updates) == ("ditangani", 1)
    assert known(story, said).notified == ("16.08/kpu", "16.08/bawaslu", "16.08/polri")

    story.says(GUARD, "IncidentClosed", "09:00", of=said.leaf, losses=[])
    assert (known(story, said).status, known(story, said).outcome) == ("selesai", "tertangani")
    assert [loss.count for loss in known(story, said).losses] == [12]


def test_what_follows_may_reach_the_log_before_the_report() -> None:
    story = Story.of_election()
    draft = story.plans(GUARD, "IncidentReported", "02:20", observed=moment("02:10").isoformat())
    story.says(GUARD, "IncidentClosed", "09:00", of=draft.leaf)
    story.says(GUARD, "IncidentUpdated", "03:30", of=draft.leaf, losses=[])
    assert known(story, draft).incident_kind is None

    story.hears(draft)
    assert known(story, draft).incident_kind == "atap_bocor"
    assert (known(story, draft).status, known(story, draft).closed) == ("selesai", moment("09:00"))
    assert [loss.count for loss in known(story, draft).losses] == [12]


@pytest.mark.parametrize("at", ["10:00", "08:00"])
def test_the_newest_word_on_its_end_counts(at: str) -> None:
    story = Story.of_election()
    said = reports(story)
    story.says(GUARD, "IncidentClosed", "09:00", of=said.leaf)
    story.says(GUARD, "IncidentClosed", at, of=said.leaf, outcome="tidak_benar")

    expected = "tidak_benar" if at == "10:00" else "tertangani"
    assert known(story, said).outcome == expected


def test_only_so_many_units_are_listed_as_notified() -> None:
    story = Story.of_election()
    said = reports(story, notified=[f"16.08/u-{number}" for number in range(2 * MAX_KEPT)])

    assert len(known(story, said).notified) == MAX_KEPT


def test_an_update_of_nothing_is_kept_and_finds_nothing() -> None:
    story = Story.of_election()
    story.says(POLRI, "IncidentUpdated", "03:30", of=leaf("nothing"))

    assert story.findings() == []


@pytest.mark.parametrize("is_update_first", [True, False])
def test_of_times_that_are_not_in_order_nothing_else_is_said(*, is_update_first: bool) -> None:
    story = Story.of_election()
    times = {"occurred": moment("01:30").isoformat(), "observed": moment("01:00").isoformat()}
    draft = story.plans(GUARD, "IncidentReported", "02:20", severity="menonjol", **times)
    update = story.plans(GUARD, "IncidentUpdated", "03:30", of=draft.leaf, severity=None)
    for said in (update, draft) if is_update_first else (draft, update):
        story.hears(said)

    assert [one.evidence for one in story.raised.values() if one.rule == "R24"] == [
        (known(story, draft).reported_index,)
    ]


def test_the_order_of_arrival_decides_neither_how_grave_it_is_nor_what_was_lost() -> None:
    found = set()
    for order in permutations(range(4)):
        story = Story.of_election()
        report = story.plans(GUARD, "IncidentReported", "02:20", severity="biasa")
        drafts = [report] + [
            story.plans(
                GUARD, "IncidentUpdated", at, of=report.leaf, severity=severity, losses=lost
            )
            for at, severity, lost in (
                ("03:00", "biasa", [{"item": "bilik", "count": 5}]),
                ("03:10", "sedang", []),
                ("03:20", None, []),
            )
        ]
        for place in order:
            story.hears(drafts[place])
        now = known(story, report)
        found.add((now.severity, [one.count for one in now.losses] == [5]))

    assert found == {("sedang", True)}


def test_of_two_words_for_one_moment_the_same_counts_in_any_order() -> None:
    found = set()
    for order in permutations(range(2)):
        story = Story.of_election()
        report = story.hears(reports(story, severity="ringan", losses=[]))
        drafts = [
            story.plans(by, "IncidentUpdated", "03:00", of=report.leaf, severity=grade, losses=lost)
            for by, grade, lost in (
                (GUARD, "biasa", [{"item": "bilik", "count": 5}]),
                (GUARD_2, "sedang", [{"item": "bilik", "count": 6}]),
            )
        ]
        now = known(hear(story, drafts, order), report)
        found.add((now.severity, tuple(one.count for one in now.losses)))

    assert found == {("sedang", (6,))}


def test_who_ends_what_is_elsewhere_changes_nothing_here_in_any_order() -> None:
    found = set()
    for order in permutations(range(3)):
        story = Story.of_election()
        report = story.plans(
            GUARD, "IncidentReported", "02:20", observed=moment("02:10").isoformat(), losses=[]
        )
        drafts = [report] + [
            story.plans(GUARD_2, "IncidentClosed", at, of=report.leaf, place=place, losses=lost)
            for at, place, lost in (
                ("09:00", STORE_PLACE, [{"item": "bilik", "count": 5}]),
                ("10:00", "16.08/AULA", [{"item": "bilik", "count": 99}]),
            )
        ]
        for number in order:
            story.hears(drafts[number])
        now = known(story, report)
        found.add((now.updated, now.closed, tuple(one.count for one in now.losses)))

    assert found == {(moment("09:00"), moment("09:00"), (5,))}


def test_names_by_a_stranger_leave_room_for_who_was_notified() -> None:
    story = Story.of_election()
    report = story.hears(reports(story, notified=[]))
    invented = [f"x-{number}" for number in range(MAX_KEPT)]
    story.says(STRANGER, "IncidentUpdated", "02:30", of=report.leaf, notified=invented)
    story.says(GUARD, "IncidentUpdated", "02:40", of=report.leaf, notified=["16.08/kpu"])

    assert known(story, report).notified == ("16.08/kpu",)
