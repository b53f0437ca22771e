"""A retelling puts what was said where it belongs in time, and never says more than the fold."""

import random

from hypothesis import HealthCheck, given, settings, strategies as st

from domain.journey import Box, Journeys
from domain.retelling import Retelling, retell
from domain.said import Said
from tests.domain.test_fold import SCRIPTS, Script, tell
from tests.support.story import (
    BOX,
    PPK_PLACE,
    STORE_PLACE,
    TAG,
    TIE,
    UNIT_KPU,
    UNIT_PPK,
    Story,
    draft_acceptance,
    draft_offer,
    moment,
)

ASKED = st.integers(0, 59).map(lambda minute: f"10:{minute:02d}:30")
SLOWLY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def known(story: Story) -> list[Said]:
    return [fact for fact in story.facts if isinstance(fact, Said)]


def told(story: Story, until: str | None = None, facts: list[Said] | None = None) -> Retelling[Box]:
    end = None if until is None else moment(until)
    facts = known(story) if facts is None else facts
    return retell(Journeys(), BOX, facts, story.sayings.context, end)


def test_what_is_stated_for_later_has_not_happened_yet() -> None:
    story = Story.of_election()
    story.registers(at="10 09:00")
    story.sends(at="07:45")
    story.accepts(at="08:30")

    before, between, after = (told(story, at).state for at in ("07:00", "08:00", "08:30"))
    assert before is not None
    assert between is not None
    assert after is not None
    assert (before.holder, before.place, before.state) == (UNIT_KPU, STORE_PLACE, "dipegang")
    assert (between.holder, between.state) == (UNIT_KPU, "di_perjalanan")
    assert (after.holder, after.place) == (UNIT_PPK, PPK_PLACE)
    assert told(story, "09 09:00").state is None
    assert len(told(story, "09 09:00").ahead) == 3


def test_what_comes_late_is_put_where_it_belongs_and_said_to_be_late() -> None:
    story = Story.of_election()
    story.registers(at="10 09:00")
    late = story.plans(
        "16.08/kpu/gudang-01", "SealApplied", "20 10:00", place=STORE_PLACE,
        boxes=[{"box": BOX, "seals": [TIE]}],
    )  # fmt: skip
    story.seals(TAG, at="22 10:00")
    story.hears(late)

    state = told(story, "21 00:00").state
    assert state is not None
    assert state.seals == (TIE,)
    assert [passage.told.is_late for passage in told(story).passages] == [False, True, False]
    assert told(story, "21 00:00", known(story)[:-1]).state != state


def test_an_answer_never_stands_before_what_it_answers() -> None:
    story = Story.of_election()
    story.registers(at="10 09:00")
    offer = draft_offer(story, at="08:10")
    quick = draft_acceptance(story, at="08:04", of=offer.leaf)
    story.hears(quick)
    story.hears(offer)

    apart = told(story, "08:07").state
    assert apart is not None
    assert (apart.state, apart.holder) == ("dipegang", UNIT_KPU)
    assert [one.told.said.leaf for one in told(story).passages[1:]] == [offer.leaf, quick.leaf]
    state = told(story, "08:10").state
    assert state is not None
    assert state.holder == UNIT_PPK


def test_it_says_since_which_statement_a_part_is_as_it_is() -> None:
    story = Story.of_election()
    first = story.registers(at="10 09:00")
    seals = story.seals(at="20 10:00")
    story.looks(TIE, at="21 10:00")

    tale = told(story, "20 12:00")
    assert tale.last is not None
    assert tale.last.said.leaf == seals.leaf
    place, closed = tale.since(lambda box: box.place), tale.since(lambda box: box.seals)
    assert place is not None
    assert closed is not None
    assert (place.said.leaf, closed.said.leaf) == (first.leaf, seals.leaf)
    assert tale.since(lambda box: box.guard) is None
    assert len(tale.ahead) == 1


@SLOWLY
@given(SCRIPTS)
def test_without_late_entries_the_end_is_the_present_state(script: Script) -> None:
    story = tell(sorted(script, key=lambda one: one[1]))

    assert told(story).state == story.states.get(("kotak", BOX))


@SLOWLY
@given(SCRIPTS, ASKED, st.integers(0, 9))
def test_the_same_statements_in_any_order_give_the_same_retelling(
    script: Script, at: str, seed: int
) -> None:
    story = tell(script)
    shuffled = known(story)
    random.Random(seed).shuffle(shuffled)

    assert told(story, at, shuffled) == told(story, at)


@SLOWLY
@given(SCRIPTS, ASKED)
def test_what_is_stated_for_later_changes_nothing_before(script: Script, at: str) -> None:
    story = tell(script)

    tale = told(story, at)
    heard = [passage.told.said for passage in tale.passages]
    assert told(story, at, heard).state == tale.state
    assert told(story, None, heard).state == tale.state


@SLOWLY
@given(SCRIPTS, ASKED, st.integers(0, 25))
def test_as_of_a_leaf_nothing_that_came_after_it_is_known(
    script: Script, at: str, leaves: int
) -> None:
    whole, ended = tell(script), tell(script[:leaves])

    size = len(known(ended))
    assert told(whole, at, known(whole)[:size]) == told(ended, at)
