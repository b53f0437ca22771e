"""Duty: teams come and go, and what comes late is put where it belongs."""

from collections.abc import Sequence
from datetime import timedelta

from hypothesis import given, strategies as st

from domain.duty import MAX_KEPT, Change, Duty, Team, Watched, begin, end, establish
from domain.finding import Finding
from domain.policy import DEFAULT_THRESHOLDS
from domain.post import PostEstablished
from tests.support.sayings import golden
from tests.support.story import moment

_Word = tuple[int, int, str, int | None, str | None]
"""Its leaf, when, which team, how many, and whom it relieves."""


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


def test_a_post_guarded_by_too_few_for_weeks_is_one_finding() -> None:
    raised: list[str] = []
    duty = Duty()
    for hour in range(3 * MAX_KEPT):
        at = _told(hour, 20 * hour)
        change = begin(duty, Team("ab"[hour % 2], "u", at.at, hour, 1), at)
        raised += [finding.key for finding in change.raised]
        duty = change.duty

    assert raised == ["R18/pos/p/0"]
    assert duty.few is not None


@given(st.data())
def test_the_same_words_in_any_order_give_the_same_duty(data: st.DataObject) -> None:
    minutes = data.draw(st.lists(st.integers(0, 60), min_size=1, max_size=MAX_KEPT, unique=True))
    team, present = st.sampled_from("abc"), st.sampled_from((None, 0, 1, 3))
    words = [
        (number, minute, data.draw(team), data.draw(present), data.draw(st.none() | team))
        for number, minute in enumerate(sorted(minutes))
    ]
    ends = data.draw(st.sets(st.sampled_from([word[0] for word in words])))
    orders = (words, data.draw(st.permutations(words)))

    assert _heard(orders[0], ends) == _heard(orders[1], ends)


def _heard(words: Sequence[_Word], ends: set[int]) -> tuple[Duty, dict[str, Finding]]:
    """Return the duty after some words, and what was found and not settled."""
    duty, found = Duty(), dict[str, Finding]()
    for number, minute, team, present, relieved in words:
        at = _told(number, minute)
        if number in ends:
            change = end(duty, team, at)
        else:
            change = begin(duty, Team(team, "u", at.at, number, present), at, relieved)
        for key in change.settled:
            del found[key]
        found |= {finding.key: finding for finding in change.raised}
        duty = change.duty
    return duty, found


def _told(number: int, minute: int) -> Watched:
    """Return the clock of one word, at a post that is planned for three persons."""
    post = golden("PostEstablished", minimum=3, openness="terbuka")
    assert isinstance(post, PostEstablished)
    at = moment("07:00") + timedelta(minutes=minute)
    return Watched("p", post, DEFAULT_THRESHOLDS, at, number)
