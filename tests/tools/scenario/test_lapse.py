"""Everything that goes wrong with places is planted once, beside a story that is clean."""

from collections import Counter

from domain.access import AccessDenied, AccessGranted, VisitorReported
from domain.store import StockCounted, StoreOpened
from tests.tools.scenario.postbox import Rehearsal
from tools.scenario.area import KPU_OFFICE, STORE
from tools.scenario.lapse import HALL

RULES = {"R03", "R13", "R15", "R16", "R17", "R22", "R30", "R31", "R32"}


def test_each_is_planted_once(rehearsal: Rehearsal) -> None:
    counts = Counter(one.rule for one in rehearsal.stage.plot.planted)
    assert {rule: counts[rule] for rule in RULES} == dict.fromkeys(RULES, 1)


def test_one_opening_names_nobody_and_one_names_a_clerk_alone(rehearsal: Rehearsal) -> None:
    opened = [one.statement for one in rehearsal.box.sayings(StoreOpened)]
    counts = Counter(len(one.persons) for one in opened if one.place == STORE)
    assert (counts[0], counts[1]) == (1, 1)


def test_goods_lie_in_a_hall(rehearsal: Rehearsal) -> None:
    told = [one.statement for one in rehearsal.box.sayings(StockCounted)]
    assert [one.place for one in told if one.place == HALL] == [HALL]


def test_whoever_was_refused_comes_again_and_is_let_in(rehearsal: Rehearsal) -> None:
    (again,) = [one for one in rehearsal.box.sayings(VisitorReported) if one.statement.again]
    denied = {one.statement.of: one.journal for one in rehearsal.box.sayings(AccessDenied)}
    granted = {one.statement.of: one.journal for one in rehearsal.box.sayings(AccessGranted)}
    assert again.statement.place == KPU_OFFICE
    assert denied[again.statement.again] != granted[again.leaf]
