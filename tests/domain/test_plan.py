"""Plans and assignments as they are said."""

from typing import Any

import pytest

from domain.catalogue import NotUnderstood
from domain.plan import AssignmentMade, Leg
from tests.support.sayings import golden

WAY: dict[str, Any] = {
    "leg": "1",
    "from_": "16.08/kpu",
    "to": "16.08.05/ppk",
    "origin": "16.08/GDG-01",
    "destination": "16.08.05/PPK",
}


@pytest.mark.parametrize(
    ("pattern", "box", "is_covered"),
    [
        ("16.08.05.*", "16.08.05.2003-TPS007-GUB", True),
        ("16.08.05.*", "16.08.06.2003-TPS007-GUB", False),
        ("16.08.05.*", "16.08.05", False),
        ("16.08.05-REKAP-1", "16.08.05-REKAP-1", True),
        ("16.08.05-REKAP-1", "16.08.05-REKAP-12", False),
        ("*", "apa saja", True),
        (None, "16.08.05.2003-TPS007-GUB", False),
    ],
)
def test_a_leg_covers_the_boxes_its_pattern_begins(
    pattern: str | None, box: str, is_covered: bool
) -> None:
    assert Leg(**WAY, pattern=pattern).covers(box) is is_covered


def test_a_leg_covers_the_boxes_it_names() -> None:
    leg = Leg(**WAY, boxes=("x",))

    assert leg.covers("x")
    assert not leg.covers("y")


@pytest.mark.parametrize("version", [0, -1])
def test_the_first_version_of_a_plan_is_one(version: int) -> None:
    assert isinstance(golden("PlanSet", version=version), NotUnderstood)


def test_an_order_may_hide_its_roll_until_later() -> None:
    sealed = {"sd": "A" * 43 + "=", "class": "tunda"}
    order = golden("AssignmentMade", persons=None, roll=sealed)

    assert isinstance(order, AssignmentMade)
    assert order.persons == ()
