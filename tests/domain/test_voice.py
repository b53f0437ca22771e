"""Whose word it is: people speak for their own unit, registrars for their organisation."""

import pytest

from domain.voice import speaks_for
from tests.support.sayings import BAWASLU, GUARD, KPU, PPK, STORE, STRANGER
from tests.support.story import UNIT_KPU, UNIT_PPK, UNIT_PPS, Story


@pytest.mark.parametrize(
    ("journal", "unit", "expected"),
    [
        (STORE, UNIT_KPU, True),
        (KPU, UNIT_KPU, True),
        (PPK, UNIT_PPK, True),
        (PPK, UNIT_KPU, False),
        (GUARD, UNIT_KPU, False),
        (BAWASLU, UNIT_KPU, False),
        (STRANGER, UNIT_KPU, False),
    ],
)
def test_a_unit_speaks_through_its_own_people(journal: str, unit: str, expected: bool) -> None:
    story = Story.of_election()
    said = story.sayings.say(journal, "IncidentReported")

    assert speaks_for(said, unit, story.sayings.context) is expected


def test_a_person_may_hold_boxes_for_another_unit_by_a_role() -> None:
    story = Story.of_election()
    fields = {"person": "p-ppk", "role": "pps", "unit": UNIT_PPS, "scope": "16.08.05.2003"}
    story.sayings.say(KPU, "RoleGranted", **fields, until=None, **{"from": None})
    said = story.sayings.say(PPK, "IncidentReported")

    assert speaks_for(said, UNIT_PPS, story.sayings.context)
