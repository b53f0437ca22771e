"""R16: a visitor who was refused comes again, and somebody lets them in."""

from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from domain.recognition import MAX_KEPT
from domain.said import Said
from tests.support.arrival import hear, told
from tests.support.sayings import GUARD, STRANGER, leaf
from tests.support.story import GUARD_2, Story


@pytest.fixture
def story() -> Story:
    return Story.of_election()


def reports(story: Story, at: str, again: Said | None = None, **fields: Any) -> Said:
    before = None if again is None else again.leaf
    return story.says(GUARD, "VisitorReported", at, again=before, **fields)


def denies(story: Story, visit: Said, at: str, by: str = GUARD) -> Said:
    return story.says(by, "AccessDenied", at, of=visit.leaf)


def admits(story: Story, visit: Said, at: str, by: str = GUARD_2) -> Said:
    return story.says(by, "AccessGranted", at, of=visit.leaf, zone="kantor")


def found(story: Story) -> list[str]:
    return [rule for rule in story.findings() if rule == "R16"]


def test_another_guard_lets_in_who_was_refused(story: Story) -> None:
    first = reports(story, "08:00")
    denied = denies(story, first, "08:01")
    entry = admits(story, reports(story, "09:00", first), "09:01")

    finding = story.finding("R16")
    assert finding.evidence == (entry.index, denied.index)
    assert (finding.subject_kind, finding.parameters["minutes"]) == ("pos", 60)
    assert finding.english().endswith("60 minutes later: by another guard.")


def test_the_same_guard_may_think_better_of_it(story: Story) -> None:
    first = reports(story, "08:00")
    denies(story, first, "08:01")
    admits(story, reports(story, "09:00", first), "09:01", by=GUARD)

    assert found(story) == []


def test_another_purpose_is_a_difference_by_whomever(story: Story) -> None:
    first = reports(story, "08:00", purpose="tamu")
    denies(story, first, "08:01")
    admits(story, reports(story, "09:00", first, purpose="perbaikan"), "09:01", by=GUARD)

    assert story.finding("R16").parameters["difference"] == "keperluan tamu menjadi perbaikan"


@pytest.mark.parametrize(("at", "rules"), [("26 08:01", ["R16"]), ("26 08:01:01", [])])
def test_after_a_day_a_refusal_is_forgotten(story: Story, at: str, rules: list[str]) -> None:
    first = reports(story, "08:00")
    denies(story, first, "08:01")
    admits(story, reports(story, "26 08:00", first), at)

    assert found(story) == rules


def test_who_is_let_in_first_and_refused_later_is_no_difference(story: Story) -> None:
    first = reports(story, "08:00")
    admits(story, first, "08:01")
    denies(story, reports(story, "09:00", first), "09:01")

    assert found(story) == []


def test_a_visitor_whom_nobody_knows_again_is_somebody_else(story: Story) -> None:
    denies(story, reports(story, "08:00"), "08:01")
    admits(story, reports(story, "09:00"), "09:01")

    assert found(story) == []


def test_a_refusal_is_remembered_over_a_visit_between(story: Story) -> None:
    first = reports(story, "08:00")
    denies(story, first, "08:01")
    second = reports(story, "09:00", first)
    admits(story, reports(story, "10:00", second), "10:01")

    assert found(story) == ["R16"]


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (2, 3, 0, 1), (1, 3, 2, 0)])
def test_the_order_of_arrival_decides_nothing(story: Story, order: tuple[int, ...]) -> None:
    first = story.plans(GUARD, "VisitorReported", "08:00", again=None)
    second = story.plans(GUARD, "VisitorReported", "09:00", again=first.leaf)
    told = (
        first,
        story.plans(GUARD, "AccessDenied", "08:01", of=first.leaf),
        second,
        story.plans(GUARD_2, "AccessGranted", "09:01", of=second.leaf, zone="kantor"),
    )
    for place in order:
        story.hears(told[place])

    assert found(story) == ["R16"]


GUARDS = st.sampled_from([GUARD, GUARD_2, STRANGER])
ANSWERS = st.lists(
    st.tuples(st.sampled_from(["AccessDenied", "AccessGranted"]), st.integers(0, 2), GUARDS),
    min_size=1,
    max_size=5,
)


@settings(max_examples=150, deadline=None)
@given(ANSWERS, st.data())
def test_no_order_of_arrival_decides_who_was_let_in_after_a_refusal(
    answers: list[tuple[str, int, str]], data: st.DataObject
) -> None:
    ends = []
    size = len(answers) + 3
    for order in (range(size), data.draw(st.permutations(range(size)))):
        story = Story.of_election()
        said: list[Said] = []
        for hour in (8, 9, 10):
            again = said[-1].leaf if said else None
            said.append(story.plans(GUARD, "VisitorReported", f"{hour:02}:00", again=again))
        for minute, (kind, visit, by) in enumerate(answers):
            at = f"{visit + 8:02}:{minute + 1:02}"
            zone = "kantor" if kind == "AccessGranted" else None
            said.append(story.plans(by, kind, at, of=said[visit].leaf, zone=zone))
        told_of = told(hear(story, said, order), "pos")
        ends.append({line for line in told_of if line.startswith("R16")})

    assert ends[0] == ends[1]


def test_no_stranger_refuses_anybody(story: Story) -> None:
    first = reports(story, "08:00")
    denies(story, first, "08:01", by=STRANGER)
    admits(story, reports(story, "09:00", first), "09:01")

    assert found(story) == []


def test_whom_a_stranger_lets_in_after_a_refusal_is_a_difference(story: Story) -> None:
    first = reports(story, "08:00")
    denies(story, first, "08:01")
    admits(story, reports(story, "09:00", first), "09:01", by=STRANGER)

    assert found(story) == ["R16"]


def test_visits_that_cite_one_another_in_a_circle_end(story: Story) -> None:
    visit = story.plans(GUARD, "VisitorReported", "08:00", again=leaf(f"{GUARD} 1"))
    other = story.plans(GUARD, "VisitorReported", "08:30", again=visit.leaf)
    assert other.leaf == leaf(f"{GUARD} 1")
    story.hears(visit)
    story.hears(other)
    admits(story, other, "09:00")

    assert found(story) == []


@pytest.mark.parametrize("by", [GUARD, STRANGER])
@pytest.mark.parametrize("at", ["08:30", "2099-01-01T00:00:00+07:00"])
@pytest.mark.parametrize("answer", [None, "AccessGranted"])
def test_visits_push_out_no_refusal(story: Story, by: str, at: str, answer: str | None) -> None:
    story.witnessed("07:00")
    first = reports(story, "08:00")
    denies(story, first, "08:01")
    for number in range(2 * MAX_KEPT):
        again = leaf(f"nobody {number}") if answer else None
        visit = story.says(by, "VisitorReported", at, again=again)
        if answer:
            story.says(by, answer, at, of=visit.leaf, zone="kantor")
    assert len(story.post().asked) == MAX_KEPT
    admits(story, reports(story, "09:00", first), "09:01")

    assert found(story) == ["R16"]


def test_refusals_of_former_days_make_room_for_who_is_waiting(story: Story) -> None:
    for number in range(2 * MAX_KEPT):
        denies(story, reports(story, f"{number // 2 + 1:02} 08:{number % 2:02}"), "01 08:30")
    first = reports(story, "20 08:00", purpose="tamu")
    reports(story, "20 08:30")
    denies(story, first, "20 08:31")
    admits(story, reports(story, "20 09:00", first, purpose="perbaikan"), "20 09:01", by=GUARD)

    assert story.finding("R16").parameters["difference"] == "keperluan tamu menjadi perbaikan"


def test_so_many_visits_are_kept(story: Story) -> None:
    for minute in range(MAX_KEPT + 4):
        reports(story, f"08:{minute:02}")

    assert len(story.post().asked) == MAX_KEPT


def test_a_visitor_who_was_let_in_is_not_kept(story: Story) -> None:
    admits(story, reports(story, "08:00"), "08:01")

    assert story.post().asked == ()
