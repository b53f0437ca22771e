"""The situation of an area: what is compared, and for how long."""

from typing import Any

import pytest

from domain.calm import MAX_KEPT, Calm, Calms
from tests.support.sayings import GUARD, STRANGER, leaf
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


FAR = "2099-01-01T00:00:00+07:00"


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (
            "SituationReported",
            {"outcome": "nihil", "area": AREA, "window": {"from": FAR, "until": FAR}},
        ),
        ("IncidentReported", {"severity": "menonjol", "observed": FAR, "occurred": None}),
        ("DiscrepancyDeclared", {}),
    ],
)
def test_one_device_makes_only_its_own_words_forgotten(kind: str, fields: dict[str, Any]) -> None:
    story = Story.of_election()
    window = {"from": clock("00:00"), "until": clock("06:00")}
    nil = {"outcome": "nihil", "area": AREA, "window": window}
    story.says(GUARD, "SituationReported", "06:05", **nil)
    story.says(GUARD, "DiscrepancyDeclared", "07:00", place=PPK_PLACE)
    place = {} if "area" in fields else {"place": PPK_PLACE}
    for _ in range(2 * MAX_KEPT):
        story.says(STRANGER, kind, FAR, **fields, **place)
    story.says(GUARD, "DiscrepancyDeclared", "05:00", place=PPK_PLACE)
    window = {"from": clock("06:30"), "until": clock("07:30")}
    story.says(GUARD, "SituationReported", "07:35", **(nil | {"window": window}))

    about = [one for one in story.raised.values() if one.subject == AREA]
    assert [one.rule for one in about] == ["R23", "R23"]


def test_one_device_makes_nobody_forget_which_incident_is_grave() -> None:
    story = Story.of_election()
    observed = {"observed": clock("02:10"), "occurred": None, "place": PPK_PLACE}
    draft = story.plans(GUARD, "IncidentReported", "02:20", severity="biasa", **observed)
    grave = {"severity": "menonjol", "place": PPK_PLACE}
    story.says(GUARD, "IncidentUpdated", "02:30", of=draft.leaf, **grave)
    for number in range(2 * MAX_KEPT):
        story.says(STRANGER, "IncidentUpdated", "02:40", of=leaf(f"none {number}"), **grave)
    story.hears(draft)

    assert [one.at for one in known(story).troubles] == [moment("02:10")]
