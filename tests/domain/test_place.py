"""Places: where goods may be, and whether somebody has found them fit."""

import pytest

from domain.catalogue import NotUnderstood
from domain.place import PlaceAccepted, PlaceRegistered
from tests.support.sayings import golden


def test_a_place_stands_on_the_map_in_whole_numbers() -> None:
    store = golden("PlaceRegistered")

    assert isinstance(store, PlaceRegistered)
    assert (store.latitude, store.longitude) == (-4_317_000, 104_357_000)
    assert isinstance(golden("PlaceRegistered", latitude=-4.317), NotUnderstood)


@pytest.mark.parametrize("longitude", [180_000_001, -180_000_001])
def test_no_place_lies_beyond_the_map(longitude: int) -> None:
    assert isinstance(golden("PlaceRegistered", longitude=longitude), NotUnderstood)


def test_a_place_may_be_known_by_its_code_alone() -> None:
    bare = golden("PlaceRegistered", latitude=None, longitude=None, radius=None, capacity=None)

    assert isinstance(bare, PlaceRegistered)


def test_a_checklist_keeps_what_was_found_wanting() -> None:
    accepted = golden("PlaceAccepted")

    assert isinstance(accepted, PlaceAccepted)
    assert [line.item for line in accepted.checklist if line.result != "baik"] == ["atap"]
