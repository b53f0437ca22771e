"""Everybody reports; each is let in or refused; all but one are seen leaving."""

from collections import Counter

from domain.access import AccessDenied, AccessExited, AccessGranted, VisitorReported
from tests.tools.scenario.postbox import Rehearsal
from tools.scenario.area import BAWASLU_OFFICE, KPU_OFFICE, STORE


def leaves(rehearsal: Rehearsal, kind: type) -> Counter[str]:
    return Counter(one.statement.of for one in rehearsal.box.sayings(kind))


def test_who_reports_is_let_in_or_refused_never_both(rehearsal: Rehearsal) -> None:
    reported = {one.leaf for one in rehearsal.box.sayings(VisitorReported)}
    granted, denied = leaves(rehearsal, AccessGranted), leaves(rehearsal, AccessDenied)
    assert {*granted} | {*denied} == reported
    assert not {*granted} & {*denied}
    assert set((granted + denied).values()) == {1}
    assert 0.05 < len(denied) / len(reported) < 0.25


def test_all_but_one_are_seen_leaving(rehearsal: Rehearsal) -> None:
    granted, exited = leaves(rehearsal, AccessGranted), leaves(rehearsal, AccessExited)
    assert len({*granted} - {*exited}) == 1
    assert not {*exited} - {*granted}


def test_nobody_enters_the_goods_zone_on_one_persons_word(rehearsal: Rehearsal) -> None:
    goods = [one for one in rehearsal.box.sayings(AccessGranted) if one.statement.zone == "barang"]
    assert goods
    assert {one.leaf for one in goods} <= rehearsal.box.endorsed()
    assert all(one.statement.escort and one.statement.authoriser for one in goods)


def test_all_three_posts_have_visitors(rehearsal: Rehearsal) -> None:
    told = Counter(one.statement.place for one in rehearsal.box.sayings(VisitorReported))
    assert {*told} == {STORE, KPU_OFFICE, BAWASLU_OFFICE}
