"""Which team has the watch, and which had it before."""

from projections import shift
from projections.view import View
from tests.support.season import STORE


def test_the_team_on_duty_is_the_one_that_took_over_last(now: View) -> None:
    watch = shift.watch(now, STORE)
    assert watch is not None
    assert [team.team for team in watch.state.duty.teams] == ["regu-1"]
    assert shift.watch(now, "16.08/GDG-02") is None


def test_posts_are_listed_by_status(now: View) -> None:
    assert [watch.subject for watch in shift.watches(now, status="dijaga").items] == [STORE]
    assert shift.watches(now, status="kosong").items == ()


def test_every_change_of_a_post_is_kept(now: View) -> None:
    teams = [
        tuple(team.team for team in watch.state.duty.teams) for watch in shift.changes(now, STORE)
    ]
    assert list(dict.fromkeys(teams)) == [("regu-0",), ("regu-1",)]
