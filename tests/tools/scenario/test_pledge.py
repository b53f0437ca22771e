"""Everybody who is ordered to anything has signed to be neutral before, but for one."""

from domain.neutrality import NeutralityPledged
from domain.order import OrderIssued
from domain.plan import AssignmentMade
from tests.tools.scenario.postbox import Rehearsal
from tools.scenario.omission import UNPLEDGED
from tools.scenario.policy import PLEDGE


def test_whoever_is_ordered_has_pledged(rehearsal: Rehearsal) -> None:
    told = [saying.statement for saying in rehearsal.box.sayings(NeutralityPledged)]
    assert {one.text for one in told} == {PLEDGE}
    pledged = {person for one in told for person in one.persons}
    orders = [*rehearsal.box.sayings(OrderIssued), *rehearsal.box.sayings(AssignmentMade)]
    ordered = {person for one in orders for person in one.statement.persons}
    assert ordered - pledged == {UNPLEDGED}


def test_every_kpps_pledges_with_its_pps(rehearsal: Rehearsal) -> None:
    told = [saying.statement for saying in rehearsal.box.sayings(NeutralityPledged)]
    pledged = {person for one in told for person in one.persons}
    stations = rehearsal.stage.area.stations
    assert {rehearsal.stage.phone(one.unit).person for one in stations} <= pledged
