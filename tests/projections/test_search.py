"""Names are found by their beginnings, or by what they hold, as of any leaf."""

from pathlib import Path

from projections import custody
from projections.search import found
from projections.view import View, view
from tests.projections.conftest import Election, folded
from tests.support.book import Book
from tests.support.registry import KPU, STATION, written

BOX = "16.08.0000-GUB"


def test_names_that_begin_so_come_in_order_and_so_many(now: View) -> None:
    every = found(now, "16.08.", 100, ("kotak",))["kotak"]

    assert every == sorted(every)
    assert BOX in every
    assert found(now, "16.08.", 3, ("kotak",)) == {"kotak": every[:3]}
    assert found(now, "16.08.0000-gub", 9)["kotak"] == [BOX]


def test_only_where_nothing_begins_so_names_that_hold_it_are_found(now: View) -> None:
    assert BOX in found(now, "0000", 9)["kotak"]
    assert found(now, "00", 9) == {}  # too short to go through all of them
    assert found(now, "16.08.0000-GUB", 9).keys() == {"kotak"}


def test_signs_of_the_query_language_are_letters_like_others(now: View) -> None:
    for text in ("%%%", "___", "\\\\\\", "'; DROP TABLE kotak; --", "*"):
        assert found(now, text, 9) == {}


def test_before_it_was_heard_of_a_box_is_not_found(election: Election, now: View) -> None:
    first = custody.changes(now, BOX)[0].since

    with view(election.readers, first - 1) as then:
        assert found(then, BOX, 9) == {}
    with view(election.readers, first) as then:
        assert found(then, BOX, 9) == {"kotak": [BOX]}


def test_places_and_units_are_found_by_what_they_are_called(book: Book, tmp_path: Path) -> None:
    written(book)
    with folded(book, tmp_path) as now:
        assert found(now, "007 bantan", 9) == {"tempat": [STATION]}
        assert found(now, "kpu oku", 9) == {"organisasi": [KPU]}
