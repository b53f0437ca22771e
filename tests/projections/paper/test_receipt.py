"""Minutes of receipts count boxes and intact seals, and take over a vendor's lines."""

import pytest

from projections.errors import PaperError
from projections.paper.archive import Archive
from projections.paper.receipt import box_receipt, vendor_receipt
from tests.projections.paper.conftest import Asked, facts, grid
from tests.support.registry import KPPS, PPS, STATION


def test_a_village_lists_every_receipt_with_its_seals(records: Archive, asked: Asked) -> None:
    paper = box_receipt(records, *asked["penerimaan-kotak"])

    (row,) = grid(paper)
    assert row["TPS / asal"] == f"{KPPS}: {STATION}"
    assert (row["Jumlah"], row["Segel utuh"], row["Segel tidak utuh"]) == ("2", "1", "1")
    assert row["Jam terima"] == "07.30 WIB"
    assert row["Saksi"] == "16.08.05.2003/pkd"
    assert any("lemah" in one for one in paper.remarks)
    assert any("bertanda tangan basah" in one for one in paper.remarks)


def test_who_has_received_nothing_has_an_empty_paper(records: Archive) -> None:
    assert grid(box_receipt(records, "16.08/antah")) == []
    assert grid(box_receipt(records, PPS, "2024-01-01")) == []


def test_a_vendors_lines_stand_as_they_were_counted(records: Archive, asked: Asked) -> None:
    paper = vendor_receipt(records, *asked["bttb"])

    assert paper.number == "SJ-77"
    assert facts(paper)["Nomor kontrak"] == "-"
    (row,) = grid(paper)
    assert (row["Jenis"], row["Menurut surat jalan"]) == ("tinta", "2024")
    assert (row["Baik"], row["Rusak"], row["Kurang"]) == ("2020", "0", "4")


def test_other_statements_are_refused(records: Archive, asked: Asked) -> None:
    with pytest.raises(PaperError):
        vendor_receipt(records, *asked["bast"])
