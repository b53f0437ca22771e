"""How good the evidence of statements and of boxes is, as of a leaf."""

from pathlib import Path

from ledger.tlog.text import to_base64
from projections.grade import Link, grades, weakest
from projections.view import View, view
from tests.projections.conftest import Election, folded
from tests.support.book import Book

BOX = "16.08.0000-GUB"
GUARD, OTHER = "16.08/kpu/gudang-03", "16.08/kpu/gudang-04"


def _staffed(book: Book) -> None:
    """Enrol two devices; the second is shared."""
    book.enrol(GUARD, OTHER)
    registrar = book.registrar()
    for name, device in ((GUARD, "sendiri"), (OTHER, "bersama")):
        book.say(
            registrar,
            "PersonEnrolled",
            person=f"p-{name[-2:]}",
            unit="16.08/kpu",
            journals=[name],
            device=device,
        )


def _late(book: Book, by: str, *of: str) -> None:
    book.say(
        by,
        "LateEntryDeclared",
        of=of,
        paper=to_base64(bytes(32)),
        occurred="2024-11-25T08:00:00+07:00",
        reason="baterai_habis",
    )


def test_what_was_signed_has_the_grade_of_its_device(book: Book, tmp_path: Path) -> None:
    _staffed(book)
    first, second = book.size, book.size + 1
    book.visit(GUARD)
    book.visit(OTHER)

    with folded(book, tmp_path) as now:
        assert grades(now, [0, first, second]) == {first: "A", second: "B"}


def test_an_entry_from_paper_is_of_grade_c_since_its_journal_says_so(
    book: Book, tmp_path: Path
) -> None:
    _staffed(book)
    index = book.size
    leaf = book.visit(GUARD)
    _late(book, GUARD, leaf)

    with folded(book, tmp_path) as now:
        assert grades(now, [index]) == {index: "C"}
        assert grades(View(now.connection, now.position, index), [index]) == {index: "A"}


def test_nobody_weakens_the_word_of_another(book: Book, tmp_path: Path) -> None:
    _staffed(book)
    index = book.size
    _late(book, OTHER, book.visit(GUARD))

    with folded(book, tmp_path) as now:
        assert grades(now, [index]) == {index: "A"}


def test_a_box_is_as_good_as_the_weakest_statement_about_it(election: Election, now: View) -> None:
    found = weakest(now, "kotak", BOX)

    assert found is not None
    assert (found.grade, weakest(now, "kotak", "tidak-ada")) == ("A", None)
    with view(election.readers, found.leaf_index) as then:
        assert weakest(then, "kotak", BOX) == Link("A", found.leaf_index)
