"""Phases, units and places are on record before anything happens in them."""

from domain.operation import OperationOpened, OrganisationRegistered, PhaseChanged
from domain.place import PlaceAccepted, PlaceRegistered
from tests.tools.scenario.postbox import Rehearsal
from tools.scenario.registry import PHASES


def test_phases_follow_one_another_as_the_operation_declares(rehearsal: Rehearsal) -> None:
    (opened,) = rehearsal.box.sayings(OperationOpened)
    changes = [saying.statement for saying in rehearsal.box.sayings(PhaseChanged)]
    assert opened.statement.phases == tuple(PHASES) == tuple(one.to for one in changes)
    assert [one.from_ for one in changes[1:]] == [one.to for one in changes[:-1]]


def test_every_place_is_registered_once(rehearsal: Rehearsal) -> None:
    places = [saying.statement.place for saying in rehearsal.box.sayings(PlaceRegistered)]
    area = rehearsal.stage.area
    assert len(places) == len(set(places))
    assert len(places) == 3 + len(area.districts) + len(area.villages) + len(area.stations)


def test_every_store_is_accepted_by_two_lines(rehearsal: Rehearsal) -> None:
    accepted = rehearsal.box.sayings(PlaceAccepted)
    assert len(accepted) == 2 + len(rehearsal.stage.area.districts)
    assert {saying.leaf for saying in accepted} <= rehearsal.box.endorsed()


def test_units_of_three_lines_take_part(rehearsal: Rehearsal) -> None:
    told = rehearsal.box.sayings(OrganisationRegistered)
    by = {saying.statement.unit_kind: saying.journal for saying in told}
    assert by["ppk"].startswith("16.08/kpu/")
    assert by["polsek"].startswith("16.08/polres/")
    assert by["panwascam"].startswith("16.08/bawaslu/")
