"""On the day each box is opened twice before witnesses and goes back closed."""

from collections import Counter

from domain.amendment import CorrectionDeclared
from domain.box import BoxOpened
from domain.consignment import HandoverAccepted
from domain.seal import SealApplied
from domain.statement import time
from tests.tools.scenario.postbox import Rehearsal
from tools.scenario.clock import wib


def test_each_tps_opens_for_the_vote_and_for_the_count(rehearsal: Rehearsal) -> None:
    told = [one.statement for one in rehearsal.box.sayings(BoxOpened)]
    counts = Counter((one.place, one.purpose) for one in told if "/TPS-" in one.place)
    places = [station.place for station in rehearsal.stage.area.stations]
    assert counts == {(place, use): 1 for place in places for use in ("pungut", "hitung")}


def test_no_box_is_opened_before_seven_or_counted_before_one(rehearsal: Rehearsal) -> None:
    for one in (saying.statement for saying in rehearsal.box.sayings(BoxOpened)):
        if "/TPS-" in one.place:
            first = {"pungut": "2024-11-27 06:30", "hitung": "2024-11-27 13:00"}[one.purpose]
            assert time(one.at) >= wib(first)


def test_one_tps_names_no_witnesses(rehearsal: Rehearsal) -> None:
    told = [
        one.statement for one in rehearsal.box.sayings(BoxOpened) if "/TPS-" in one.statement.place
    ]
    assert sum(not one.witnesses for one in told) == 1


def test_one_sealing_has_no_second_signature(rehearsal: Rehearsal) -> None:
    alone = [
        one
        for one in rehearsal.box.sayings(SealApplied)
        if one.leaf not in rehearsal.box.endorsed()
    ]
    assert len(alone) == 1


def test_a_miswritten_number_is_corrected_and_endorsed(rehearsal: Rehearsal) -> None:
    corrections = rehearsal.box.sayings(CorrectionDeclared)
    told = [one for one in corrections if one.statement.target_kind == "SealApplied"]
    (endorsed,) = [one for one in told if one.leaf in rehearsal.box.endorsed()]
    assert endorsed.statement.target_kind == "SealApplied"


def test_every_pps_has_its_boxes_back_the_same_day(rehearsal: Rehearsal) -> None:
    told = [one.statement for one in rehearsal.box.sayings(HandoverAccepted)]
    back = [one for one in told if one.to.endswith("/pps") and "kpps" in one.from_]
    boxes = [seen.box for one in back for seen in one.boxes]
    ballots = [box for one in rehearsal.stage.area.districts for box in one.ballots]
    assert sorted(boxes) == sorted(ballots)
    assert all(one.at.startswith("2024-11-27") for one in back)
