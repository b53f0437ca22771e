"""One leaf of the log as facts, and nothing verified twice."""

from datetime import UTC, datetime, timedelta

from domain import fact
from domain.access import VisitorReported
from domain.catalogue import NotUnderstood
from domain.said import Said
from ledger.evidence import Evidence, Reason
from ledger.journal import ANCHOR, EVIDENCE, STATEMENT
from ledger.log import Draft
from ledger.recovery import recover_line
from ledger.tlog.text import to_base64
from ledger.tlog.tree import leaf_hash
from projections.reading import Reader
from tests.projections.test_selection import anchor
from tests.support.authenticator import Authenticator
from tests.support.book import Book
from tests.support.device import Device
from tests.support.exhibit import WITNESSES
from tests.support.witness import AT, Cosigner, policy_text


def facts(book: Book) -> list[tuple[fact.Fact, ...]]:
    book.commit()
    reader = Reader(book.log)
    return [reader.facts(stored) for stored in book.log.entries(0, 1000)]


def test_the_charter_enrols_the_founders(book: Book) -> None:
    (first,) = facts(book)
    leaf = to_base64(leaf_hash(book.founders.note))
    assert first == tuple(
        fact.Enrolled(0, leaf, name, name, name)
        for name in ("16.08/kpu", "16.08/polri", "16.08/bawaslu")
    )


def test_a_statement_is_read_with_what_the_ledger_knows(book: Book) -> None:
    (device,) = book.enrol("16.08/kpu/gudang-03")
    device.sees(2, bytes(32))
    leaf = book.visit(device)
    ((said,),) = facts(book)[2:]
    assert isinstance(said, Said)
    assert isinstance(said.statement, VisitorReported)
    assert (said.index, said.leaf, said.journal) == (2, leaf, "16.08/kpu/gudang-03")
    assert (said.sequence, said.cited) == (0, 2)
    assert (said.enroller, said.registrar, said.doubted) == ("16.08/kpu", "16.08/kpu", False)


def test_a_registrar_is_its_own_enroller(book: Book) -> None:
    book.visit(book.registrar())
    ((said,),) = facts(book)[1:]
    assert isinstance(said, Said)
    assert (said.enroller, said.registrar) == ("16.08/kpu", "16.08/kpu")


def test_a_body_that_is_not_understood_is_a_fact_too(book: Book) -> None:
    book.say_raw(book.registrar(), "bukan JSON")
    ((said,),) = facts(book)[1:]
    assert isinstance(said, Said)
    assert said.statement == NotUnderstood("not-json")


def test_a_registration_is_a_fact_for_each_line(book: Book) -> None:
    book.enrol("16.08/kpu/gudang-03", "16.08/kpu/gudang-04")
    (_, enrolled) = facts(book)
    assert [one.journal for one in enrolled if isinstance(one, fact.Enrolled)] == [
        "16.08/kpu/gudang-03",
        "16.08/kpu/gudang-04",
    ]


def test_a_delegates_device_descends_from_the_founder(book: Book) -> None:
    (delegate,) = [Device.named("16.08.05/ppk")]
    note = book.founders.registrars[0].registers(delegate.enrol_line(delegate="16.08.05/ppk"))
    book.put(book.registrar(), note)
    delegate.enrolled(note)
    below = Device.named("16.08.05/ppk/hp-1")
    book.put(delegate, delegate.registers(below.enrol_line()))
    ((enrolled,),) = facts(book)[2:]
    assert isinstance(enrolled, fact.Enrolled)
    assert (enrolled.enroller, enrolled.registrar) == ("16.08.05/ppk", "16.08/kpu")


def without_possession(device: Device) -> str:
    verb, key, _ = device.enrol_line().split(" ")
    return f"{verb} {key} {to_base64(bytes(64))}"


def test_a_line_whose_possession_does_not_hold_is_void(book: Book) -> None:
    book.register(without_possession(Device.named("16.08/kpu/gudang-03")))
    ((void,),) = facts(book)[1:]
    assert isinstance(void, fact.Voided)


def test_a_journal_that_signs_makes_no_other_line_about_it_good(book: Book) -> None:
    book.register(without_possession(Device.named("16.08/kpu/gudang-03")))
    (device,) = book.enrol("16.08/kpu/gudang-03")
    book.visit(device)
    first, second, said = facts(book)[1:]
    assert isinstance(first[0], fact.Voided)
    assert isinstance(second[0], fact.Enrolled)
    assert isinstance(said[0], Said)


def test_a_hardware_key_is_a_fact_of_its_own_and_only_with_possession(book: Book) -> None:
    (device,) = book.enrol("16.08/kpu/gudang-03")
    line = device.strengthen_line(Authenticator())
    book.register(line[:-8] + "AAAAAAA=", line)
    book.visit(device)
    void, strengthened = facts(book)[2]
    assert isinstance(void, fact.Voided)
    assert strengthened == fact.Strengthened(2, "16.08/kpu", device.name)


def test_a_hardware_key_lets_its_journals_own_line_be_believed(book: Book) -> None:
    device = Device.named("16.08/kpu/gudang-03")
    note = book.registrar().registers(device.enrol_line(), device.strengthen_line(Authenticator()))
    book.put(book.registrar(), note)
    book.visit(device.enrolled(note))
    enrolled, strengthened = facts(book)[1]
    assert isinstance(enrolled, fact.Enrolled)
    assert isinstance(strengthened, fact.Strengthened)


def test_a_resumed_journal_says_which_numbers_are_missing(book: Book) -> None:
    (device,) = book.enrol("16.08/kpu/gudang-03")
    book.visit(device)
    head = to_base64(bytes(32))
    book.register(f"resume {device.name} at 5 after {head}")
    book.register(
        f"resume {device.name} at 7 after {head}", f"resume {device.name} at 6 after {head}"
    )
    (first, second) = facts(book)[3:]
    assert first == (fact.Resumed(3, "16.08/kpu", device.name, 5, 1),)
    assert second[0] == fact.Resumed(4, "16.08/kpu", device.name, 7, 5)
    assert isinstance(second[1], fact.Voided)
    assert (second[1].line, second[1].by) == (2, "16.08/kpu")


def test_a_revocation_makes_what_lies_above_it_doubted(book: Book) -> None:
    (device,) = book.enrol("16.08/kpu/gudang-03")
    for _ in range(3):
        book.visit(device)
    book.register(f"revoke {device.name} after 0")
    book.commit()
    reader = Reader(book.log)
    first = [reader.facts(stored) for stored in book.log.entries(0, 100)]
    assert first[-1] == (fact.Revoked(5, "16.08/kpu", device.name, 0),)
    assert reader.above(device.name, 0, 5) == [3, 4]
    again = [one for row in reader.leaves([2, 3, 4]) for one in reader.again(row)]
    assert [one.doubted for one in again if isinstance(one, Said)] == [False, True, True]


def test_what_was_read_before_can_be_read_again(book: Book) -> None:
    book.enrol("16.08/kpu/gudang-03")
    book.visit(book.registrar())
    book.commit()
    reader = Reader(book.log)
    first = [reader.facts(stored) for stored in book.log.entries(0, 100)]
    assert [reader.again(stored) for stored in reader.leaves([2, 0, 1])] == first


def test_filed_evidence_says_whose_note_it_holds(book: Book) -> None:
    (device,) = book.enrol("16.08/kpu/gudang-03")
    book.visit(device)
    twin = Device.named(device.name)
    twin.head = bytes(32)
    refused = twin.writes(STATEMENT, "{}\n")
    clerk = book.founders.clerk
    book.put(clerk, clerk.writes(EVIDENCE, Evidence(Reason.EQUIVOCATION, refused).body()))
    ((filed,),) = facts(book)[3:]
    assert filed == fact.Filed(3, "equivocation", device.name, 0)


def test_evidence_out_of_form_and_kinds_of_later_versions_say_nothing(book: Book) -> None:
    clerk = book.founders.clerk
    book.put(clerk, clerk.writes(EVIDENCE, "chain\nnote AAAA\n"))
    book.hand_in(Draft("16.08/kpu", 0, "segel/later/v2", b"apa saja"))
    assert facts(book)[1:] == [(), ()]


def test_a_recovery_is_a_fact_and_so_is_what_cites_the_lost_tail(book: Book) -> None:
    (device,) = book.enrol("16.08/kpu/gudang-03")
    book.visit(device)
    book.commit()
    size, root = book.log.size, book.log.root
    line = recover_line(size, root)
    for number in range(2):
        book.registrar(number).sees(size, root)
        book.register(line, by=number)
    device.sees(size, root)
    book.visit(device)
    book.visit(device.sees(9, bytes([7]) * 32))
    book.commit()
    book.visit(device.sees(book.log.size, book.log.root))

    *_, pending, recovered, first, second, third = facts(book)

    assert pending == ()
    assert recovered == (fact.Recovered(4, "16.08/polri", 3),)
    lost = [one.lost for (one,) in (first, second, third) if isinstance(one, Said)]
    assert lost == [None, 4, None]


def test_a_recovery_behind_which_the_log_has_gone_on_does_nothing(book: Book) -> None:
    (device,) = book.enrol("16.08/kpu/gudang-03")
    book.commit()
    size, root = book.log.size, book.log.root
    book.visit(device)
    for number in range(2):
        book.registrar(number).sees(size, root)
        book.register(recover_line(size, root), by=number)
    (first,), (second,) = facts(book)[-2:]
    assert isinstance(first, fact.Voided)
    assert isinstance(second, fact.Voided)
    assert "gone on" in second.reason


def test_an_anchor_is_a_fact_where_the_policy_in_force_is_met(book: Book) -> None:
    anchor(book)
    for number in range(2):
        book.register(f"policy {to_base64(policy_text(2, *WITNESSES).encode())}", by=number)
    anchor(book)

    *_, without_policy, first, second, anchored = facts(book)

    seen = datetime.fromtimestamp(AT, UTC)
    assert (without_policy, first, second) == ((), (), ())
    assert anchored == (fact.Anchored(4, 4, seen, seen + timedelta(minutes=1)),)


def test_an_anchor_of_strangers_or_out_of_form_tells_no_time(book: Book) -> None:
    stranger = Cosigner.named("orang-lain")
    for number in range(2):
        book.register(f"policy {to_base64(policy_text(1, stranger, url='').encode())}", by=number)
    anchor(book)
    clerk = book.founders.clerk
    book.put(clerk, clerk.writes(ANCHOR, "anchor apa saja\n"))

    assert facts(book)[3:] == [(), ()]
