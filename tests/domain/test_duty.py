"""Duty: teams come and go, and what comes late is put where it belongs."""

from domain.duty import MAX_KEPT, Change, Duty, Team, Watched, begin, end, establish
from domain.policy import DEFAULT_THRESHOLDS
from domain.post import PostEstablished
from tests.support.sayings import golden
from tests.support.story import moment


def _at(at: str, index: int = 1) -> Watched:
    return Watched("p", None, DEFAULT_THRESHOLDS, moment(at), index)


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
