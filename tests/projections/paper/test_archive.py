"""What papers may believe: names from registrars, openings that fit, nothing newer than asked."""

import pytest

from projections.errors import NotFoldedError, PaperError
from projections.paper.archive import Archive, short, spoken
from projections.statement import listed
from projections.view import View, view
from tests.projections.conftest import Election
from tests.projections.paper.conftest import Shelf
from tests.support.book import Book
from tests.support.paper import opening, sealed

SALT = bytes(range(32))


def first(view: View, kind: str) -> int:
    return listed(view, kind=kind).items[0].leaf_index


def enrol_two(book: Book) -> None:
    """Enrol two phones, of which the first is somebody's."""
    book.enrol("16.08/kpu/gudang-01", "16.08/kpu/gudang-02")
    mine = ["16.08/kpu/gudang-01"]
    book.say(book.registrar(), "PersonEnrolled", person="p-1", unit="16.08/kpu", journals=mine)


def test_a_unit_is_named_by_a_registrar_and_by_nobody_else(book: Book, shelf: Shelf) -> None:
    (phone,) = book.enrol("16.08/polres/jaga-01")
    book.say(
        book.registrar(), "OrganisationRegistered", unit="16.08/kpu", unit_kind="kpu", name="KPU"
    )
    book.say(phone, "OrganisationRegistered", unit="16.08/kpu", unit_kind="kpu", name="Palsu")
    book.say(phone, "OrganisationRegistered", unit="16.08/x", unit_kind="x", name="Palsu")
    with shelf(book) as archive:
        assert archive.unit("16.08/kpu") == "KPU (16.08/kpu)"
        assert archive.unit("16.08/x") == "16.08/x"
        assert archive.unit(None) == "-"


def test_a_person_is_a_pseudonym_until_the_identity_is_opened(book: Book, shelf: Shelf) -> None:
    book.enrol("16.08/kpu/gudang-01")
    who = {"nama": "Dewi", "nik": "1"}
    leaf = book.say(
        book.registrar(),
        "PersonEnrolled",
        person="p-1",
        unit="16.08/kpu",
        journals=["16.08/kpu/gudang-01"],
        identity=sealed(who, SALT),
    )
    book.visit("16.08/kpu/gudang-01")
    with shelf(book) as archive:
        record = archive.record(first(archive.view, "VisitorReported"))
        assert record is not None
        assert archive.signer(record).person == "p-1"
        opened = Archive(archive.view, book.log, [opening(leaf, "/identity", who, SALT)])
        assert opened.signer(record).person == "Dewi (p-1)"
        foreign = Archive(archive.view, book.log, [opening(leaf, "/identity", {"nama": "X"}, SALT)])
        assert foreign.signer(record).person == "p-1"


def test_who_is_on_no_record_signs_as_a_journal(book: Book, shelf: Shelf) -> None:
    book.enrol("16.08/kpu/gudang-01")
    book.visit("16.08/kpu/gudang-01")
    with shelf(book) as archive:
        record = archive.record(first(archive.view, "VisitorReported"))
        assert record is not None
        assert archive.signer(record) == ("jurnal 16.08/kpu/gudang-01", "", "")


def test_nothing_newer_than_the_view_is_shown(election: Election) -> None:
    with view(election.readers) as now:
        leaf = first(now, "ConsignmentDispatched")
    with view(election.readers, leaf) as then:
        archive = Archive(then, election.book.log)
        record = archive.record(leaf)
        assert record is not None
        assert archive.answers(record) == ()
        assert archive.cited(record.leaf) == record
        with pytest.raises(NotFoldedError):
            archive.record(leaf + 1)
    with view(election.readers, leaf - 1) as before:
        assert Archive(before, election.book.log).cited(record.leaf) is None


def test_the_charter_is_no_statement(archive: Archive) -> None:
    assert archive.record(0) is None
    with pytest.raises(PaperError, match="leaf 0 is a"):
        archive.asked("0", {"VisitorReported"})


def test_places_have_their_registered_names(archive: Archive) -> None:
    assert archive.place("16.08/GDG-01") == "16.08/GDG-01 (16.08/GDG-01)"
    assert archive.place("16.08/ANTAH") == "16.08/ANTAH"
    assert archive.place(None) == "-"


def test_everything_about_a_subject_is_found_in_order(archive: Archive) -> None:
    kinds = [one.kind for one in archive.about("kotak", "16.08.0000-GUB")]

    assert kinds[0] == "ItemRegistered"
    assert "HandoverAccepted" in kinds


def test_what_was_taken_over_from_paper_is_weaker_evidence(book: Book, shelf: Shelf) -> None:
    book.enrol("16.08/polres/jaga-01")
    leaf = book.visit("16.08/polres/jaga-01")
    paper = {"paper": "A" * 43 + "=", "occurred": "2024-11-25T08:00:00+07:00"}
    late = book.say(
        "16.08/polres/jaga-01", "LateEntryDeclared", of=[leaf], reason="baterai_habis", **paper
    )
    with shelf(book) as archive:
        record = archive.cited(leaf)
        assert record is not None
        assert archive.source(record).grade == "C, dari kertas"
        assert archive.cited(late) is not None


def test_nobody_weakens_what_another_has_signed(book: Book, shelf: Shelf) -> None:
    enrol_two(book)
    leaf = book.visit("16.08/kpu/gudang-01")
    paper = {"paper": "A" * 43 + "=", "occurred": "2024-11-25T08:00:00+07:00"}
    book.say("16.08/kpu/gudang-02", "LateEntryDeclared", of=[leaf], reason="lupa", **paper)
    with shelf(book) as archive:
        record = archive.cited(leaf)
        assert record is not None
        assert archive.source(record).grade == "A, perangkat lunak"


def test_a_chain_is_as_good_as_its_weakest_statement(book: Book, shelf: Shelf) -> None:
    enrol_two(book)
    book.visit("16.08/kpu/gudang-01")
    book.visit("16.08/kpu/gudang-02")
    last = book.size - 1
    with shelf(book) as archive:
        assert archive.weakest([last - 1]) == f"A (daun {last - 1})"
        assert archive.weakest([last - 1, last]) == f"C (daun {last})"
        assert archive.weakest([]) == ""
        record = archive.record(last)
        assert record is not None
        assert archive.source(record).grade == "C, penanda tak terdaftar"


def test_an_opened_value_of_any_form_stands_on_one_line() -> None:
    assert spoken({"nama": "A", "hadir": [True, False, 3]}) == "nama: A; hadir: ya, tidak, 3"
    assert short("AbCdEfGhIjKlMnOp") == "AbCdEfGhIjKl"
