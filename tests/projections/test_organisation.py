"""The register of units: only what a registrar has said of its own line."""

from pathlib import Path

from projections.organisation import organisation
from tests.projections.conftest import folded
from tests.support.book import Book
from tests.support.season import BAWASLU, KPU, Season


def registers(book: Book, line: int, name: str) -> None:
    book.say(
        book.registrar(line),
        "OrganisationRegistered",
        "2024-09-05T08:00:00+07:00",
        unit="16.08.05/ppk",
        unit_kind="ppk",
        name=name,
        parent="16.08/kpu",
        area="16.08.05",
    )


def test_a_unit_is_on_record_as_it_was_last_registered(book: Book, tmp_path: Path) -> None:
    Season(book, stations=0).open()
    registers(book, KPU, "PPK Peliung")
    registers(book, KPU, "PPK Buay Pemuka Peliung")

    with folded(book, tmp_path) as now:
        found = organisation(now, "16.08.05/ppk")
        assert found is not None
        assert found.state.registered.name == "PPK Buay Pemuka Peliung"
        assert found.since == book.size - 1
        assert organisation(now, "16.08.06/ppk") is None


def test_what_a_registrar_says_of_another_line_is_not_on_record(book: Book, tmp_path: Path) -> None:
    Season(book, stations=0).open()
    registers(book, BAWASLU, "PPK palsu")

    with folded(book, tmp_path) as now:
        assert organisation(now, "16.08.05/ppk") is None
