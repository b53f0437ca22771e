"""Visits: reported, let in or refused, gone."""

from itertools import permutations

import pytest

from domain.said import Said
from domain.visit import MAX_EXITS
from tests.support.sayings import GUARD, STRANGER
from tests.support.story import GUARD_2, Story, moment


@pytest.fixture
def story() -> Story:
    return Story.of_election()


@pytest.fixture
def visit(story: Story) -> Said:
    return story.says(GUARD, "VisitorReported", "08:00")


def test_a_visitor_reports_and_waits(story: Story, visit: Said) -> None:
    known = story.visit(visit)

    assert (known.state, known.place, known.purpose) == ("melapor", "16.08/GDG-01", "tinta")
    assert (known.persons, known.permission) == (2, "041/GDG/XI/2024")


def test_who_is_let_in_is_inside_until_gone(story: Story, visit: Said) -> None:
    granted = story.says(GUARD, "AccessGranted", "08:01", of=visit.leaf, zone="kantor")
    known = story.visit(visit)
    assert (known.state, known.zone, known.granted_index) == ("di_dalam", "kantor", granted.index)

    story.says(GUARD, "AccessExited", "09:00", of=visit.leaf)
    assert story.visit(visit).state == "keluar"
    assert story.visit(visit).exited == moment("09:00")


def test_a_refusal_is_kept_with_its_reason(story: Story, visit: Said) -> None:
    story.says(GUARD, "AccessDenied", "08:01", of=visit.leaf)

    assert (story.visit(visit).state, story.visit(visit).reason) == ("ditolak", "tanpa_izin")


def test_an_answer_may_reach_the_log_before_the_report(story: Story) -> None:
    visit = story.plans(GUARD, "VisitorReported", "08:00")
    story.says(GUARD, "AccessDenied", "08:01", of=visit.leaf)
    assert story.visit(visit).purpose is None

    story.hears(visit)
    assert (story.visit(visit).state, story.visit(visit).purpose) == ("ditolak", "tinta")


def test_let_in_twice_is_let_in_once(story: Story, visit: Said) -> None:
    story.says(GUARD, "AccessGranted", "08:01", of=visit.leaf, zone="kantor")
    story.says(GUARD, "AccessGranted", "10:00", of=visit.leaf, zone="halaman")

    assert story.visit(visit).zone == "kantor"
    assert story.findings() == ["R14"]


def test_the_first_exit_counts(story: Story, visit: Said) -> None:
    story.says(GUARD, "AccessExited", "09:00", of=visit.leaf)
    story.says(GUARD, "AccessExited", "10:00", of=visit.leaf)

    assert story.visit(visit).exited == moment("09:00")


@pytest.mark.parametrize("is_late", [False, True])
def test_only_who_guards_the_place_says_that_a_visitor_has_left(
    story: Story, visit: Said, *, is_late: bool
) -> None:
    exit_ = story.plans(STRANGER, "AccessExited", "08:10", of=visit.leaf)
    if not is_late:
        story.hears(exit_)
    story.says(GUARD, "AccessGranted", "08:05", of=visit.leaf)
    if is_late:
        story.hears(exit_)
    story.says(GUARD, "ShiftHandedOver", "09:00", inside=[])

    assert story.visit(visit).state == "di_dalam"
    assert story.findings(but="R28").count("R14") == 2

    story.says(GUARD, "AccessExited", "09:10", of=visit.leaf)
    assert story.visit(visit).state == "keluar"
    assert story.findings(but="R28").count("R14") == 1


@pytest.mark.parametrize("at", ["08:00", "2099-01-01T00:00:00+07:00"])
@pytest.mark.parametrize("is_first", [False, True])
def test_whom_a_stranger_lets_in_counts_until_a_guard_says_so(
    story: Story, visit: Said, at: str, *, is_first: bool
) -> None:
    stranger = story.plans(STRANGER, "AccessGranted", at, of=visit.leaf, zone="x")
    if is_first:
        story.hears(stranger)
        assert (story.visit(visit).state, story.visit(visit).zone) == ("di_dalam", "x")
    story.says(GUARD, "AccessGranted", "08:05", of=visit.leaf, zone="kantor")
    if not is_first:
        story.hears(stranger)

    known = story.visit(visit)
    assert (known.granted, known.zone) == (moment("08:05"), "kantor")
    assert story.findings(at="26 08:05", but="R25 R28") == ["R14"]


def test_only_who_guards_the_place_refuses_a_visitor(story: Story, visit: Said) -> None:
    story.says(STRANGER, "AccessDenied", "08:02", of=visit.leaf)

    assert story.visit(visit).state == "melapor"


def test_of_several_entries_the_earliest_counts_and_no_exit_before_it() -> None:
    ends = set()
    for order in permutations(range(5)):
        story = Story.of_election()
        visit = story.says(GUARD, "VisitorReported", "08:00")
        drafts = (
            story.plans(GUARD, "AccessGranted", "08:05", of=visit.leaf, zone="kantor"),
            story.plans(GUARD_2, "AccessGranted", "08:06", of=visit.leaf, zone="halaman"),
            story.plans(GUARD, "AccessExited", "08:02:59", of=visit.leaf),
            story.plans(GUARD_2, "AccessExited", "20:00", of=visit.leaf),
            story.plans(GUARD, "AccessExited", "21:00", of=visit.leaf),
        )
        for number in order:
            story.hears(drafts[number])
        known = story.visit(visit)
        found = {one for one in story.open() if one[0] == "R14"}
        ends.add((known.granted, known.exited, known.zone, known.due, tuple(found)))
    ((granted, exited, zone, _, found_),) = ends
    assert (granted, exited, zone) == (moment("08:05"), moment("20:00"), "kantor")
    assert len(found_) == 1


@pytest.mark.parametrize(("at", "state"), [("08:03", "keluar"), ("08:02:59", "di_dalam")])
def test_an_exit_before_the_entry_counts_only_as_far_as_clocks_differ(
    story: Story, visit: Said, at: str, state: str
) -> None:
    story.says(GUARD, "AccessExited", at, of=visit.leaf)
    story.says(GUARD, "AccessGranted", "08:05", of=visit.leaf, zone="kantor")

    assert story.visit(visit).state == state
    assert story.findings().count("R14") == (state == "di_dalam")


def test_only_so_many_exits_of_one_visit_are_kept(story: Story, visit: Said) -> None:
    for minute in range(MAX_EXITS + 4):
        story.says(GUARD, "AccessExited", f"09:{minute:02}", of=visit.leaf)

    assert len(story.visit(visit).exits) == MAX_EXITS
