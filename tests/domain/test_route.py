"""Routes: whether planned legs lead a box somewhere."""

from domain.route import leads
from tests.support.sayings import KPU
from tests.support.story import BOX, UNIT_KPPS, UNIT_KPU, UNIT_PPK, UNIT_PPS, Story

DESA = [
    {
        "leg": f"desa-{number}",
        "from": giver,
        "to": receiver,
        "origin": "16.08.05/PPK",
        "destination": "16.08.05.2003/TPS-007",
        "pattern": "16.08.05.2003-*",
    }
    for number, (giver, receiver) in enumerate(
        [(UNIT_PPK, UNIT_PPS), (UNIT_PPS, UNIT_KPPS), (UNIT_KPPS, UNIT_PPS)]
    )
]


def test_a_box_is_led_over_any_number_of_legs() -> None:
    story = Story.of_election()
    before = story.sayings.now
    story.sayings.say(KPU, "PlanSet", plan="desa-2003", legs=DESA, posts=None)
    now, context = story.sayings.now, story.sayings.context

    assert leads(UNIT_KPU, UNIT_PPK, BOX, now, context)
    assert leads(UNIT_KPU, UNIT_KPPS, BOX, now, context)
    assert not leads(UNIT_KPU, UNIT_KPPS, BOX, before, context)
    assert not leads(UNIT_KPPS, UNIT_KPU, BOX, now, context)
    assert not leads(UNIT_KPU, UNIT_KPPS, "16.08.05.2004-TPS001-GUB", now, context)
    assert leads(UNIT_KPU, UNIT_KPU, "any", now, context)
