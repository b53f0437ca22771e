"""Duty: teams come and go, and what comes late is put where it belongs."""

import pytest

from domain.anchor import Anchors
from domain.duty import MAX_KEPT, Change, Duty, Team, Watched, begin, end, establish
from domain.policy import DEFAULT_THRESHOLDS
from domain.post import PostEstablished
from tests.support.sayings import GUARD, POLRI, golden
from tests.support.story import GUARD_2, STORE_PLACE, Story, clock, moment


def _at(at: str, index: int = 1) -> Watched:
    return Watched("p", None, DEFAULT_THRESHOLDS, moment(at), index, Anchors())


def _team(name: str, since: str, present: int | None = 3) -> Team:
    return Team(name, "u", moment(since), 1, present)


def _names(change: Change) -> list[str]:
    return [team.team for team in change.duty.teams]


def test_a_team_relieves_another() -> None:
    first = begin(Duty(), _team("a", "07:00"), _at("07:00"))
    second = begin(first.duty, _team("b", "19:00"), _at("19:00"), relieved="a")

    assert _names(second) == ["b"]
    assert second.duty.present == 3


def test_several_teams_add_up_and_one_sealed_number_makes_the_sum_unknown() -> None:
    duty = begin(Duty(), _team("a", "07:00", 2), _at("07:00")).duty
    duty = begin(duty, _team("b", "07:00", 3), _at("07:00")).duty
    assert duty.present == 5

    change = begin(duty, _team("c", "08:00", None), _at("08:00"))
    assert change.duty.present is None


def test_a_watch_that_was_relieved_already_does_not_begin_again() -> None:
    relieved = begin(Duty(), _team("c", "19:00"), _at("19:00"), relieved="b")
    late = begin(relieved.duty, _team("b", "07:00"), _at("07:00"), relieved="a")

    assert _names(late) == ["c"]


def test_an_old_end_does_not_end_a_newer_watch() -> None:
    duty = begin(Duty(), _team("a", "19:00"), _at("19:00")).duty

    assert _names(end(duty, "a", _at("07:00"))) == ["a"]
    assert _names(end(duty, "a", _at("19:01"))) == []


def test_only_so_many_watches_are_remembered() -> None:
    duty = Duty()
    for hour in range(7, 20):
        duty = end(duty, f"team-{hour}", _at(f"{hour:02d}:00")).duty

    assert len(duty.words) == MAX_KEPT


def test_a_post_that_is_asked_for_waits_for_its_first_team() -> None:
    post = golden("PostEstablished")
    assert isinstance(post, PostEstablished)
    asked = _at("07:00")._replace(plan=post)

    change = establish(Duty(), asked)
    assert [finding.rule for finding in change.raised] == ["R18"]
    manned = begin(Duty(), _team("a", "06:00"), _at("06:00")).duty
    assert establish(manned, asked).raised == ()
    assert establish(Duty(), _at("07:00")).raised == ()


@pytest.mark.parametrize("is_seen", [False, True])
def test_a_clock_that_runs_ahead_makes_no_post_deaf(*, is_seen: bool) -> None:
    story = Story.of_election()
    story.witnessed("06:00")
    period = {"from": clock("07:00"), "until": clock("28 07:00")}
    asked = {"post": STORE_PLACE, "openness": "terbuka", "minimum": 3, "period": period}
    story.says(POLRI, "PostEstablished", "06:00", **asked)
    story.starts(3, at="07:00")
    for number in range(2 * MAX_KEPT):
        at = f"2099-01-01T00:{number:02d}:00+07:00"
        story.says(GUARD_2, "ShiftStarted", at, team="regu-2", present=0)
    if is_seen:
        story.witnessed("07:30")
    story.says(GUARD, "ShiftEnded", "12:00", team="regu-1")

    assert len(story.post().duty.words) <= MAX_KEPT
    assert story.findings(at="12:05:01", but="R20").count("R18") == 1

    story.starts(3, at="12:20")
    assert "R18" in story.findings(at="12:20", but="R20")  # it was too long
    story.witnessed("12:30")
    story.says(GUARD, "ShiftEnded", "13:00", team="regu-1")
    assert story.findings(at="13:05:01", but="R20").count("R18") == 2


@pytest.mark.parametrize("voices", [(GUARD_2,), (GUARD, GUARD_2)])
def test_who_speaks_first_of_years_to_come_makes_no_post_deaf(voices: tuple[str, ...]) -> None:
    story = Story.of_election()
    story.witnessed("06:00")
    for number in range(2 * MAX_KEPT):
        at = f"2099-01-01T00:{number:02d}:00+07:00"
        story.starts(3, at=at, by=voices[number % len(voices)], team="regu-2")
    story.starts(3, at="07:00")
    story.witnessed("11:00")
    story.says(GUARD, "ShiftEnded", "12:00", team="regu-1")

    assert story.findings(at="12:05:01", but="R20 R25") == ["R18"]


def test_one_phone_may_speak_for_a_post_for_days() -> None:
    story = Story.of_election()
    story.starts(3, at="05:00", by=GUARD_2, team="regu-2")
    story.witnessed("06:00")
    for day in range(25, 25 + MAX_KEPT):
        at = f"2024-11-{day:02d}T" if day <= 30 else f"2024-12-{day - 30:02d}T"
        story.says(GUARD, "ShiftStarted", f"{at}07:00:00+07:00", present=3)
        story.says(GUARD, "ShiftEnded", f"{at}07:00:00+07:00", team="regu-2")
        story.says(GUARD, "ShiftEnded", f"{at}19:00:00+07:00", team="regu-1")
        story.witnessed(f"{at}20:00:00+07:00")

    assert story.post().duty.teams == ()
