"""Activities and drills as they are said."""

import pytest

from domain.activity import ActivitySecured, DrillHeld
from domain.catalogue import NotUnderstood
from tests.support.sayings import golden


def test_an_activity_is_opened_or_ended() -> None:
    for stage in ("dibuka", "ditutup"):
        assert isinstance(golden("ActivitySecured", stage=stage), ActivitySecured)
    assert isinstance(golden("ActivitySecured", stage="ditunda"), NotUnderstood)


@pytest.mark.parametrize("strength", [-1, "dua belas"])
def test_strength_is_a_number_or_sealed(strength: object) -> None:
    sealed = {"sd": "A" * 43 + "=", "class": "tunda"}

    assert isinstance(golden("ActivitySecured", strength=sealed), ActivitySecured)
    assert isinstance(golden("ActivitySecured", strength=strength), NotUnderstood)


def test_every_step_of_a_drill_has_its_time() -> None:
    assert isinstance(golden("DrillHeld"), DrillHeld)
    steps = [{"step": "alarm", "began": "2024-02-30T08:00:00+07:00"}]
    assert isinstance(golden("DrillHeld", steps=steps), NotUnderstood)
    assert isinstance(golden("DrillHeld", participants=None), NotUnderstood)
