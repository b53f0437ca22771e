"""The stock card follows where boxes were seen; counts by hand stand beside it."""

from projections.custody import boxes
from projections.paper.archive import Archive
from projections.paper.stock import destruction, moves_at, stock_card
from tests.projections.paper.conftest import Asked, facts, grid
from tests.support.registry import STORE
from tests.support.season import STORE as SEASON_STORE


def test_boxes_that_came_and_went_are_counted(archive: Archive) -> None:
    rows = grid(stock_card(archive, SEASON_STORE))
    here = boxes(archive.view, place=SEASON_STORE, limit=1000).items

    assert rows[0]["Masuk"] == "2"
    assert rows[-1]["Sisa"] == str(len(here))
    left = 0
    for row in rows:
        left += int(row["Masuk"] or 0) - int(row["Keluar"] or 0)
        assert row["Sisa"] == str(left)


def test_a_move_is_one_leaf_and_never_leaves_less_than_nothing(archive: Archive) -> None:
    moves = moves_at(archive.view, SEASON_STORE)

    assert [move.leaf for move in moves] == sorted({move.leaf for move in moves})
    assert all(move.came or move.went for move in moves)


def test_a_count_by_hand_stands_beside_what_the_ledger_holds(
    records: Archive, asked: Asked
) -> None:
    rows = grid(stock_card(records, *asked["kartu-stok"]))
    (counted,) = (row for row in rows if row["Dihitung"])

    assert counted["Dihitung"] == "3"
    assert "kotak suara, menurut buku petugas 2" in counted["Uraian"]


def test_a_place_without_boxes_has_an_empty_card(records: Archive) -> None:
    paper = stock_card(records, "16.08/KANTOR-KPU")

    assert grid(paper) == []
    assert paper.proven is None


def test_destroyed_goods_stand_with_their_witnesses(records: Archive, asked: Asked) -> None:
    paper = destruction(records, *asked["pemusnahan"])

    assert paper.number == "9/BA/XI/2024"
    assert facts(paper)["Barang"] == "surat suara lebih 41"
    assert grid(paper, "Saksi menurut yang menyatakan")[0]["Pihak"] == "Polri"
    assert STORE in str(paper.blocks[0])
    assert [one for one in paper.remarks if "basah" in one] == []
