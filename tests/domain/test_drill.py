"""Drills: listed, and unable to change anything else."""

from typing import Any

from hypothesis import HealthCheck, given, settings, strategies as st

from domain.drill import Drill
from domain.fold import FOLDS
from tests.domain.test_fold import SCRIPTS, Script, tell
from tests.support.sayings import GUARD
from tests.support.story import PPK_PLACE, STORE_PLACE, Story, clock, moment

DRILL = "latihan-2024-09-18"
DRILLS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "drill": st.sampled_from([DRILL, "16.08/GDG-01", "16.08.05.2003-TPS007-GUB"]),
        "scenario": st.sampled_from(["rusuh_massa", "kotak_dirampas"]),
        "place": st.sampled_from([STORE_PLACE, PPK_PLACE]),
        "participants": st.lists(
            st.fixed_dictionaries({"item": st.just("polri"), "count": st.integers(0, 99)}),
            max_size=3,
        ),
    }
)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SCRIPTS, DRILLS)
def test_a_drill_changes_nothing_but_the_list_of_drills(
    script: Script, fields: dict[str, Any]
) -> None:
    story = tell(script)
    before, raised, settled = dict(story.states), dict(story.raised), set(story.settled)
    said = story.says(GUARD, "DrillHeld", "26 08:00", **fields)

    own = {("latihan", fields["drill"]), ("jurnal", GUARD), ("pernyataan", said.leaf)}
    changed = {key for key, state in story.states.items() if before.get(key) != state}
    assert changed == own
    found = {key for key in story.raised if key not in raised}
    assert all(story.raised[key].subject in (GUARD, said.leaf) for key in found)
    assert story.settled == settled


def test_no_other_fold_hears_of_a_drill() -> None:
    said = Story().sayings.say(GUARD, "DrillHeld")
    hearing = {fold.name for fold in FOLDS if fold.subjects(said)}

    assert hearing == {"latihan", "jurnal", "pernyataan"}


def test_the_newest_word_on_a_drill_counts() -> None:
    story = Story.of_election()
    for at, lessons in (("08:00", ["radio_kurang"]), ("09:00", ["pintu"]), ("08:30", ["x"])):
        story.says(GUARD, "DrillHeld", at, lessons=lessons)

    drill = story.states["latihan", DRILL]
    assert isinstance(drill, Drill)
    assert (drill.lessons, drill.told, drill.at) == (("pintu",), 3, moment("09:00"))
    assert drill.steps[0].began != clock("09:00")
