"""The last way goes well, or wrong in exactly the ways that were planted."""

from domain.box import BoxOpened
from domain.consignment import (
    ConsignmentArrived,
    ConsignmentDispatched,
    HandoverAccepted,
    HandoverOffered,
    HandoverRefused,
)
from domain.seal import BoxSeen
from domain.statement import time
from tests.tools.scenario.postbox import Rehearsal
from tools.scenario.area import Station
from tools.scenario.clock import wib
from tools.scenario.plot import Trouble

DAWN = wib("2024-11-27 04:00")


def of(rehearsal: Rehearsal, trouble: Trouble) -> Station:
    found = rehearsal.stage.plot.station(trouble, rehearsal.stage.area.stations)
    assert found is not None
    return found


def accepted(rehearsal: Rehearsal, station: Station) -> list[HandoverAccepted]:
    told = rehearsal.box.sayings(HandoverAccepted)
    return [one.statement for one in told if one.statement.to == station.unit]


def seen(rehearsal: Rehearsal, trouble: Trouble) -> BoxSeen:
    station = of(rehearsal, trouble)
    (one,) = accepted(rehearsal, station)
    return one.boxes[0]


def test_every_tps_has_both_boxes_when_it_opens(rehearsal: Rehearsal) -> None:
    for station in rehearsal.stage.area.stations:
        boxes = {one.box for each in accepted(rehearsal, station) for one in each.boxes}
        assert {*station.boxes} <= boxes


def test_who_is_late_comes_before_dawn_and_nobody_else_does(rehearsal: Rehearsal) -> None:
    late = of(rehearsal, "terlambat")
    for station in rehearsal.stage.area.stations:
        is_late = any(time(one.at) > DAWN for one in accepted(rehearsal, station))
        assert is_late == (station == late)


def test_what_was_seen_on_the_boxes_is_odd_in_three_ways(rehearsal: Rehearsal) -> None:
    other, unseen = seen(rehearsal, "segel_beda"), seen(rehearsal, "tanpa_catatan")
    bare = seen(rehearsal, "tanpa_segel")
    assert len(other.utuh) == 2
    assert list(unseen.seen()) == []
    assert (bare.utuh, len(bare.tidak_ada)) == ((), 2)


def test_a_missing_box_is_refused_and_follows(rehearsal: Rehearsal) -> None:
    station = of(rehearsal, "kurang")
    (refused,) = rehearsal.box.sayings(HandoverRefused)
    assert refused.statement.boxes[0].box == station.boxes[1]
    assert [len(one.boxes) for one in accepted(rehearsal, station)] == [1, 1]


def test_a_box_that_went_astray_is_passed_on(rehearsal: Rehearsal) -> None:
    astray = of(rehearsal, "tertukar").boxes[0]
    other = of(rehearsal, "salah_alamat")
    offers = [one.statement for one in rehearsal.box.sayings(HandoverOffered)]
    assert any(astray in one.boxes and one.from_ == other.unit for one in offers)


def test_one_pps_opens_a_box_too_early(rehearsal: Rehearsal) -> None:
    opened = [one.statement for one in rehearsal.box.sayings(BoxOpened)]
    early = [one for one in opened if one.place.endswith("/PPS")]
    assert [one.boxes for one in early] == [(of(rehearsal, "dibuka_di_pps").boxes[0],)]


def test_whoever_is_in_time_carries_the_boxes_and_says_that_they_are_there(
    rehearsal: Rehearsal,
) -> None:
    late = of(rehearsal, "terlambat")
    sent = {
        one.statement.to: one
        for one in rehearsal.box.sayings(ConsignmentDispatched)
        if one.statement.to.partition("/")[2].startswith("kpps")
    }
    arrived = {one.statement.of for one in rehearsal.box.sayings(ConsignmentArrived)}
    assert {*sent} == {one.unit for one in rehearsal.stage.area.stations} - {late.unit}
    assert {one.leaf for one in sent.values()} <= arrived & rehearsal.box.endorsed()
