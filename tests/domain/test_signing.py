"""Signing: who stands behind a statement, first and second."""

import pytest

from domain.signing import MAX_KEPT, Signing, Signings
from tests.support.sayings import GUARD, STORE, STRANGER, leaf
from tests.support.story import STORE_PLACE, Story


@pytest.fixture
def story() -> Story:
    return Story.of_election()


def test_a_statement_that_asks_for_two_waits_for_the_second(story: Story) -> None:
    said = story.says(STORE, "SealApplied", "10:00", place=STORE_PLACE, boxes=[])
    waiting = story.signing(said)
    assert waiting.state == "menunggu"
    assert waiting.first is not None
    assert (waiting.first.person, waiting.first.journal) == ("p-gudang", STORE)

    story.endorsed(said)
    assert story.signing(said).state == "lengkap"


def test_one_that_asks_for_one_is_nobodys_business(story: Story) -> None:
    said = story.says(GUARD, "VisitorReported", "08:00")

    assert Signings().subjects(said) == ()


def test_it_may_be_endorsed_all_the_same(story: Story) -> None:
    said = story.says(GUARD, "IncidentReported", "26 02:10")
    endorsed = story.says(STORE, "Endorsed", "26 02:11", of=said.leaf, of_kind="IncidentReported")

    assert Signings().subjects(endorsed) == ()
    assert story.findings() == []


def test_an_entry_beyond_the_goods_zone_may_be_endorsed_all_the_same(story: Story) -> None:
    visit = story.says(GUARD, "VisitorReported", "08:00")
    said = story.says(GUARD, "AccessGranted", "08:00", of=visit.leaf, zone="kantor")
    story.endorsed(said, by=STORE)

    assert story.findings() == ["R14"]


def test_an_offer_waits_on_the_clock_of_custody(story: Story) -> None:
    assert story.signing(story.offers(at="08:00")).state == "satu"


def test_only_so_many_early_answers_are_kept(story: Story) -> None:
    nothing = leaf("nothing")
    for _ in range(2 * MAX_KEPT):
        story.says(STORE, "Endorsed", "08:01", of=nothing, of_kind="SealApplied")

    kept = story.states["pernyataan", nothing]
    assert isinstance(kept, Signing)
    assert len(kept.answers) == MAX_KEPT


def test_a_device_that_speaks_for_nobody_is_no_second_person() -> None:
    story = Story.of_election()
    said = story.says(STORE, "SealApplied", "20 10:00")
    story.endorsed(said, STRANGER)

    assert story.signing(said).state == "menunggu"
    assert story.findings(but="R05 R13") == ["R08", "R08"]
