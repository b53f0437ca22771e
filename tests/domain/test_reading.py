"""One statement, read once for all its boxes."""

import pytest

from domain.consignment import ConsignmentDispatched
from domain.reading import NAMED, Reading
from tests.support.sayings import STORE
from tests.support.story import BOX, OTHER, PPK_PLACE, STORE_PLACE, TPS_PLACE, Story, moment


@pytest.fixture
def story() -> Story:
    return Story.of_election()


def test_what_a_statement_says_of_each_box_is_found_by_its_name(story: Story) -> None:
    said = story.registers(BOX, OTHER)
    reading = Reading(said, story.sayings.context)

    assert reading.by_box.keys() == {BOX, OTHER}
    assert reading.at == moment("10 09:00")


def test_all_boxes_of_a_dispatch_are_on_one_road(story: Story) -> None:
    said = story.sends(BOX, OTHER, at="25 07:00")
    reading = Reading(said, story.sayings.context)
    act = said.statement
    assert isinstance(act, ConsignmentDispatched)

    assert reading.road(act) is reading.road(act)
    assert reading.terms(act) is reading.terms(act)
    assert reading.road(act).consignment == "kirim-1"


@pytest.mark.parametrize(
    ("place", "kind"),
    [(STORE_PLACE, "gudang"), (PPK_PLACE, "ppk"), (TPS_PLACE, "tps"), ("16.08/AULA", None)],
)
def test_the_kind_of_a_place_is_as_registered(story: Story, place: str, kind: str | None) -> None:
    said = story.registers()

    assert Reading(said, story.sayings.context).place_kind(place) == kind


def test_a_door_is_named_like_a_box(story: Story) -> None:
    opened = story.says(STORE, "StoreOpened", "08:00").statement

    assert list(NAMED[type(opened)](opened)) == ["16.08/GDG-01/pintu-1"]
