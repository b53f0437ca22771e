"""A spare box gets wet, another takes its place, and it is destroyed before two other sides."""

from domain.box import ItemDestroyed, ItemRegistered, ItemReplaced
from domain.incident import IncidentClosed, IncidentReported
from domain.statement import time
from tests.tools.scenario.postbox import Rehearsal
from tools.scenario.clock import wib
from tools.scenario.spare import DRY, WET


def test_what_is_replaced_and_what_replaces_it_are_on_record(rehearsal: Rehearsal) -> None:
    (replaced,) = [one.statement for one in rehearsal.box.sayings(ItemReplaced)]
    items = [one.statement.items for one in rehearsal.box.sayings(ItemRegistered)]
    assert (replaced.old, replaced.new) == (WET, DRY)
    assert {WET, DRY} <= {item.box for each in items for item in each}


def test_it_got_wet_in_the_leak_that_was_reported_that_night(rehearsal: Rehearsal) -> None:
    (replaced,) = [one.statement for one in rehearsal.box.sayings(ItemReplaced)]
    told = rehearsal.box.sayings(IncidentReported)
    (leak,) = [one for one in told if one.statement.incident_kind == "atap_bocor"]
    (closed,) = [one.statement for one in rehearsal.box.sayings(IncidentClosed)]
    assert closed.of == leak.leaf
    assert leak.statement.at < replaced.at < closed.at


def test_it_is_destroyed_before_the_vote_before_police_and_supervisors(
    rehearsal: Rehearsal,
) -> None:
    (destroyed,) = rehearsal.box.sayings(ItemDestroyed)
    assert destroyed.statement.boxes == (WET,)
    assert time(destroyed.statement.at) < wib("2024-11-27 00:00")
    assert {one.side for one in destroyed.statement.witnesses} == {"polri", "bawaslu"}
    assert destroyed.leaf in rehearsal.box.endorsed()
