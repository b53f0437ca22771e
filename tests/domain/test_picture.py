"""R31: one picture of one box."""

from typing import Any

import pytest

from domain.picture import MAX_KEPT, Picture
from domain.said import Said
from tests.support.sayings import leaf
from tests.support.story import BOX, OTHER, TIE, Story

PHOTO = leaf("a picture")
"""A digest looks like a leaf hash."""


@pytest.fixture
def story() -> Story:
    return Story.of_election()


def seals(story: Story, *boxes: str, at: str = "20 10:00", photo: str = PHOTO) -> Said:
    sealed = [{"box": box, "seals": [f"kabel_ties:{box}"], "photo": photo} for box in boxes]
    return story.seals(at=at, boxes=sealed)


def looks(story: Story, box: str, at: str, **fields: Any) -> Said:
    seen = [{"box": box, "utuh": [TIE], "photo": PHOTO}]
    return story.says("16.08.05/ppk/hp-1", "SealVerified", at, boxes=seen, **fields)


def test_two_boxes_of_one_statement(story: Story) -> None:
    said = seals(story, BOX, OTHER)
    finding = story.finding("R31")

    assert (finding.subject, finding.evidence) == (PHOTO, (said.index,))
    assert finding.parameters["boxes"] == f"{BOX}, {OTHER}"


def test_two_boxes_of_two_statements(story: Story) -> None:
    first = seals(story, BOX)
    second = looks(story, OTHER, "25 09:00")

    assert story.finding("R31").evidence == (second.index, first.index)


def test_one_box_as_often_as_one_likes(story: Story) -> None:
    seals(story, BOX)
    looks(story, BOX, "25 09:00")
    seals(story, BOX, at="26 09:00")

    assert "R31" not in story.findings()


def test_a_third_box_is_news_again(story: Story) -> None:
    seals(story, BOX, OTHER)
    seals(story, "b-3", at="20 11:00")

    assert story.findings().count("R31") == 2


def test_minutes_of_many_boxes_are_one_document(story: Story) -> None:
    story.accepts(BOX, OTHER, at="25 09:00", document=PHOTO)

    assert "R31" not in story.findings()


def test_only_so_many_boxes_are_named(story: Story) -> None:
    seals(story, *(f"b-{number}" for number in range(2 * MAX_KEPT)))

    picture = story.states["foto", PHOTO]
    assert isinstance(picture, Picture)
    assert len(picture.boxes) == MAX_KEPT
