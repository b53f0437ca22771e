"""What is missing: numbers given up, phones that are silent, boxes that nobody answers for."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ledger.tlog.text import to_base64
from projections import journals
from projections.gap import Asked, Gaps, Heard, gaps, heard, lies_in
from projections.view import View, view
from tests.projections.conftest import Election, folded
from tests.support.book import Book
from tests.support.season import KPU, START, Season

DAY = timedelta(days=1)
STORE_PHONE = "16.08/kpu/gudang-01"


def missing(election: Election, at: datetime, area: str | None = None) -> Gaps:
    with view(election.readers) as now:
        return gaps(now, election.book.log, Asked(at, area))


def test_a_phone_is_silent_a_day_after_its_last_word_and_not_before(election: Election) -> None:
    with view(election.readers) as now:
        journal = journals.journal(now, STORE_PHONE)
        assert journal is not None
        last = heard(now, election.book.log, STORE_PHONE, journal.chain)
    assert last is not None
    assert last.at is not None

    at_the_border = missing(election, last.at + DAY).silences
    after_it = missing(election, last.at + DAY + timedelta(seconds=1)).silences
    assert STORE_PHONE not in {one.journal for one in at_the_border}
    (silence,) = (one for one in after_it if one.journal == STORE_PHONE)
    assert (silence.person, silence.unit, silence.leaf) == ("kpu-1", "16.08/kpu", last.leaf)
    assert silence.boxes == 8


def test_a_phone_of_a_unit_with_nothing_in_hand_is_counted_only(election: Election) -> None:
    found = missing(election, START + 30 * DAY)

    named = {one.journal for one in found.silences}
    assert not any("kpps" in name for name in named)
    on_watch = {one.journal for one in found.silences if one.is_on_watch}
    assert on_watch == {"16.08/polri/regu-1", "16.08/polri/regu-2"}
    assert found.quiet == 4


def test_a_phone_is_that_of_the_unit_for_which_it_signs_now(
    book: Book, season: Season, tmp_path: Path
) -> None:
    """Whoever has it now has nothing in hand."""
    season.go_out(0)
    season.person(KPU, "lain-1", "16.08/lain", STORE_PHONE, "petugas_gudang")
    with folded(book, tmp_path) as now:
        found = gaps(now, book.log, Asked(START + 30 * DAY))

    named = {one.journal: one.unit for one in found.silences}
    assert STORE_PHONE not in named
    assert named["16.08.0000/kpps/hp-1"] == "16.08.0000/kpps"


def test_as_of_an_older_leaf_the_silent_are_counted_as_they_were_then(election: Election) -> None:
    at = START + 30 * DAY
    for leaf in range(20, 111, 10):
        with view(election.readers, leaf) as then:
            found = gaps(then, election.book.log, Asked(at))
            every = journals.journals(then, limit=100).items
            spoken = [
                one.name
                for one in every
                if one.chain.registrar != one.name
                and heard(then, election.book.log, one.name, one.chain) is not None
            ]
        assert len(found.silences) + found.quiet == len(spoken)


def test_a_founder_need_not_speak(election: Election) -> None:
    found = missing(election, START + 30 * DAY)

    assert "16.08/kpu" not in {one.journal for one in found.silences}


def test_as_of_a_leaf_a_phone_was_heard_last_before_it(election: Election) -> None:
    signed = [row for row in election.book.log.entries(0, 1000) if row.journal == STORE_PHONE]
    for row in signed[:3]:
        with view(election.readers, row.leaf_index) as then:
            journal = journals.journal(then, STORE_PHONE)
            assert journal is not None
            last = heard(then, election.book.log, STORE_PHONE, journal.chain)
        assert last is not None
        assert last.leaf == row.leaf_index
        assert last.at is not None
        assert last.at < START + DAY


@pytest.fixture(name="gone")
def _gone(book: Book, season: Season, tmp_path: Path) -> Iterator[tuple[View, Book]]:
    """A phone went on at number 9, and took a box a day after it was sent."""
    store, phone = book.devices[STORE_PHONE], book.devices["16.08.0000/kpps/hp-1"]
    for day in (1, 2):
        book.visit(phone, at=(START + day * DAY).isoformat())
    phone.sequence = 9
    book.register(f"resume {phone.name} at 9 after {to_base64(phone.head)}")
    box = {"box": "16.08.0000-X", "box_kind": "kotak_suara"}
    place = "16.08.0000/TPS"
    book.say(
        store, "ItemRegistered", season.at, holder="16.08/kpu", place="16.08/GDG-01", items=[box]
    )
    book.visit(phone, at=(START + 5 * DAY).isoformat())
    moved = {"consignment": "K-9", "from": "16.08/kpu", "to": "16.08.0000/kpps", "count": 1}
    sent = book.say(
        store,
        "ConsignmentDispatched",
        (START + 6 * DAY).isoformat(),
        **moved,
        origin="16.08/GDG-01",
        destination=place,
        boxes=[box["box"]],
    )
    book.say(
        phone,
        "HandoverAccepted",
        (START + 7 * DAY).isoformat(),
        **moved,
        of=sent,
        place=place,
        boxes=[{"box": box["box"]}],
    )
    with folded(book, tmp_path) as now:
        yield now, book


def test_numbers_that_were_given_up_are_told_with_the_hours_around_them(
    gone: tuple[View, Book],
) -> None:
    now, book = gone
    (hole,) = gaps(now, book.log, Asked(START)).holes

    assert (hole.journal, hole.unit) == ("16.08.0000/kpps/hp-1", "16.08.0000/kpps")
    assert (hole.first, hole.last) == (2, 8)
    assert (hole.before, hole.after) == (START + 2 * DAY, START + 5 * DAY)


def test_a_box_that_was_taken_late_was_unheld_until_then(gone: tuple[View, Book]) -> None:
    now, book = gone
    (box,) = gaps(now, book.log, Asked(START + 9 * DAY)).unheld

    assert (box.box, box.giver, box.receiver) == ("16.08.0000-X", "16.08/kpu", "16.08.0000/kpps")
    assert box.since == START + 6 * DAY + timedelta(hours=1)
    assert box.until == START + 7 * DAY


def test_before_its_due_time_nobody_misses_a_box(gone: tuple[View, Book]) -> None:
    now, book = gone

    assert gaps(now, book.log, Asked(START + 6 * DAY)).unheld == ()


@pytest.mark.parametrize("area", ["16.08.0001", "16.08.000", "17"])
def test_what_lies_elsewhere_is_not_told(gone: tuple[View, Book], area: str) -> None:
    now, book = gone
    found = gaps(now, book.log, Asked(START + 30 * DAY, area))

    assert (found.holes, found.silences, found.unheld) == ((), (), ())


@pytest.mark.parametrize(
    ("name", "area", "lies"),
    [
        ("16.08.05.2003/TPS-007", "16.08.05", True),
        ("16.08.05.2003-TPS007-GUB", "16.08.05.2003", True),
        ("16.08.05", "16.08.05", True),
        ("16.08.051/TPS", "16.08.05", False),
        ("16.08/kpu", "16.08.05", False),
        ("16.08/kpu", None, True),
    ],
)
def test_an_area_holds_what_begins_with_its_code(
    name: str, area: str | None, *, lies: bool
) -> None:
    assert lies_in(name, area) is lies


def test_whoever_states_no_time_is_not_called_silent() -> None:
    assert not Heard(7, None).is_silent(START)
