"""Ties that are not as they should be are declared, replaced, and stated before the supervisor."""

from domain.discrepancy import DiscrepancyDeclared, DiscrepancyResolved
from domain.seal import SealBroken, SealReplaced
from tests.tools.scenario.postbox import Rehearsal


def test_another_tie_leads_to_two_new_ones_and_is_settled(rehearsal: Rehearsal) -> None:
    (replaced,) = rehearsal.box.sayings(SealReplaced)
    told = rehearsal.box.sayings(DiscrepancyDeclared)
    (declared,) = [one for one in told if one.statement.discrepancy_kind == "segel"]
    resolved = [one.statement for one in rehearsal.box.sayings(DiscrepancyResolved)]
    assert replaced.statement.discrepancy == declared.leaf
    assert replaced.statement.old == declared.statement.seals
    assert set(replaced.statement.new).isdisjoint(replaced.statement.old)
    assert declared.leaf in {one.of for one in resolved}
    assert replaced.leaf in rehearsal.box.endorsed()


def test_ties_that_came_off_on_the_way_are_stated_as_found_so(rehearsal: Rehearsal) -> None:
    (broken,) = rehearsal.box.sayings(SealBroken)
    (box,) = broken.statement.boxes
    assert broken.statement.found
    assert len(box.seals) == 2
    assert broken.leaf in rehearsal.box.endorsed()
