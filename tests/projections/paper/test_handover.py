"""Minutes of a handover, whole, half signed, refused, and long."""

import pytest

from domain.statement import MAX_BOXES
from projections.errors import PaperError
from projections.paper.archive import Archive
from projections.paper.document import Facts, Grid, Paper
from projections.paper.handover import bast
from projections.statement import listed
from tests.projections.paper.conftest import Shelf
from tests.support.book import Book
from tests.support.paper import opening, sealed

KPU, PPK = "16.08/kpu", "16.08.05/ppk"
FROM = {"from": KPU}
AT = "2024-11-20T09:12:00+07:00"


def leaf_of(archive: Archive, kind: str) -> str:
    return str(listed(archive.view, kind=kind).items[0].leaf_index)


def grid(paper: Paper) -> Grid:
    return next(block for block in paper.blocks if isinstance(block, Grid))


def facts(paper: Paper) -> dict[str, str]:
    return dict(row for block in paper.blocks if isinstance(block, Facts) for row in block.rows)


def offered(book: Book, boxes: list[str], **fields: object) -> str:
    book.enrol("16.08/kpu/gudang-01", "16.08.05/ppk-01")
    return book.say(
        "16.08/kpu/gudang-01",
        "HandoverOffered",
        AT,
        **FROM,
        to=PPK,
        place="16.08/GDG-01",
        boxes=boxes,
        count=len(boxes),
        **fields,
    )


def accepted(book: Book, of: str, seen: list[dict[str, object]], **fields: object) -> str:
    return book.say(
        "16.08.05/ppk-01",
        "HandoverAccepted",
        AT,
        of=of,
        **FROM,
        to=PPK,
        place="16.08/GDG-01",
        boxes=seen,
        count=len(seen),
        **fields,
    )


def test_both_sides_and_every_box_stand_on_it(archive: Archive) -> None:
    paper = bast(archive, leaf_of(archive, "HandoverAccepted"))

    assert [one.part for one in paper.signatories][:2] == ["PIHAK PERTAMA", "PIHAK KEDUA"]
    assert [one.name for one in paper.signatories][:2] == ["kpu-1", "kpps-0"]
    assert all(one.leaf is not None for one in paper.signatories[:2])
    assert [row[2] for row in grid(paper).rows] == ["16.08.0000-GUB", "16.08.0000-BUP"]
    assert grid(paper).rows[0][4:8] == ("1", "1", "0", "1 utuh")
    assert "dikirim 2 (dua) kotak, diterima 2 (dua) kotak, selisih 0 (nol)" in grid(paper).total
    assert paper.proven == int(leaf_of(archive, "HandoverAccepted"))


def test_it_is_the_same_whichever_side_is_named(archive: Archive) -> None:
    one = bast(archive, leaf_of(archive, "HandoverAccepted"))
    other = bast(archive, leaf_of(archive, "ConsignmentDispatched"))

    assert one == other


def test_a_consignment_is_asked_for_by_its_name(archive: Archive) -> None:
    name = "16.08/kpu>16.08.0000/kpps"

    assert bast(archive, name) == bast(archive, name, "1")
    assert bast(archive, name).number == name
    with pytest.raises(PaperError, match="has no part 2"):
        bast(archive, name, "2")


def test_it_names_the_leaves_that_it_rests_on(archive: Archive) -> None:
    paper = bast(archive, leaf_of(archive, "HandoverAccepted"))

    assert [one.kind for one in paper.sources] == [
        "kiriman berangkat",
        "pengesahan",
        "serah terima diterima",
    ]
    assert {len(one.code) for one in paper.sources} == {12}
    assert {one.grade for one in paper.sources} == {"A, perangkat lunak"}


def test_an_offer_that_nobody_has_taken_says_that_the_second_signature_is_missing(
    book: Book, shelf: Shelf
) -> None:
    offered(book, ["B-1"])
    with shelf(book) as archive:
        paper = bast(archive, leaf_of(archive, "HandoverOffered"))

    assert any("Tanda tangan kedua belum ada" in one for one in paper.remarks)
    assert (paper.signatories[1].part, paper.signatories[1].leaf) == ("PIHAK KEDUA", None)
    assert grid(paper).rows[0][4:7] == ("1", "0", "1")


def test_an_acceptance_without_an_offer_says_that_the_first_signature_is_missing(
    book: Book, shelf: Shelf
) -> None:
    book.enrol("16.08.05/ppk-01")
    strange = "A" * 43 + "="
    accepted(book, strange, [{"box": "B-1", "utuh": ["kabel_ties@tutup"]}])
    with shelf(book) as archive:
        paper = bast(archive, leaf_of(archive, "HandoverAccepted"))

    assert any("Tanda tangan pertama belum ada" in one for one in paper.remarks)
    assert any("lemah" in one for one in paper.remarks)


def test_refused_boxes_stand_with_their_reason(book: Book, shelf: Shelf) -> None:
    of = offered(book, ["B-1", "B-2"])
    accepted(book, of, [{"box": "B-1", "utuh": ["kabel_ties:1"]}])
    book.say(
        "16.08.05/ppk-01",
        "HandoverRefused",
        AT,
        of=of,
        **FROM,
        to=PPK,
        place="16.08/GDG-01",
        boxes=[{"box": "B-2", "reason": "segel_rusak"}],
    )
    with shelf(book) as archive:
        paper = bast(archive, leaf_of(archive, "HandoverAccepted"))

    assert grid(paper).rows[1][4:8] == ("1", "0", "1", "ditolak: segel rusak")
    assert any("Satu kotak ditolak" in one for one in paper.remarks)


def test_a_box_that_was_not_announced_is_one_too_many(book: Book, shelf: Shelf) -> None:
    of = offered(book, [])
    accepted(book, of, [{"box": "B-9"}])
    with shelf(book) as archive:
        paper = bast(archive, leaf_of(archive, "HandoverAccepted"))

    assert grid(paper).rows[0][4:8] == ("0", "1", "-1", "tidak diperiksa")


def test_no_boxes_at_all_are_no_rows(book: Book, shelf: Shelf) -> None:
    offered(book, [])
    with shelf(book) as archive:
        assert grid(bast(archive, leaf_of(archive, "HandoverOffered"))).rows == []


def test_three_hundred_boxes_all_stand_on_it(book: Book, shelf: Shelf) -> None:
    boxes = [f"16.08.05-{number:04}" for number in range(MAX_BOXES)]
    of = offered(book, boxes)
    accepted(book, of, [{"box": box, "utuh": [f"kabel_ties:{box}"]} for box in boxes])
    with shelf(book) as archive:
        rows = grid(bast(archive, leaf_of(archive, "HandoverAccepted"))).rows

    assert [row[2] for row in rows] == boxes


def test_a_sealed_note_stays_closed_unless_its_opening_is_given(book: Book, shelf: Shelf) -> None:
    salt, words = bytes(range(32)), "dua peti penyok"
    of = offered(book, ["B-1"])
    note = sealed(words, salt)
    leaf = accepted(book, of, [{"box": "B-1"}], note=note)
    keys = [opening(leaf, "/note", words, salt)]
    with shelf(book) as archive:
        asked = leaf_of(archive, "HandoverAccepted")
        assert facts(bast(archive, asked))["Catatan"] == "tertutup (komitmen)"
        told = bast(Archive(archive.view, book.log, keys), asked)
        assert facts(told)["Catatan"] == words
        wrong = [opening(leaf, "/note", "lain", salt)]
        told = bast(Archive(archive.view, book.log, wrong), asked)
        assert facts(told)["Catatan"] == "tertutup (komitmen)"


@pytest.mark.parametrize("leaf", ["0", "1", "99999", "-1", "x", "", "9" * 40, "²"])
def test_what_is_no_handover_has_no_minutes(archive: Archive, leaf: str) -> None:
    with pytest.raises(PaperError):
        bast(archive, leaf)
