"""Who hears only what is marked has the same reader and context as who heard every leaf."""

from pathlib import Path

from projections.bench import Letters
from projections.hearing import Hearing
from projections.view import View
from tests.projections.conftest import folded
from tests.support.book import Book
from tests.support.season import Season

CLERK = "16.08/kpu/gudang-01"


def hearing(book: Book) -> Hearing:
    return Hearing(book.log, Letters(lambda: 0))


def recalled(heard: Hearing, now: View) -> list[int]:
    return [stored.leaf_index for stored in heard.recall(now.connection, now.position)]


def test_what_is_marked_tells_who_signs_and_what_is_in_force(book: Book, tmp_path: Path) -> None:
    Season(book, stations=1).write()
    with folded(book, tmp_path) as now:
        heard = hearing(book)
        leaves = recalled(heard, now)
    said = heard.reader.said(next(one for one in book.log.entries(0, 99) if one.journal == CLERK))

    assert len(leaves) < book.size / 2
    assert heard.context.phase(now.position) == "pemungutan"
    assert [held.role for held in heard.context.authority.roles(said)] == ["logistik_kpu"]


def test_it_goes_on_where_it_stopped(book: Book, tmp_path: Path) -> None:
    season = Season(book, stations=1)
    season.open()
    with folded(book, tmp_path) as now:
        heard = hearing(book)
        first = recalled(heard, now)
        assert recalled(heard, now) == []
    season.enrol(0)
    (tmp_path / "projections.1.db").unlink()
    with folded(book, tmp_path) as now:
        again = recalled(heard, now)
        assert again[0] > first[-1]
        assert recalled(hearing(book), now) == first + again


def test_what_nobody_can_read_is_passed_over_with_a_letter(book: Book) -> None:
    Season(book, stations=0).write()
    letters = Letters(lambda: 0)
    heard = Hearing(book.log, letters)
    (stored,) = book.log.entries(book.size - 1, 1)

    assert heard.facts(stored) == ()  # nobody has enrolled its journal, as no leaf was heard
    assert [letter.leaf_index for letter in letters.gathered] == [stored.leaf_index]
