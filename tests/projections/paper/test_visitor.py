"""The visitors' book: who asked, came, was refused and left."""

import pytest

from projections.errors import PaperError
from projections.paper.archive import Archive
from projections.paper.document import Grid, Paper
from projections.paper.visitor import guest_book, span, spoken_span
from tests.projections.paper.conftest import Shelf
from tests.support.book import Book
from tests.support.paper import opening, sealed

STORE = "16.08/GDG-01"
GUARD = "16.08/polres/jaga-01"
SALT = bytes(range(32))


def rows(paper: Paper) -> list[dict[str, str]]:
    (grid,) = (block for block in paper.blocks if isinstance(block, Grid))
    return [dict(zip(grid.heads, row, strict=True)) for row in grid.rows]


def reported(book: Book, at: str, visitor: object = "Siti") -> str:
    return book.say(
        GUARD,
        "VisitorReported",
        at,
        place=STORE,
        visitor=sealed(visitor, SALT),
        purpose="tinta",
        permission="001/GDG/XI/2024",
        items=["tinta"],
        persons=2,
    )


def test_a_visit_is_one_row_from_report_to_exit(book: Book, shelf: Shelf) -> None:
    book.enrol(GUARD)
    of = reported(book, "2024-11-25T08:00:00+07:00")
    book.say(
        GUARD, "AccessGranted", "2024-11-25T08:05:00+07:00",
        of=of, place=STORE, zone="halaman", badge="T-001", escort="p-7",
    )  # fmt: skip
    book.say(GUARD, "AccessExited", "2024-11-25T09:00:00+07:00", of=of, place=STORE)
    with shelf(book) as archive:
        paper = guest_book(archive, STORE)

    (row,) = rows(paper)
    assert (row["Masuk"], row["Keluar"], row["Kartu tamu"]) == ("08.05", "09.00", "T-001")
    assert row["Nama / instansi"] == "tertutup (komitmen) + 1 orang"
    assert (row["Pendamping"], row["Izin"], row["Barang"]) == ("p-7", "001/GDG/XI/2024", "tinta")
    assert paper.proven == paper.sources[0].index == book.size - 1


def test_a_refusal_is_a_row_too(book: Book, shelf: Shelf) -> None:
    book.enrol(GUARD)
    of = reported(book, "2024-11-25T08:00:00+07:00")
    at = "2024-11-25T08:05:00+07:00"
    book.say(GUARD, "AccessDenied", at, of=of, place=STORE, reason="tanpa_izin")
    reported(book, "2024-11-25T08:10:00+07:00")
    with shelf(book) as archive:
        first, second = rows(guest_book(archive, STORE))

    assert "DITOLAK 08.05: tanpa izin" in first["Keterangan"]
    assert "belum dijawab" in second["Keterangan"]


def test_an_opened_name_is_shown_and_of_numbers_only_the_end(book: Book, shelf: Shelf) -> None:
    book.enrol(GUARD)
    who = {"nama": "Nyi Roro ꦤꦶꦫꦫ 🇮🇩", "nik": "1608010101900001", "telepon": "081234567890"}
    leaf = reported(book, "2024-11-25T08:00:00+07:00", who)
    with shelf(book, [opening(leaf, "/visitor", who, SALT)]) as archive:
        (row,) = rows(guest_book(archive, STORE))

    assert row["Nama / instansi"] == "Nyi Roro ꦤꦶꦫꦫ 🇮🇩, …0001, …7890 + 1 orang"


def test_only_the_days_that_are_asked_for_are_listed(book: Book, shelf: Shelf) -> None:
    book.enrol(GUARD)
    for day in (24, 25, 26):
        reported(book, f"2024-11-{day}T08:00:00+07:00")
    with shelf(book) as archive:
        assert len(rows(guest_book(archive, STORE))) == 3
        assert len(rows(guest_book(archive, STORE, "2024-11-25"))) == 1
        assert len(rows(guest_book(archive, STORE, "2024-11-24", "2024-11-25"))) == 2


def test_a_place_without_visitors_has_an_empty_book(archive: Archive) -> None:
    paper = guest_book(archive, "16.08/KANTOR-KPU")

    assert rows(paper) == []
    assert (paper.proven, paper.sources) == (None, ())


def test_visitors_stand_in_the_order_in_which_they_came(archive: Archive) -> None:
    found = rows(guest_book(archive, STORE))

    assert [row["No"] for row in found] == [str(number) for number in range(1, len(found) + 1)]
    leaves = [int(row["Daun"]) for row in found]
    assert leaves == sorted(leaves)


@pytest.mark.parametrize(
    ("first", "last"),
    [("25-11-2024", ""), ("2024-02-30", ""), ("2024-11-25", "x"), ("2024-11-25", "2024-11-24")],
)
def test_days_that_no_calendar_has_are_refused(first: str, last: str) -> None:
    with pytest.raises(PaperError):
        span(first, last)


def test_days_are_said_in_words() -> None:
    assert spoken_span(span("", "")) == "seluruhnya"
    assert spoken_span(span("2024-11-25", "")) == "25 November 2024"
    assert (
        spoken_span(span("2024-11-25", "2024-11-26")) == "25 November 2024 sampai 26 November 2024"
    )
