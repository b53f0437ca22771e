"""The situation report says nihil aloud, and what it rests on."""

from projections.paper.archive import Archive
from projections.paper.document import Grid
from projections.paper.situation import situation
from tests.projections.paper.conftest import Asked, Shelf, facts, grid
from tests.support.book import Book
from tests.support.paper import sealed
from tests.support.registry import GUARD, POLICE, SALT, STORE, at


def test_incidents_activities_and_boxes_have_their_parts(records: Archive, asked: Asked) -> None:
    paper = situation(records, *asked["lapsit"])

    assert facts(paper)["Periode"] == "26-11-2024 08.00 WIB sampai 26-11-2024 16.00 WIB"
    assert grid(paper, "II. Giat")[0]["Jumlah"] == "3 (tiga)"
    (incident,) = grid(paper, "III. Kejadian menonjol")
    assert incident["Uraian"] == "kejadian dilaporkan: atap bocor"
    assert grid(paper, "IV. Logistik: posisi kotak")[0]["Posisi"] == "gudang"
    assert facts(paper)["Rencana"] == "patroli malam"


def test_nothing_happened_is_said_and_a_sealed_strength_stays_closed(
    book: Book, shelf: Shelf
) -> None:
    book.enrol(GUARD)
    book.say(
        GUARD, "SituationReported", at(17), unit=POLICE, area=STORE, outcome="nihil",
        window={"from": at(8), "until": at(16)}, strength=sealed(10, SALT),
    )  # fmt: skip
    leaf = str(book.size - 1)
    with shelf(book) as archive:
        paper = situation(archive, leaf)

    assert facts(paper)["Keadaan"].startswith("NIHIL")
    assert facts(paper)["Kekuatan"] == "tertutup (komitmen)"
    incidents = next(one for one in paper.blocks if isinstance(one, Grid) and "III." in one.title)
    assert (incidents.rows, incidents.empty) == ([], "NIHIL")
