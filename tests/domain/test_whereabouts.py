"""Where a box was at an hour: who held it, who guarded it, and on which statements that rests."""

import pytest

from domain.said import Said
from domain.whereabouts import Whereabouts, whereabouts
from tests.support.story import (
    BOX,
    PPK_PLACE,
    PPS,
    STORE_PLACE,
    TIE,
    UNIT_KPU,
    UNIT_PPK,
    UNIT_PPS,
    Story,
    moment,
)


@pytest.fixture(name="story")
def _story() -> Story:
    """A sealed box that goes from the guarded store to the kecamatan."""
    story = Story.of_election()
    story.registers(at="10 09:00")
    story.seals(at="20 10:00")
    story.starts(at="24 19:00", post=STORE_PLACE, unit="16.08/polri", team="regu-1")
    story.sends(at="07:45")
    story.accepts(at="08:30")
    return story


def asked(story: Story, at: str | None = None) -> Whereabouts:
    known = [fact for fact in story.facts if isinstance(fact, Said)]
    when = None if at is None else moment(at)
    return whereabouts(BOX, known, story.sayings.context, when, lambda _: known)


def kinds(found: Whereabouts) -> dict[str, tuple[str, ...]]:
    return {type(one.told.said.statement).__name__: one.parts for one in found.grounds}


def test_a_box_in_the_store_is_guarded_by_whoever_has_the_watch_there(story: Story) -> None:
    found = asked(story, "07:00")

    assert (found.box.holder, found.box.place) == (UNIT_KPU, STORE_PLACE)
    assert (found.guards, found.box.seals) == (("16.08/polri",), (TIE,))
    assert kinds(found) == {
        "ItemRegistered": ("pemegang", "tempat"),
        "SealApplied": ("segel",),
        "ShiftStarted": ("penjaga",),
    }


def test_before_the_watch_began_nobody_guarded_it(story: Story) -> None:
    assert asked(story, "24 18:00").guards == ()


def test_on_the_road_its_escort_guards_it(story: Story) -> None:
    found = asked(story, "08:00")

    assert (found.box.state, found.box.holder) == ("di_perjalanan", UNIT_KPU)
    assert found.guards == ("16.08/polri",)
    assert found.watch is None
    assert kinds(found)["ConsignmentDispatched"] == ("tempat", "penjaga")


def test_where_nobody_has_spoken_of_the_watch_no_guard_is_known(story: Story) -> None:
    found = asked(story)

    assert (found.box.holder, found.box.place, found.guards) == (UNIT_PPK, PPK_PLACE, ())
    assert kinds(found)["HandoverAccepted"] == ("pemegang", "tempat")


def test_of_an_hour_before_anybody_spoke_of_it_nothing_is_known(story: Story) -> None:
    found = asked(story, "09 10:00")

    assert not found.is_known
    assert (found.box.state, found.grounds, found.guards) == ("tidak_dikenal", (), ())
    assert len(found.retelling.ahead) == 4


def test_a_disputed_box_rests_on_every_claim(story: Story) -> None:
    story.accepts(at="09:00", by=PPS, to=UNIT_PPS)

    found = asked(story)
    assert (found.box.state, found.box.holder) == ("disengketakan", None)
    claims = [claim.index for claim in found.box.custody.claims]
    assert [g.told.said.index for g in found.grounds if "pemegang" in g.parts] == claims
    assert asked(story, "08:45").box.holder == UNIT_PPK


def test_the_last_word_about_the_box_is_a_ground_even_if_it_changes_nothing(story: Story) -> None:
    looked = story.looks(TIE, at="10:00")

    last = asked(story).grounds[-1]
    assert (last.told.said.leaf, last.parts) == (looked.leaf, ())
