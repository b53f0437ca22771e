"""Endings: of several words that a matter is over, which one counts, and whose do at all."""

from itertools import permutations
from typing import Any

import msgspec
import pytest

from domain.disparity import Disparity
from domain.drill import Drill
from domain.ending import MAX_KEPT, Ending, newest
from domain.happening import Happening
from domain.said import Said
from tests.support.sayings import GUARD, KPU, POLRI, PPK, STORE, STRANGER
from tests.support.story import GUARD_2, LOGISTICS, PPS, Story, moment

FAR = "2999-01-01T00:00:00+07:00"


@pytest.fixture
def story() -> Story:
    return Story.of_election()


def leaks(story: Story) -> Said:
    times = {"observed": moment("02:10").isoformat(), "occurred": None}
    return story.says(GUARD, "IncidentReported", "02:20", **times)


def closes(story: Story, of: Said, at: str, outcome: str, by: str = GUARD, **fields: Any) -> Said:
    return story.says(by, "IncidentClosed", at, of=of.leaf, outcome=outcome, losses=[], **fields)


def outcome(story: Story, of: Said) -> str | None:
    state = story.states["kejadian", of.leaf]
    assert isinstance(state, Happening)
    return state.outcome


def knowing(story: Story, said: Said) -> Said:
    """Let somebody say it who has seen the log as it stands."""
    return story.hears(msgspec.structs.replace(said, cited=story.sayings.now))


@pytest.mark.parametrize("by", [STRANGER, PPK, PPS, STORE, POLRI])
def test_only_who_may_end_an_incident_there_ends_it(story: Story, by: str) -> None:
    leak = leaks(story)
    closes(story, leak, "09:00", "tertangani", by)

    assert outcome(story, leak) is None


def test_who_may_end_what_is_elsewhere_ends_nothing_here(story: Story) -> None:
    draft = story.plans(GUARD, "IncidentReported", "02:20", observed=moment("02:10").isoformat())
    closes(story, draft, "09:00", "tidak_benar", GUARD_2, place="16.08/AULA")
    assert outcome(story, draft) == "tidak_benar"

    story.hears(draft)
    assert outcome(story, draft) is None
    closes(story, draft, "10:00", "tidak_benar", GUARD_2, place="16.08/AULA")
    assert outcome(story, draft) is None


def test_a_far_future_does_not_end_it_for_ever(story: Story) -> None:
    leak = leaks(story)
    closes(story, leak, FAR, "tidak_benar", GUARD_2)
    closes(story, leak, "09:00", "tertangani")
    assert outcome(story, leak) == "tidak_benar"

    draft = story.plans(LOGISTICS, "IncidentClosed", "09:00", of=leak.leaf, outcome="tertangani")
    knowing(story, draft)
    assert outcome(story, leak) == "tertangani"


def test_what_witnesses_have_contradicted_does_not_end_it(story: Story) -> None:
    leak = leaks(story)
    closes(story, leak, FAR, "tidak_benar", GUARD_2)
    story.says(GUARD, "IncidentUpdated", "08:00", of=leak.leaf)
    story.witnessed("08:00")
    closes(story, leak, "09:00", "tertangani")

    assert outcome(story, leak) == "tertangani"


def test_losses_of_a_far_future_are_not_the_last_word(story: Story) -> None:
    leak = leaks(story)
    lost = [{"item": "kotak_suara", "count": 99}]
    story.says(STRANGER, "IncidentUpdated", FAR, of=leak.leaf, losses=lost)
    few = [{"item": "kotak_suara", "count": 1}]
    knowing(story, story.plans(GUARD, "IncidentUpdated", "03:00", of=leak.leaf, losses=few))

    state = story.states["kejadian", leak.leaf]
    assert isinstance(state, Happening)
    assert [one.count for one in state.losses] == [1]


def test_the_order_of_the_log_decides_nothing() -> None:
    found = set()
    for order in permutations(range(5)):
        story = Story.of_election()
        leak = story.plans(GUARD, "IncidentReported", "02:20", observed=moment("02:10").isoformat())
        drafts = [leak] + [
            story.plans(by, "IncidentClosed", at, of=leak.leaf, outcome=said, **fields)
            for by, at, said, fields in (
                (GUARD, "09:00", "tertangani", {}),
                (LOGISTICS, "09:30", "dilimpahkan", {}),
                (STRANGER, "10:00", "tidak_benar", {}),
                (GUARD_2, "10:00", "tidak_benar", {"place": "16.08/AULA"}),
            )
        ]
        for number in order:
            story.hears(drafts[number])
        found.add(outcome(story, leak))

    assert found == {"dilimpahkan"}


@pytest.mark.parametrize(
    ("by", "place"), [(STRANGER, None), (GUARD, None), (LOGISTICS, "16.08/GDG-01")]
)
def test_only_who_may_resolve_a_discrepancy_there_resolves_it(
    story: Story, by: str, place: str | None
) -> None:
    declared = story.says(PPK, "DiscrepancyDeclared", "25 10:05")
    fields = {} if place is None else {"place": place}
    story.says(by, "DiscrepancyResolved", "25 13:00", of=declared.leaf, **fields)

    state = story.states["selisih", declared.leaf]
    assert isinstance(state, Disparity)
    assert (state.status, state.resolutions) == ("dinyatakan", 0)
    assert story.box().trail.remarks[0].is_open


@pytest.mark.parametrize("fields", [{"by": STRANGER}, {"by": KPU}, {"unit": "16.08/kpu"}])
def test_only_its_unit_tells_of_a_drill(story: Story, fields: dict[str, str]) -> None:
    story.says(GUARD, "DrillHeld", "08:00", lessons=["pintu"])
    by = fields.pop("by", GUARD_2)
    story.says(by, "DrillHeld", "09:00", lessons=["tidak_ada"], **fields)

    (drill,) = (state for (fold, _), state in story.states.items() if fold == "latihan")
    assert isinstance(drill, Drill)
    assert (drill.lessons, drill.told) == (("pintu",), 1)


def test_a_drill_of_a_far_future_is_not_the_last_word(story: Story) -> None:
    story.says(GUARD_2, "DrillHeld", FAR, lessons=["tidak_ada"])
    knowing(story, story.plans(GUARD, "DrillHeld", "08:00", lessons=["pintu"]))

    (drill,) = (state for (fold, _), state in story.states.items() if fold == "latihan")
    assert isinstance(drill, Drill)
    assert drill.lessons == ("pintu",)


def test_only_so_many_endings_are_kept_and_one_voice_pushes_out_its_own(story: Story) -> None:
    leak = leaks(story)
    closes(story, leak, "09:00", "tertangani")
    for _ in range(2 * MAX_KEPT):
        closes(story, leak, FAR, "tidak_benar", GUARD_2)

    state = story.states["kejadian", leak.leaf]
    assert isinstance(state, Happening)
    assert (len(state.endings), state.endings[0].voice) == (MAX_KEPT, GUARD)


def test_of_two_at_one_moment_the_same_counts_in_any_order() -> None:
    one, other = (
        Ending(moment("09:00"), index, 0, f"leaf {voice}", voice, "p", ())
        for index, voice in ((1, "a"), (2, "b"))
    )
    swapped = (msgspec.structs.replace(one, index=2), msgspec.structs.replace(other, index=1))
    chosen = {found.voice for pair in ((one, other), swapped) if (found := newest(pair, None))}

    assert chosen == {"b"}


def test_a_word_that_somebody_has_spoken_after_is_compared_with_no_other() -> None:
    """Whether the third word comes before the second or after it decides nothing."""

    def said(at: str, index: int, cited: int, voice: str) -> Ending:
        return Ending(moment(at), index, cited, f"leaf {voice}", voice, "p", ())

    first = said("10:00", 10, 10, "ahead")
    orders = (
        (first, said("05:00", 11, 11, "knowing"), said("07:00", 12, 10, "offline")),
        (first, said("07:00", 11, 10, "offline"), said("05:00", 12, 11, "knowing")),
    )

    assert {found.voice for line in orders if (found := newest(line, None))} == {"offline"}


def test_two_with_an_office_elsewhere_push_out_no_ending_before_the_report(story: Story) -> None:
    report = story.plans(
        GUARD, "IncidentReported", "02:20", observed=moment("02:10").isoformat(), occurred=None
    )
    closes(story, report, "09:00", "tertangani", by=LOGISTICS)
    for number in range(MAX_KEPT):
        by = (GUARD, GUARD_2)[number % 2]
        closes(story, report, f"10:{number:02}", "lain", by=by, place="16.08/AULA")
    story.hears(report)

    assert outcome(story, report) == "tertangani"
