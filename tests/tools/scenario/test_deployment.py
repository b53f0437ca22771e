"""298 officers go out to their kecamatan and come back, counted each time."""

from domain.deployment import DeploymentShifted
from domain.order import AssignmentAcknowledged, OrderIssued
from tests.tools.scenario.postbox import Rehearsal
from tools.scenario.area import Area
from tools.scenario.deployment import roll


def test_at_full_scale_there_are_298_of_them() -> None:
    persons = roll(Area.of(1012))
    assert (len(persons), len(set(persons))) == (298, 298)


def test_every_kecamatan_gets_somebody(rehearsal: Rehearsal) -> None:
    orders = [saying.statement for saying in rehearsal.box.sayings(OrderIssued)]
    assert [one.place for one in orders] == [one.code for one in rehearsal.stage.area.districts]
    assert all(one.persons for one in orders)


def test_a_padal_takes_note_of_every_order(rehearsal: Rehearsal) -> None:
    orders = {saying.leaf for saying in rehearsal.box.sayings(OrderIssued)}
    noted = {saying.statement.of for saying in rehearsal.box.sayings(AssignmentAcknowledged)}
    assert noted == orders


def test_each_contingent_is_counted_three_times(rehearsal: Rehearsal) -> None:
    told = [saying.statement for saying in rehearsal.box.sayings(DeploymentShifted)]
    for district in rehearsal.stage.area.districts:
        stages = [one.stage for one in told if one.area == district.code]
        assert stages == ["berangkat", "tiba", "kembali"]
    assert all(one.ordered == one.present + len(one.absent) for one in told)
