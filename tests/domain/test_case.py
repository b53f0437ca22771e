"""Neutrality cases: their steps, whatever their order in the log, and nobody's name."""

import msgspec

from domain.case import Case
from tests.support.sayings import BAWASLU, GUARD, KPU, POLRI, leaf
from tests.support.story import Story, moment

NUMBER = "NTR-2024-003"


def known(story: Story) -> Case:
    state = story.states["perkara", NUMBER]
    assert isinstance(state, Case)
    return state


def test_a_case_goes_from_step_to_step() -> None:
    story = Story.of_election()
    steps = []
    for day, kind in ((1, "NeutralityAlleged"), (5, "NeutralityRuled"), (7, "SanctionImposed")):
        story.says(POLRI, kind, f"{day:02} 08:00")
        steps.append((known(story).status, known(story).is_ordered))

    assert steps == [("diduga", True), ("diputus", True), ("disanksi", True)]
    assert known(story).ruling == "terbukti"


def test_steps_in_the_wrong_order_are_shown_as_such() -> None:
    story = Story.of_election()
    story.says(POLRI, "SanctionImposed", "01 08:00")
    assert not known(story).is_ordered
    story.says(POLRI, "NeutralityAlleged", "02 08:00")
    story.says(POLRI, "NeutralityRuled", "03 08:00")
    assert not known(story).is_ordered


def test_the_first_ruling_and_the_first_sanction_count() -> None:
    story = Story.of_election()
    for day, ruling in ((5, "terbukti"), (9, "dihentikan")):
        story.says(POLRI, "NeutralityRuled", f"{day:02} 08:00", ruling=ruling)
        story.says(POLRI, "SanctionImposed", f"{day + 1:02} 08:00")

    assert (known(story).ruling, known(story).sanctioned) == ("terbukti", moment("06 08:00"))


def test_an_allegation_without_authority_makes_no_case() -> None:
    story = Story.of_election()
    story.says(GUARD, "NeutralityAlleged", "01 08:00")

    assert ("perkara", NUMBER) not in story.states


def test_the_same_number_twice_is_counted() -> None:
    story = Story.of_election()
    for day in (1, 2, 3):
        story.says(POLRI, "NeutralityAlleged", f"{day:02} 08:00")

    assert (known(story).again, known(story).alleged) == (2, moment("01 08:00"))


def test_nothing_sealed_is_kept() -> None:
    story = Story.of_election()
    for kind in ("NeutralityAlleged", "NeutralityRuled", "SanctionImposed"):
        story.says(POLRI, kind, "01 08:00")

    assert b'"sd"' not in msgspec.json.encode(known(story))


def test_nobody_decides_what_another_unit_handles() -> None:
    story = Story.of_election()
    fields = {"unit": "16.08/bawaslu", "case": "NET-1"}
    story.says(BAWASLU, "NeutralityAlleged", "20 10:00", **fields)
    story.says(KPU, "NeutralityRuled", "21 10:00", of=leaf("x"), unit=KPU, case="NET-1")

    state = story.states["perkara", "NET-1"]
    assert isinstance(state, Case)
    assert state.ruled is None
