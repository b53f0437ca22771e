"""Posts are looked at every day, TPS on the day of the vote, and cameras that are down."""

from domain.post import PostChecked
from tests.tools.scenario.postbox import Rehearsal
from tools.scenario.cast import TEAMS


def test_every_check_is_endorsed_by_whoever_was_checked(rehearsal: Rehearsal) -> None:
    told = rehearsal.box.sayings(PostChecked)
    assert {saying.leaf for saying in told} <= rehearsal.box.endorsed()


def test_every_tps_is_visited_once_and_every_post_daily(rehearsal: Rehearsal) -> None:
    posts = [saying.statement.post for saying in rehearsal.box.sayings(PostChecked)]
    stage = rehearsal.stage
    assert all(posts.count(one.place) == 1 for one in stage.area.stations)
    days = (stage.season.ends - stage.season.posts).days
    assert all(posts.count(post) >= days for post in TEAMS)
