"""What a supervisor raised: answered, escalated, closed, and its clock (R34)."""

from collections import Counter
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings, strategies as st

from domain.inquiry import MAX_KEPT, Inquiry
from domain.said import Said
from tests.support.sayings import BAWASLU, KPU, PPK, STORE
from tests.support.story import PTPS, UNIT_PPK, Story

PROVINCE, UNIT_PROVINCE = "16/bawaslu/hp-1", "16/bawaslu"
DUE = "2024-11-27T20:00:00+07:00"
IN_TIME, LATE = "2024-11-27T20:00:00+07:00", "2024-11-27T20:00:01+07:00"


@pytest.fixture
def story() -> Story:
    return _story()


def _story() -> Story:
    story = Story.of_election()
    story.sayings.enrol(BAWASLU, "p-provinsi", PROVINCE, "bawaslu", "16")
    return story


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
    story.says(PROVINCE, "FindingClosed", "26 08:00", of=raised.leaf, unit=UNIT_PROVINCE)
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


def test_a_hundred_answers_are_not_all_kept(story: Story, raised: Said) -> None:
    for minute in range(40):
        story.says(STORE, "ResponseFiled", f"21:{minute:02}", of=raised.leaf)

    assert len(msgspec.json.encode(_known(story, raised))) < 4000
    assert _known(story, raised).status == "dijawab"


def test_strangers_answers_never_push_out_the_respondents(story: Story, raised: Said) -> None:
    story.says(STORE, "ResponseFiled", "21:00", of=raised.leaf)
    for minute in range(40):
        story.says(PPK, "ResponseFiled", f"22:{minute:02}", of=raised.leaf)

    known = _known(story, raised)
    assert known.status == "dijawab"
    assert sum(map(known.is_answer, known.answers)) == 1
    assert (len(known.answers), known.left_out) == (MAX_KEPT, 41 - MAX_KEPT)


def test_strangers_who_speak_before_the_finding_is_there_push_out_nothing(story: Story) -> None:
    raised = story.plans(BAWASLU, "FindingRaised", "20:00")
    story.says(STORE, "ResponseFiled", "21:00", of=raised.leaf)
    for minute in range(40):
        story.says(PPK, "ResponseFiled", f"22:{minute:02}", of=raised.leaf, unit=UNIT_PPK)
    story.hears(raised)

    assert _known(story, raised).status == "dijawab"
    assert story.findings() == []


def test_a_closing_may_reach_the_log_before_the_finding(story: Story) -> None:
    raised = story.plans(BAWASLU, "FindingRaised", "20:00")
    story.says(BAWASLU, "FindingClosed", "26 08:00", of=raised.leaf)
    assert _known(story, raised).status == "tidak_dikenal"

    story.hears(raised)
    assert _known(story, raised).status == "ditutup"
    assert story.findings(but="R08 R25") == []


def test_a_closing_that_came_first_is_judged_as_any(story: Story) -> None:
    raised = story.plans(BAWASLU, "FindingRaised", "20:00")
    story.says(PTPS, "FindingClosed", "26 08:00", of=raised.leaf)
    story.says(KPU, "FindingClosed", "26 08:00", of=raised.leaf, unit=KPU)
    story.hears(raised)

    assert _known(story, raised).status == "terbuka"
    assert _known(story, raised).pending == ()
    assert "R34" in story.findings()


def test_who_got_it_closes_it_only_from_then_on(story: Story, raised: Said) -> None:
    province = {"of": raised.leaf, "unit": UNIT_PROVINCE}
    story.says(PROVINCE, "FindingClosed", "26 08:00", verdict="tidak_terbukti", **province)
    story.says(PROVINCE, "FindingClosed", "26 10:00", verdict="selesai", **province)
    assert _known(story, raised).status == "terbuka"

    story.says(BAWASLU, "FindingEscalated", "26 09:00", of=raised.leaf)
    closing = _known(story, raised).closing
    assert closing is not None
    assert (closing.unit, closing.verdict) == (UNIT_PROVINCE, "selesai")


WORDS: tuple[tuple[str, str, str, dict[str, str]], ...] = (
    (BAWASLU, "FindingRaised", "20:00", {}),
    (BAWASLU, "FindingEscalated", "26 09:00", {}),
    (PROVINCE, "FindingClosed", "26 10:00", {"unit": UNIT_PROVINCE}),
    (PROVINCE, "FindingClosed", "26 08:00", {"unit": UNIT_PROVINCE}),
    (PROVINCE, "FindingClosed", "26 10:00", {"unit": UNIT_PROVINCE, "verdict": "tidak_terbukti"}),
    (BAWASLU, "FindingClosed", "28 10:00", {}),
    (STORE, "ResponseFiled", "28 08:00", {}),
    (PPK, "ResponseFiled", "26 08:00", {}),
    (PTPS, "FindingClosed", "26 08:00", {"verdict": "tidak_terbukti"}),
    (KPU, "FindingClosed", "26 08:00", {"unit": KPU}),
)


@settings(max_examples=60, deadline=None)
@given(st.permutations(range(1, len(WORDS))), st.integers(0, len(WORDS) - 1))
def test_in_whatever_order_phones_deliver_the_finding_ends_the_same(
    order: list[int], place: int
) -> None:
    def told(order: list[int]) -> tuple[object, ...]:
        story = _story()
        raised = story.plans(*WORDS[0][:3])
        for number in order:
            journal, kind, at, fields = WORDS[number]
            about = {"of": raised.leaf} if number else {}
            story.hears(story.plans(journal, kind, at, **about, **fields) if number else raised)
        known = _known(story, raised)
        words = Counter((type(one).__name__, one.unit, one.at) for one in _words(known))
        open_now = [one for one in story.findings() if one == "R34"]
        closing = known.closing
        assert closing is not None
        return known.status, closing.verdict, words, open_now, known.left_out

    assert told([*order[:place], 0, *order[place:]]) == told(list(range(len(WORDS))))


def _words(known: Inquiry) -> list[Any]:
    closing = [] if known.closing is None else [known.closing]
    return [*known.answers, *known.escalations, *known.pending, *closing]
