"""A convoy as its people tell it: planned, ordered, escorted, seen at its end."""

from typing import Any

from domain.said import Said
from tests.support.sayings import GUARD, KPU, POLRI, PPK
from tests.support.story import LEG, PPK_PLACE, STORE_PLACE, Story, clock

POLICE = "16.08/polri"


def plans(story: Story, **fields: Any) -> Said:
    return story.says(KPU, "PlanSet", "01 08:00", version=2, legs=[LEG | fields])


def orders(story: Story, **fields: Any) -> Said:
    """Let an order send the police along, from the 24th to the 28th."""
    base = {"unit": POLICE, "task": "kawal", "place": STORE_PLACE, "persons": None}
    times = {"from": clock("24 07:00"), "until": clock("28 07:00")}
    return story.says(POLRI, "AssignmentMade", "02 09:00", **(base | times | fields))


def arrives(story: Story, at: str, **fields: Any) -> Said:
    base = {"consignment": "kirim-1", "place": PPK_PLACE, "count": 1, "part": 1, "parts": 1}
    return story.says(PPK, "ConsignmentArrived", at, **(base | fields))


def joins(story: Story, at: str, by: str = GUARD, **fields: Any) -> Said:
    base = {"consignment": "kirim-1", "unit": POLICE, "persons": None}
    return story.says(by, "EscortStarted", at, **(base | fields))


def leaves(story: Story, at: str, by: str = GUARD, **fields: Any) -> Said:
    base = {"consignment": "kirim-1", "unit": POLICE, "of": None, "reason": "ditarik"}
    return story.says(by, "EscortEnded", at, **(base | fields))


def standing(story: Story, rule: str, at: str = "2024-12-31T00:00:00+07:00") -> int:
    return story.findings(at).count(rule)
