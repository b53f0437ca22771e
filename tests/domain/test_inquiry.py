"""What a supervisor raised: answered, escalated, closed, and its clock (R34)."""

import msgspec
import pytest

from domain.inquiry import Inquiry
from domain.said import Said
from tests.support.sayings import BAWASLU, KPU, PPK, STORE
from tests.support.story import PTPS, Story

DUE = "2024-11-27T20:00:00+07:00"
IN_TIME, LATE = "2024-11-27T20:00:00+07:00", "2024-11-27T20:00:01+07:00"


@pytest.fixture
def story() -> Story:
    return Story.of_election()


@pytest.fixture
def raised(story: Story) -> Said:
    return story.says(BAWASLU, "FindingRaised", "20:00")


def _known(story: Story, raised: Said) -> Inquiry:
    state = story.states["temuan", raised.leaf]
    assert isinstance(state, Inquiry)
    return state


def test_what_nobody_answers_stands_from_its_due_time_on(story: Story, raised: Said) -> None:
    assert _known(story, raised).status == "terbuka"
    assert story.findings(DUE) == []
    assert story.findings(LATE) == ["R34"]
    assert story.finding("R34").parameters["against"] == KPU


@pytest.mark.parametrize(("at", "left"), [(IN_TIME, []), (LATE, ["R34"])])
def test_an_answer_settles_it_up_to_its_due_time(
    story: Story, raised: Said, at: str, left: list[str]
) -> None:
    story.says(STORE, "ResponseFiled", at, of=raised.leaf)

    assert _known(story, raised).status == "dijawab"
    assert story.findings() == left


def test_an_answer_may_reach_the_log_first(story: Story) -> None:
    raised = story.plans(BAWASLU, "FindingRaised", "20:00")
    story.says(STORE, "ResponseFiled", "26 08:00", of=raised.leaf)
    assert _known(story, raised).status == "tidak_dikenal"

    story.hears(raised)
    assert _known(story, raised).status == "dijawab"
    assert story.findings() == []


def test_nobody_answers_for_another_unit(story: Story, raised: Said) -> None:
    story.says(PPK, "ResponseFiled", "26 08:00", of=raised.leaf)

    assert _known(story, raised).status == "terbuka"
    assert story.findings() == ["R34"]


def test_the_respondent_cannot_close_it(story: Story, raised: Said) -> None:
    story.says(KPU, "FindingClosed", "26 08:00", of=raised.leaf, unit=KPU)

    assert _known(story, raised).closing is None
    assert story.findings(but="R08 R28") == ["R34"]


def test_the_raiser_closes_it(story: Story, raised: Said) -> None:
    story.says(BAWASLU, "FindingClosed", "26 08:00", of=raised.leaf)

    assert _known(story, raised).status == "ditutup"
    assert story.findings(but="R08") == []


def test_another_supervisor_closes_it_only_when_it_came_to_them(story: Story, raised: Said) -> None:
    province = "16/bawaslu/registrar"
    other = {"of": raised.leaf, "unit": "16/bawaslu", "enroller": province}
    story.says(province, "FindingClosed", "26 08:00", **other)
    assert _known(story, raised).status == "terbuka"

    story.says(BAWASLU, "FindingEscalated", "26 09:00", of=raised.leaf)
    assert _known(story, raised).status == "diteruskan"


def test_what_is_raised_without_authority_has_no_clock(story: Story) -> None:
    raised = story.says(STORE, "FindingRaised", "20:00")

    assert ("temuan", raised.leaf) not in story.states
    assert story.findings(but="R28") == []


def test_the_time_stated_is_the_clock(story: Story) -> None:
    story.says(BAWASLU, "FindingRaised", "20:00", due="2024-11-26T08:00:00+07:00")

    assert story.findings("2024-11-26T08:00:00+07:00") == []
    assert story.findings("2024-11-26T08:00:01+07:00") == ["R34"]


def test_a_supervisor_below_does_not_close_what_the_regency_raised(
    story: Story, raised: Said
) -> None:
    story.says(PTPS, "FindingClosed", "26 08:00", of=raised.leaf, verdict="tidak_terbukti")

    assert _known(story, raised).closing is None
    assert "R34" in story.findings()


def test_a_finding_is_not_handed_to_the_line_that_it_is_about(story: Story, raised: Said) -> None:
    story.says(BAWASLU, "FindingEscalated", "26 09:00", of=raised.leaf, to="16/kpu")
    story.says(KPU, "FindingClosed", "26 10:00", of=raised.leaf, unit="16/kpu")

    assert _known(story, raised).status == "terbuka"
    assert _known(story, raised).escalations == ()


def test_the_same_asked_for_again_is_told_at_once(story: Story, raised: Said) -> None:
    story.says(STORE, "ResponseFiled", "21:00", of=raised.leaf)
    second = story.says(BAWASLU, "FindingRaised", "26 20:00", number="028/PM.00.02")
    story.says(STORE, "ResponseFiled", "26 21:00", of=second.leaf)

    assert story.findings() == ["R34"]
    again = story.finding("R34")
    assert again.evidence == (second.index, raised.index)
    assert again.parameters["times"] == 2


@pytest.mark.parametrize("changes", [{"place": "16.08/GDG-01"}, {"rule": "R05"}, {"rule": None}])
def test_another_place_or_rule_is_not_the_same(
    story: Story, raised: Said, changes: dict[str, str | None]
) -> None:
    story.says(STORE, "ResponseFiled", "21:00", of=raised.leaf)
    second = story.says(BAWASLU, "FindingRaised", "26 20:00", **changes)
    story.says(STORE, "ResponseFiled", "26 21:00", of=second.leaf)

    assert story.findings() == []


def test_a_hundred_answers_are_not_all_kept(story: Story, raised: Said) -> None:
    for minute in range(40):
        story.says(STORE, "ResponseFiled", f"21:{minute:02}", of=raised.leaf)

    assert len(msgspec.json.encode(_known(story, raised))) < 4000
    assert _known(story, raised).status == "dijawab"
