"""Every device: who enrolled it, who signs with it, how far its notes go, who stands by it."""

from pathlib import Path

from ledger.tlog.text import to_base64
from projections import journals
from projections.view import View, view
from tests.projections.conftest import Election, folded
from tests.support.authenticator import Authenticator
from tests.support.book import Book
from tests.support.season import POLRI

STATION = "16.08.0000/kpps/hp-1"


def test_a_journal_says_who_enrolled_it_and_who_signs(now: View) -> None:
    journal = journals.journal(now, STATION)
    assert journal is not None
    assert (journal.chain.enroller, journal.chain.registrar) == ("16.08/kpu", "16.08/kpu")
    assert journal.person == "kpps-0"
    assert not journal.is_endorsed
    assert journals.journal(now, "tidak ada") is None


def test_the_numbers_of_a_journal_are_right_as_of_any_leaf(election: Election, now: View) -> None:
    signed = [row for row in election.book.log.entries(0, 1000) if row.journal == STATION]
    for count, row in enumerate(signed, start=1):
        with view(election.readers, row.leaf_index) as then:
            journal = journals.journal(then, STATION)
            assert journal is not None
            assert (journal.chain.count, journal.chain.last) == (count, row.sequence)
    with view(election.readers, signed[0].leaf_index - 1) as before:
        journal = journals.journal(before, STATION)
        assert journal is not None
        assert (journal.chain.count, journal.chain.last) == (0, None)
    assert now.position > signed[-1].leaf_index


def test_journals_are_listed_by_line(now: View) -> None:
    assert [each.name for each in journals.journals(now, registrar="16.08/polri").items] == [
        "16.08/polri",
        "16.08/polri/regu-1",
        "16.08/polri/regu-2",
    ]


def test_founders_need_nobody_to_stand_by_them(now: View) -> None:
    journal = journals.journal(now, "16.08/bawaslu")
    assert journal is not None
    assert journal.is_endorsed


def test_an_enrolment_counts_once_another_organisation_has_endorsed_it(
    book: Book, tmp_path: Path
) -> None:
    book.enrol("16.08/kpu/gudang-03")
    leaf = to_base64(book.devices["16.08/kpu/gudang-03"].head)
    book.say(book.registrar(), "Endorsed", of=leaf, of_kind="enrol")
    own = book.size - 1
    book.say(book.registrar(POLRI), "Endorsed", of=leaf, of_kind="enrol")
    with folded(book, tmp_path) as now:
        assert endorsed(now)
        with view(now.connection.engine, own) as then:
            assert not endorsed(then)


def endorsed(now: View) -> bool:
    journal = journals.journal(now, "16.08/kpu/gudang-03")
    assert journal is not None
    return journal.is_endorsed


def test_a_journal_tells_its_hardware_key_and_how_often_that_has_signed(
    book: Book, tmp_path: Path
) -> None:
    (device,) = book.enrol("16.08/kpu/gudang-03")
    book.visit(device)
    strengthened = book.register(device.strengthen_line(Authenticator()))
    device.finger = Authenticator()
    for _ in range(2):
        book.visit(device)
    with folded(book, tmp_path) as now:
        assert hardware_of(now) == (strengthened, 2)
        with view(now.connection.engine, strengthened + 1) as then:
            assert hardware_of(then) == (strengthened, 1)
        with view(now.connection.engine, strengthened - 1) as before:
            assert hardware_of(before) == (None, 0)


def hardware_of(now: View) -> tuple[int | None, int]:
    journal = journals.journal(now, "16.08/kpu/gudang-03")
    assert journal is not None
    return journal.chain.strengthened, journal.by_hardware
