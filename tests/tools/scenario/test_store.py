"""Doors are opened and closed by two organisations, with the seals of the evening before."""

from domain.store import StoreClosed, StoreOpened
from tests.tools.scenario.postbox import Rehearsal
from tools.scenario.area import STORE


def test_the_seals_that_come_off_are_those_that_went_on(rehearsal: Rehearsal) -> None:
    opened = [one for one in rehearsal.box.sayings(StoreOpened) if one.statement.place == STORE]
    closed = [one for one in rehearsal.box.sayings(StoreClosed) if one.statement.place == STORE]
    assert len(opened) == len(closed) > 10
    on = [one.statement.seals for one in closed]
    assert [one.statement.seals for one in opened] == [(), *on[:-1]]
    assert len(set(on)) == len(on)


def test_every_ppk_has_a_door_too(rehearsal: Rehearsal) -> None:
    places = {one.statement.place for one in rehearsal.box.sayings(StoreOpened)}
    assert places >= {STORE, *(one.place for one in rehearsal.stage.area.districts)}


def test_every_closing_is_seen_by_the_guard(rehearsal: Rehearsal) -> None:
    closed = rehearsal.box.sayings(StoreClosed)
    assert {one.leaf for one in closed} <= rehearsal.box.endorsed()
