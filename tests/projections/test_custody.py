"""Holder, guard and place of a box, now and as of any leaf."""

from typing import Any

from projections import custody
from projections.view import View, view
from tests.projections.conftest import Election
from tests.support.season import STORE

BOX = "16.08.0000-GUB"


def test_a_box_that_came_back_is_held_where_it_began(now: View) -> None:
    box = custody.box(now, BOX)
    assert box is not None
    assert (box.state.holder, box.state.place, box.until) == ("16.08/kpu", STORE, None)
    assert box.state.seals == (f"tag_qr:{BOX}-2",)


def test_a_box_is_told_as_of_each_leaf_of_its_journey(election: Election, now: View) -> None:
    holders = []
    for version in custody.changes(now, BOX):
        with view(election.readers, version.since) as then:
            box = custody.box(then, BOX)
            assert box is not None
            assert box.state == version.state
            holders.append(box.state.holder)
        if version.until is not None:
            with view(election.readers, version.until - 1) as then:
                assert custody.box(then, BOX) == version
    assert list(dict.fromkeys(holders)) == ["16.08/kpu", "16.08.0000/kpps"]


def test_what_only_the_next_statement_needs_is_kept_with_the_newest_state_alone(now: View) -> None:
    *former, newest = (version.state for version in custody.changes(now, BOX))
    assert len(newest.custody.answers) == 2
    for box in former:
        assert (box.custody.base, box.custody.answers) == ((), ())
        assert box.custody.claims


def test_nothing_is_known_of_a_box_before_it_was_registered(election: Election, now: View) -> None:
    first = custody.changes(now, BOX)[0]
    with view(election.readers, first.since - 1) as before:
        assert custody.box(before, BOX) is None


def test_boxes_are_listed_by_name_in_slices(now: View) -> None:
    first = custody.boxes(now, limit=5)
    rest = custody.boxes(now, after=first.next, limit=5)
    names = [box.subject for box in (*first.items, *rest.items)]
    assert names == sorted(names)
    assert len(set(names)) == 8
    assert rest.next is None


def test_boxes_are_listed_by_what_is_asked_for(election: Election, now: View) -> None:
    assert len(custody.boxes(now, holder="16.08/kpu").items) == 8
    assert len(custody.boxes(now, place=STORE, status="dipegang").items) == 8
    assert custody.boxes(now, holder="16.08.0000/kpps").items == ()
    dispatched = next(v for v in custody.changes(now, BOX) if v.state.road is not None)
    with view(election.readers, dispatched.since) as then:
        found = custody.boxes(then, status="di_perjalanan", consignment="16.08/kpu>16.08.0000/kpps")
        assert [box.subject for box in found.items] == ["16.08.0000-BUP", BOX]


def test_boxes_are_counted_by_status_and_holder(now: View) -> None:
    assert custody.counted(now) == {"dipegang": 8}
    assert custody.held(now) == {"16.08/kpu": 8}


def test_a_seal_is_known_by_its_number_and_by_its_box(now: View) -> None:
    first, second = (custody.seal(now, f"tag_qr:{BOX}-{number}") for number in (1, 2))
    assert first is not None
    assert second is not None
    assert (first.state.state, second.state.state) == ("dilepas", "terpasang")
    assert [seal.subject for seal in custody.seals(now, box=BOX).items] == [
        f"tag_qr:{BOX}-1",
        f"tag_qr:{BOX}-2",
    ]


def test_a_rare_state_is_found_by_its_index_and_never_before_a_holder(now: View) -> None:
    assert "kotak_status" in plan(now, {"status": "disengketakan"})
    assert "kotak_holder" in plan(now, {"status": "dipegang", "holder": "16.08/kpu"})


def plan(now: View, where: dict[str, object]) -> str:
    """Return how SQLite goes about a list of boxes."""
    asked: list[str] = []
    driver: Any = now.connection.connection.driver_connection
    driver.set_trace_callback(asked.append)
    custody.BOXES.listed(now, where, None, 10)
    driver.set_trace_callback(None)
    return str(driver.execute(f"EXPLAIN QUERY PLAN {asked[-1]}").fetchall())
