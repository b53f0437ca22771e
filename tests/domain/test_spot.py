"""Where who speaks stands: every kind that is said on the spot names it."""

import pytest

from domain.order import OrderIssued
from domain.reading import Reading
from domain.site import Sites
from domain.spot import BOXES_SEEN, SPOT
from tests.support.sayings import GUARD, STORE, golden
from tests.support.story import Story

HERE = {"latitude": -4_317_000, "longitude": 104_357_000, "accuracy": 5}


@pytest.mark.parametrize("kind", sorted(one.__name__ for one in SPOT))
def test_every_kind_that_is_said_on_the_spot_names_it(kind: str) -> None:
    statement = golden(kind, here=HERE)
    said = Story().sayings.draft(GUARD, kind, here=HERE)

    assert Sites().subjects(said) == (SPOT[type(statement)](statement),)


@pytest.mark.parametrize("kind", sorted(one.__name__ for one in BOXES_SEEN))
def test_every_sighting_names_its_place(kind: str) -> None:
    story = Story.of_election()
    said = story.plans(STORE, kind, "25 08:00")
    eyes = Reading(said, story.sayings.context).eyes

    assert eyes is not None
    assert eyes.sighting.place == BOXES_SEEN[type(said.statement)](said.statement)


def test_an_order_is_given_from_anywhere() -> None:
    assert OrderIssued not in SPOT
