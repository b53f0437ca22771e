"""Supervisors fill in a Form A for every TPS twice; what they ask is answered and closed."""

from collections import Counter

from domain.evidence import EvidenceFiled
from domain.observation import ObservationFiled
from domain.oversight import FindingClosed
from tests.tools.scenario.postbox import Rehearsal


def test_every_tps_is_watched_twice(rehearsal: Rehearsal) -> None:
    told = [saying.statement for saying in rehearsal.box.sayings(ObservationFiled)]
    counts = Counter(one.place for one in told)
    assert all(counts[station.place] == 2 for station in rehearsal.stage.area.stations)
    numbers = [one.number for one in told]
    assert len(set(numbers)) == len(numbers)


def test_every_paper_of_a_return_is_filed(rehearsal: Rehearsal) -> None:
    told = [saying.statement for saying in rehearsal.box.sayings(EvidenceFiled)]
    papers = [one for one in told if one.paper == "bast"]
    assert len(papers) == len(rehearsal.stage.area.stations)


def test_what_is_closed_is_closed_by_two(rehearsal: Rehearsal) -> None:
    closed = rehearsal.box.sayings(FindingClosed)
    assert len(closed) == 2
    assert {saying.leaf for saying in closed} <= rehearsal.box.endorsed()
