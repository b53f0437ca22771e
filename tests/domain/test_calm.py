"""The situation of an area: what is compared, and for how long."""

from domain.calm import MAX_KEPT, Calm, Calms
from tests.support.sayings import GUARD, leaf
from tests.support.story import PPK_PLACE, Story, clock, moment

AREA = "16.08.05"


def known(story: Story, area: str = AREA) -> Calm:
    state = story.states["situasi", area]
    assert isinstance(state, Calm)
    return state


def test_what_happens_at_a_place_happens_in_every_area_around_it() -> None:
    said = Story().sayings.say(GUARD, "DiscrepancyDeclared", place=PPK_PLACE)

    assert Calms().subjects(said) == ("16", "16.08", AREA, PPK_PLACE)


def test_only_nil_reports_and_grave_incidents_are_compared() -> None:
    story = Story.of_election()
    small = {"severity": "biasa", "place": PPK_PLACE}
    story.says(GUARD, "IncidentReported", "08:00", **small)
    some = story.sayings.say(GUARD, "SituationReported", outcome="ada")

    assert ("situasi", AREA) not in story.states
    assert Calms().subjects(some) == ()


def test_only_so_many_updates_wait_for_their_incident() -> None:
    story = Story.of_election()
    for number in range(MAX_KEPT + 8):
        fields = {"severity": "menonjol", "place": PPK_PLACE, "of": leaf(f"later {number}")}
        story.says(GUARD, "IncidentUpdated", "08:00", **fields)

    assert len(known(story).aggravated) == MAX_KEPT


def test_only_the_newest_are_remembered() -> None:
    story = Story.of_election()
    for minute in range(MAX_KEPT + 8):
        at = f"08:{minute:02}"
        window = {"from": clock(at), "until": clock(at)}
        fields = {"outcome": "nihil", "area": AREA, "window": window}
        story.says(GUARD, "SituationReported", at, **fields)
        story.says(GUARD, "DiscrepancyDeclared", f"{at}:30", place=PPK_PLACE)

    assert len(known(story).nihil) == len(known(story).troubles) == MAX_KEPT
    assert known(story).troubles[0].at == moment("08:08:30")
    assert story.findings() == []
