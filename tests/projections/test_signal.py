"""Signals as the tables tell them: who came outside of hours, and silent phones on watch."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from ledger.tlog.text import to_base64
from projections.shift import WATCHES
from projections.signal import outside, silences
from projections.view import View, view
from tests.projections.conftest import Election, folded
from tests.support.book import Book
from tests.support.season import START, STORE, Season

HALF_A_DAY = timedelta(minutes=720)
DAY = timedelta(days=1)
GUARD = "16.08/polri/regu-1"
DOOR = {"place": STORE, "door": f"{STORE}/pintu-1", "reason": "stok"}


@pytest.fixture(name="night")
def _night(book: Book, season: Season, tmp_path: Path) -> Iterator[tuple[View, list[int]]]:
    """Three visitors come, two of them while the store is closed; then a door is opened."""
    hours = [{"place_kind": "gudang", "from": 8, "until": 17}]
    book.say(book.registrar(), "PolicySet", season.at, version=1, hours=hours)
    let_in = []
    for at in (
        "2024-11-22T23:30:00+07:00",
        "2024-11-23T12:00:00+07:00",
        "2024-11-24T04:15:00+07:00",
    ):
        visit = book.visit(GUARD, STORE, at)
        book.say(GUARD, "AccessGranted", at, of=visit, place=STORE, zone="kantor")
        let_in.append(book.size - 1)
    book.say("16.08/kpu/gudang-01", "StoreOpened", at, **DOOR)
    let_in.append(book.size - 1)
    with folded(book, tmp_path) as now:
        yield now, let_in


def test_who_came_outside_of_hours_is_told_the_newest_first(night: tuple[View, list[int]]) -> None:
    now, (late, _, early, door) = night
    found = outside(now, 20)

    assert [one.finding.evidence for one in found.items] == [(door,), (early,), (late,)]
    assert (found.number, found.oldest) == (3, late)
    assert {one.finding.parameters["hours"] for one in found.items} == {"08.00-17.00"}


def test_of_many_only_so_many_are_named_and_all_are_counted(night: tuple[View, list[int]]) -> None:
    now, _ = night

    assert (len(outside(now, 1).items), outside(now, 1).number) == (1, 3)


def test_as_of_an_older_leaf_nobody_had_come_yet(night: tuple[View, list[int]]) -> None:
    now, (late, *_) = night
    then = View(now.connection, now.position, late)

    assert [one.finding.evidence for one in outside(then, 20).items] == [(late,)]
    assert outside(View(now.connection, now.position, late - 1), 20).number == 0


def test_a_policy_without_hours_lets_everybody_come_at_any_time(now: View) -> None:
    assert outside(now, 20) == ((), 0, -1)


@pytest.mark.parametrize("is_past", [False, True], ids=["now", "then"])
def test_of_a_guarded_post_only_the_phone_on_watch_can_be_silent(
    election: Election, *, is_past: bool
) -> None:
    log = election.book.log
    with view(election.readers, log.size - 2 if is_past else None) as seen:
        watch = WATCHES.one(seen, STORE)
        assert watch is not None
        (team,) = watch.state.duty.teams
        (found,) = silences(seen, log, START + 30 * DAY, 20).items
        due = found.finding.due

        assert due is not None
        assert found.finding.subject == team.journal
        assert (due - HALF_A_DAY).isoformat() == found.finding.parameters["since"]
        assert silences(seen, log, due, 20).number == 0
        assert silences(seen, log, due + timedelta(seconds=1), 20).number == 1


def test_numbers_that_a_silent_phone_has_given_up_are_counted(
    book: Book, season: Season, tmp_path: Path
) -> None:
    phone = book.devices[GUARD]
    book.visit(phone, STORE, season.at)
    head, gone = phone.head, phone.sequence
    phone.sequence = gone + 4
    book.register(f"resume {phone.name} at {gone + 4} after {to_base64(head)}", by=1)
    book.visit(phone, STORE, season.at)
    with folded(book, tmp_path) as now:
        (found,) = silences(now, book.log, START + 3 * DAY, 20).items

    assert found.finding.parameters["missing"] == 4


def test_whoever_has_ended_the_watch_is_not_awaited(
    book: Book, season: Season, tmp_path: Path
) -> None:
    over = {"post": STORE, "team": "regu-0", "unit": "16.08/polres", "reason": "selesai"}
    book.say(GUARD, "ShiftEnded", season.at, **over)
    with folded(book, tmp_path) as now:
        assert silences(now, book.log, START + 30 * DAY, 20) == ((), 0, -1)
