"""The letter of order lists everybody who is ordered, and who has taken note."""

from projections.paper.archive import Archive
from projections.paper.order import order
from tests.projections.paper.conftest import Asked, Shelf, facts, grid
from tests.support.book import Book
from tests.support.paper import opening, sealed
from tests.support.registry import GUARD, POLICE, SALT, STORE, at


def test_everybody_on_the_roll_has_a_line(records: Archive, asked: Asked) -> None:
    paper = order(records, *asked["sprin"])

    assert paper.number == "Sprin/1201/XI/2024"
    assert [row["Nama"] for row in grid(paper)] == ["p-2", "p-8", "p-7"]
    assert facts(paper)["Kekuatan"] == "3 (tiga) orang"
    assert facts(paper)["Kerawanan"] == "banjir"


def test_who_has_taken_note_stands_with_the_leaf(records: Archive, asked: Asked) -> None:
    noted = {row["Nama"]: row["Paham (daun)"] for row in grid(order(records, *asked["sprin"]))}

    assert noted == {"p-2": "-", "p-8": str(int(asked["sprin"][0]) + 1), "p-7": "-"}


def test_a_sealed_roll_stays_closed_until_it_is_opened(book: Book, shelf: Shelf) -> None:
    book.enrol(GUARD)
    names = [f"p-{number}" for number in range(298)]
    leaf = book.say(
        GUARD, "AssignmentMade", at(7), order="Sprin/1", unit=POLICE, place=STORE, task="jaga",
        roll=sealed(names, SALT), **{"from": at(8)}, until=at(9),
    )  # fmt: skip
    asked = str(book.size - 1)
    with shelf(book) as archive:
        assert facts(order(archive, asked))["Daftar"] == "tertutup (komitmen)"
        keys = [opening(leaf, "/roll", names, SALT)]
        told = order(Archive(archive.view, book.log, keys), asked)

    assert [row["Nama"] for row in grid(told)] == names
