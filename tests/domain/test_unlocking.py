"""Doors that were opened when the policy expects nobody there."""

from itertools import permutations

import pytest

from domain.unlocking import Unlocking
from tests.support.sayings import KPU, STORE, STRANGER
from tests.support.story import STORE_PLACE, Story

DOOR = "16.08/GDG-01/pintu-1"
HOURS = {"place_kind": "gudang", "from": 8, "until": 17}


@pytest.fixture
def story() -> Story:
    story = Story.of_election()
    story.says(KPU, "PolicySet", "06:00", version=1, hours=[HOURS])
    return story


def opens(story: Story, at: str, by: str = STORE) -> Unlocking | None:
    said = story.says(by, "StoreOpened", at, door=DOOR, seals=None, place=STORE_PLACE)
    found = story.states.get(("bukaan", said.leaf))
    assert found is None or isinstance(found, Unlocking)
    return found


@pytest.mark.parametrize("at", ["08:00", "16:59:59"])
def test_a_door_within_the_hours_is_nobodys_business_here(story: Story, at: str) -> None:
    assert opens(story, at) is None


@pytest.mark.parametrize("at", ["07:59:59", "17:00"])
def test_a_door_outside_of_the_hours_is_kept_with_them(story: Story, at: str) -> None:
    found = opens(story, at)

    assert found is not None
    assert (found.place, found.door, found.outside) == (STORE_PLACE, DOOR, "08.00-17.00")


def test_whoever_may_not_open_it_has_opened_it_all_the_same(story: Story) -> None:
    assert opens(story, "23:00", by=STRANGER) is not None


def test_without_hours_every_hour_will_do() -> None:
    assert opens(Story.of_election(), "23:00") is None


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_in_whatever_order_they_arrive_the_same_doors_are_kept(
    story: Story, order: tuple[int, ...]
) -> None:
    fields = {"door": DOOR, "seals": None, "place": STORE_PLACE}
    said = [story.plans(STORE, "StoreOpened", at, **fields) for at in ("02:00", "09:00", "23:00")]
    for number in order:
        story.hears(said[number])

    kept = {subject for kind, subject in story.states if kind == "bukaan"}
    assert kept == {said[0].leaf, said[2].leaf}
