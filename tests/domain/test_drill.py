"""Drills: listed, and unable to change anything else."""

from itertools import permutations
from typing import Any

from hypothesis import HealthCheck, given, settings, strategies as st

from domain.drill import Drill
from domain.fold import FOLDS
from tests.domain.test_fold import SCRIPTS, Script, tell
from tests.support.arrival import hear
from tests.support.sayings import GUARD, POLRI, STRANGER
from tests.support.story import GUARD_2, PPK_PLACE, STORE_PLACE, Story, clock, moment

DRILL = "latihan-2024-09-18"
POLICE, OTHERS, OTHER_UNIT = "16.08/polri", "16.08.05/polri/regu-1", "16.08.05/polri"
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


def named(drill: str = DRILL) -> str:
    return f"{POLICE}/{drill}"


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SCRIPTS, DRILLS)
def test_a_drill_changes_nothing_but_the_list_of_drills(
    script: Script, fields: dict[str, Any]
) -> None:
    story = tell(script)
    before, raised, settled = dict(story.states), dict(story.raised), set(story.settled)
    said = story.says(GUARD, "DrillHeld", "26 08:00", **fields)

    own = {("latihan", named(fields["drill"])), ("jurnal", GUARD), ("pernyataan", said.leaf)}
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

    drill = story.states["latihan", named()]
    assert isinstance(drill, Drill)
    assert (drill.lessons, drill.told, drill.at) == (("pintu",), 3, moment("09:00"))
    assert drill.steps[0].began != clock("09:00")


def test_of_two_words_for_one_moment_the_same_counts_whichever_arrives_first() -> None:
    lessons = set()
    for order in permutations(range(2)):
        story = Story.of_election()
        drafts = [story.plans(by, "DrillHeld", "08:00", lessons=[by]) for by in (GUARD, GUARD_2)]
        drill = hear(story, drafts, order).states["latihan", named()]
        assert isinstance(drill, Drill)
        lessons.add(drill.lessons)

    assert len(lessons) == 1


def test_nobody_takes_a_drill_by_naming_it_first() -> None:
    found = set()
    for order in permutations(range(3)):
        story = Story.of_election()
        story.sayings.enrol(POLRI, "p-danru-3", OTHERS, "danru", "16.08")
        drafts = [
            story.plans(by, "DrillHeld", at, unit=unit, lessons=[lesson])
            for by, at, unit, lesson in (
                (OTHERS, "07:00", OTHER_UNIT, "jauh"),
                (STRANGER, "07:30", POLICE, "asing"),
                (GUARD, "08:00", POLICE, "pintu"),
            )
        ]
        hear(story, drafts, order)
        drill = story.states["latihan", named()]
        assert isinstance(drill, Drill)
        assert ("latihan", f"{OTHER_UNIT}/{DRILL}") in story.states
        found.add((drill.unit, drill.lessons, drill.told))

    assert found == {(POLICE, ("pintu",), 1)}
