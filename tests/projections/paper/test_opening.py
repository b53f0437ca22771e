"""Minutes about closures say what came off, what went on, and how good the evidence is."""

import pytest

from projections.errors import PaperError
from projections.paper.archive import Archive
from projections.paper.opening import box_opening, seal_replacement, store
from tests.projections.paper.conftest import Asked, Shelf, facts, grid
from tests.support.book import Book
from tests.support.registry import BOXES, CLERK, STORE, at


def test_an_opened_box_stands_with_purpose_seals_and_witnesses(
    records: Archive, asked: Asked
) -> None:
    paper = box_opening(records, *asked["buka-kotak"])

    assert [row["Nomor kotak"] for row in grid(paper, "Kotak yang dibuka")] == [*BOXES]
    assert facts(paper)["Kotak diperlihatkan kosong"] == "ya"
    assert facts(paper)["Dasar / perintah"] == "PKPU 17/2024"
    off = grid(paper, "Segel yang dilepas")
    assert [row["Mutu bukti"] for row in off] == ["sedang", "lemah"]
    assert off[1]["Segel"] == "kabel ties tanpa nomor, tutup depan"
    witnesses = grid(paper, "Saksi menurut yang menyatakan")
    assert [row["Pihak"] for row in witnesses] == ["Saksi pasangan calon", "Bawaslu"]


def test_an_opening_that_nobody_has_endorsed_has_an_empty_line(
    records: Archive, asked: Asked
) -> None:
    paper = box_opening(records, *asked["buka-kotak"])

    assert [(one.part, one.leaf is None) for one in paper.signatories][:2] == [
        ("Yang membuka", False),
        ("Yang mengesahkan", True),
    ]
    assert any("tanda tangan kedua belum ada" in one for one in paper.remarks)


def test_old_and_new_seals_stand_beside_each_other(records: Archive, asked: Asked) -> None:
    paper = seal_replacement(records, *asked["penggantian-segel"])

    assert len(grid(paper, "Segel lama, disimpan sebagai bukti")) == 1
    assert grid(paper, "Segel baru")[0]["Mutu bukti"] == "kuat"
    assert [one.part for one in paper.signatories][:2] == ["Yang mengganti", "Saksi"]
    assert any("lemah" in one for one in paper.remarks)


def test_a_store_stands_opened_and_closed_on_one_paper(records: Archive, asked: Asked) -> None:
    paper = store(records, *asked["gudang"])

    assert paper.title == "Berita Acara Pembukaan Gudang"
    assert grid(paper, "Segel yang dilepas")[0]["Segel"] == "kabel ties OKT-000001"
    assert grid(paper, "Segel yang dipasang")[0]["Mutu bukti"] == "kuat"
    assert [one.kind for one in paper.sources] == ["gudang dibuka", "gudang ditutup"]
    assert [one.part for one in paper.signatories if one.is_asked] == [
        "Yang membuka",
        "Yang mengesahkan",
        "Yang menutup",
        "Yang mengesahkan penutupan",
    ]


def test_a_store_that_nobody_has_closed_says_so(book: Book, shelf: Shelf) -> None:
    book.enrol(CLERK)
    book.say(CLERK, "StoreOpened", at(9), place=STORE, door="pintu-1", reason="darurat")
    book.say(CLERK, "StoreClosed", at(9), place=STORE, door="pintu-2")
    opened, closed = str(book.size - 2), str(book.size - 1)
    with shelf(book) as archive:
        assert facts(store(archive, opened))["Pukul"] == "belum dinyatakan"
        alone = store(archive, closed)

    assert alone.title == "Berita Acara Penutupan Gudang"
    assert grid(alone, "Segel yang dipasang") == []


@pytest.mark.parametrize("make", [box_opening, seal_replacement, store])
def test_other_statements_are_refused(records: Archive, asked: Asked, make: type) -> None:
    with pytest.raises(PaperError):
        make(records, *asked["bttb"])
