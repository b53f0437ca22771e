"""The neutrality of a unit, in numbers."""

from domain.impartiality import Impartiality
from tests.support.sayings import GUARD, POLRI
from tests.support.story import Story, clock, moment

UNIT = "16.08/polri"


def known(story: Story) -> Impartiality:
    state = story.states["netralitas", UNIT]
    assert isinstance(state, Impartiality)
    return state


def test_pledges_and_checks_are_counted() -> None:
    story = Story.of_election()
    story.says(GUARD, "NeutralityPledged", "01 08:00", persons=["a", "b"])
    for day, outcome in ((8, "ada"), (7, "nihil")):
        window = {"from": clock("01 08:00"), "until": clock(f"{day:02} 08:00")}
        fields = {"window": window, "outcome": outcome, "checked": 20, "reminded": 5}
        story.says(POLRI, "NeutralityChecked", f"{day:02} 09:00", **fields)

    assert known(story) == Impartiality(
        pledges=1, pledged=2, checks=2, nihil=1, checked=40, reminded=10, until=moment("08 08:00")
    )


def test_only_steps_of_cases_that_have_force_are_counted() -> None:
    story = Story.of_election()
    story.says(GUARD, "NeutralityAlleged", "01 08:00")
    assert ("netralitas", UNIT) not in story.states

    story.says(POLRI, "NeutralityAlleged", "01 08:00")
    story.says(POLRI, "NeutralityRuled", "02 08:00")
    story.says(POLRI, "NeutralityRuled", "03 08:00", case="NTR-2", ruling="tidak_terbukti")
    story.says(POLRI, "SanctionImposed", "04 08:00")

    assert known(story) == Impartiality(alleged=1, ruled=2, proven=1, sanctioned=1)
