"""Remarks name corrections, missing signatures and copies signed with ink."""

from projections.paper.archive import Archive
from projections.paper.remark import remarks
from tests.projections.paper.conftest import Shelf
from tests.support.book import Book

PHONE, OTHER = "16.08/polres/jaga-01", "16.08/kpu/gudang-01"
DIGEST = "A" * 43 + "="


def said(archive: Archive, leaf: str) -> str:
    record = archive.cited(leaf)
    assert record is not None
    return "\n".join(remarks(archive, [record]))


def test_a_correction_is_named_with_its_reason_and_whether_it_counts(
    book: Book, shelf: Shelf
) -> None:
    book.enrol(PHONE)
    leaf = book.visit(PHONE)
    book.say(
        PHONE,
        "CorrectionDeclared",
        target=leaf,
        target_kind="VisitorReported",
        changes={"purpose": "tinta"},
        reason="salah_tulis",
    )
    with shelf(book) as archive:
        text = said(archive, leaf)

    assert "dinyatakan dibetulkan (purpose: tinta)" in text
    assert "alasan: salah tulis, belum berlaku (menunggu orang kedua)" in text


def test_an_annulment_is_named(book: Book, shelf: Shelf) -> None:
    book.enrol(PHONE)
    leaf = book.visit(PHONE)
    book.say(
        PHONE,
        "AnnulmentDeclared",
        target=leaf,
        target_kind="VisitorReported",
        reason="tidak_terjadi",
    )
    with shelf(book) as archive:
        assert "dinyatakan dibatalkan" in said(archive, leaf)


def test_a_missing_second_signature_is_named(book: Book, shelf: Shelf) -> None:
    book.enrol(PHONE, OTHER)
    leaf = book.say(OTHER, "BoxOpened", boxes=["B"], place="16.08/GDG-01", purpose="rekap")
    with shelf(book) as archive:
        assert "tanda tangan kedua belum ada" in said(archive, leaf)


def test_the_photograph_of_the_signed_copy_is_named_by_its_hash(book: Book, shelf: Shelf) -> None:
    book.enrol(PHONE)
    leaf = book.visit(PHONE)
    book.say(
        PHONE, "EvidenceFiled", of=leaf, evidence_kind="berita_acara", paper="buku_tamu",
        file=DIGEST, size=1, media="image/jpeg",
    )  # fmt: skip
    with shelf(book) as archive:
        assert f"bertanda tangan basah (buku tamu): SHA-256 {DIGEST}" in said(archive, leaf)


def test_there_is_nothing_to_remark_of_what_one_person_may_say(book: Book, shelf: Shelf) -> None:
    book.enrol(PHONE)
    leaf = book.visit(PHONE)
    with shelf(book) as archive:
        assert said(archive, leaf) == ""


def test_what_a_revoked_journal_has_signed_is_doubted(book: Book, shelf: Shelf) -> None:
    book.enrol(PHONE)
    before, after = book.visit(PHONE), book.visit(PHONE)
    book.register(f"revoke {PHONE} after 0")
    with shelf(book) as archive:
        assert said(archive, before) == ""
        assert "diragukan" in said(archive, after)
