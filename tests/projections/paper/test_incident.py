"""The report of an incident tells three times, and all that came after."""

import pytest

from projections.errors import PaperError
from projections.paper.archive import Archive
from projections.paper.incident import incident
from tests.projections.paper.conftest import Asked, Shelf, facts, grid
from tests.support.book import Book
from tests.support.registry import DIGEST, GUARD, STORE, at


def test_an_incident_stands_with_its_three_times(records: Archive, asked: Asked) -> None:
    paper = incident(records, *asked["kejadian"])
    told = facts(paper)

    assert paper.title == "Laporan Kejadian Menonjol"
    assert told["Waktu kejadian"] == "tidak diketahui"
    assert told["Diketahui"] == "26-11-2024 14.50 WIB"
    assert told["Dilaporkan"] == "26-11-2024 15.00 WIB"
    assert told["Foto (SHA-256)"] == DIGEST
    assert told["Dilaporkan kepada"] == "KPU OKU Timur (16.08/kpu)"


def test_what_came_after_stands_in_order(records: Archive, asked: Asked) -> None:
    course = grid(incident(records, *asked["kejadian"]), "Perkembangan")

    assert [row["Uraian"] for row in course] == [
        "dilaporkan kepada 16.08/bawaslu; kerugian: surat suara 2",
        "diselesaikan: tertangani",
    ]


def test_it_is_the_same_paper_whichever_statement_is_named(records: Archive, asked: Asked) -> None:
    first = int(asked["kejadian"][0])

    assert incident(records, str(first)) == incident(records, str(first + 2))


def test_an_update_of_what_is_not_there_has_no_paper(book: Book, shelf: Shelf) -> None:
    book.enrol(GUARD)
    book.say(GUARD, "IncidentUpdated", at(9), of=DIGEST, place=STORE)
    leaf = str(book.size - 1)
    with shelf(book) as archive, pytest.raises(PaperError):
        incident(archive, leaf)
