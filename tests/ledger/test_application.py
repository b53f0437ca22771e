"""What the ledger takes, what it answers, and what it keeps of what it refuses."""

import sqlite3
from collections.abc import Callable

import pytest

from ledger.application import Ledger
from ledger.errors import (
    AheadError,
    BadSignatureError,
    GuardError,
    HaltedError,
    LockedError,
    MalformedNoteError,
    OversizeError,
    PassedNumberError,
    RefusedError,
    StorageBusyError,
    StorageError,
    UnknownJournalError,
    WrongOriginError,
)
from ledger.evidence import Evidence, Reason
from ledger.journal import EVIDENCE, STATEMENT, Entry
from ledger.log import Draft, Log
from ledger.receipt import Receipt
from ledger.tlog import tree
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.text import to_base64
from tests.support import outage
from tests.support.device import Device, founders
from tests.support.outage import Instant
from tests.support.practice import NOW, Practice

HELLO: dict[str, object] = {"kind": "Halo", "at": "2024-11-25T08:00:00.000+07:00"}


def test_the_first_leaf_is_the_charter(place: Practice) -> None:
    receipt = place.ledger.receipt(0)

    assert receipt is not None
    assert receipt.note == place.founders.note
    assert place.ledger.fingerprint() == to_base64(receipt.leaf)


def test_a_receipt_proves_the_note_and_the_growth_since_the_phone_looked(place: Practice) -> None:
    (guard,) = place.enrols("16.08/kpu/gudang-01")
    place.shows(guard)
    place.enrols("16.08/kpu/gudang-02")

    receipt = place.takes(guard.says(HELLO))

    seen = Checkpoint.opened(receipt.checkpoint, place.founders.charter.log)
    tree.verify_inclusion(receipt.leaf, receipt.leaf_index, seen.size, receipt.inclusion, seen.root)
    tree.verify_consistency(guard.size, seen.size, receipt.consistency, guard.root, seen.root)


def test_a_note_handed_in_again_gets_the_same_receipt(place: Practice) -> None:
    (guard,) = place.enrols("16.08/kpu/gudang-01")
    note = guard.says(HELLO)

    first = place.takes(note)
    place.takes(guard.says(HELLO))
    again = place.takes(note)
    place.reopen()
    later = place.takes(note)

    assert first.is_new
    assert not again.is_new
    assert later == again
    assert (again.leaf_index, again.checkpoint) == (first.leaf_index, first.checkpoint)
    assert (again.inclusion, again.consistency) == (first.inclusion, first.consistency)


def test_a_note_twice_in_one_batch_is_one_leaf(place: Practice) -> None:
    (guard,) = place.enrols("16.08/kpu/gudang-01")
    note = guard.says(HELLO)

    first, second = place.ledger.append_all([note, note])

    assert isinstance(first, Receipt)
    assert isinstance(second, Receipt)
    assert (first.is_new, second.is_new) == (True, False)
    assert first.leaf_index == second.leaf_index


def test_a_whole_outbox_is_taken_in_its_order(place: Practice) -> None:
    (guard,) = place.enrols("16.08/kpu/gudang-01")
    notes = [guard.says(HELLO) for _ in range(300)]

    answers = place.ledger.append_all(notes)

    assert [answer.leaf_index for answer in answers if isinstance(answer, Receipt)] == list(
        range(2, 302)
    )
    journal = place.ledger.journal(guard.name)
    assert journal is not None
    assert (journal.version, journal.head) == (299, guard.head)


def test_a_device_may_write_in_the_request_that_enrols_it(place: Practice) -> None:
    guard = Device.named("16.08/kpu/gudang-01")
    enrolment = place.founders.enrol(guard)

    answers = place.ledger.append_all([enrolment, guard.says(HELLO)])

    assert all(isinstance(answer, Receipt) for answer in answers)


def test_a_journal_that_nobody_enrolled_may_try_again(place: Practice) -> None:
    guard = Device.named("16.08/kpu/gudang-01")
    enrolment = place.founders.enrol(guard)
    note = guard.says(HELLO)

    refused = place.refuses(note)
    place.takes(enrolment)

    assert isinstance(refused, UnknownJournalError)
    assert not refused.is_final
    assert place.takes(note).is_new


def test_a_gap_is_told_the_number_that_is_missing(place: Practice) -> None:
    (guard,) = place.enrols("16.08/kpu/gudang-01")
    first, second = guard.says(HELLO), guard.says(HELLO)

    refused = place.refuses(second)

    assert isinstance(refused, AheadError)
    assert (refused.given, refused.expected, refused.is_final) == (1, 0, False)
    assert place.takes(first).is_new
    assert place.takes(second).is_new


@pytest.mark.parametrize(
    ("spoil", "error"),
    [
        (lambda note: b"\xff" + note, MalformedNoteError),
        (lambda note: note.split(b"\n\n")[0] + b"\n\n", MalformedNoteError),
        (lambda note: note + note.split(b"\n\n")[1], MalformedNoteError),
        (lambda note: note.replace(b"Halo", b"Hai!"), BadSignatureError),
        (lambda note: note.replace(b"Halo", b"Ha\tlo"), MalformedNoteError),
        (lambda note: note.replace(b"Halo", b"H" * 33_000), OversizeError),
        (lambda note: note.replace(b" 0\n", b" 00\n"), MalformedNoteError),
        (lambda note: note[:-3] + b"\n", MalformedNoteError),
        (lambda _: b"", MalformedNoteError),
    ],
)
def test_what_is_not_authentic_leaves_no_trace(
    place: Practice, spoil: Callable[[bytes], bytes], error: type[RefusedError]
) -> None:
    (guard,) = place.enrols("16.08/kpu/gudang-01")
    note = guard.says(HELLO)
    size = place.ledger.tree.size

    refused = place.refuses(spoil(note))

    assert isinstance(refused, error)
    assert refused.is_final
    assert place.ledger.tree.size == size
    assert place.takes(note).is_new


def test_a_note_for_another_log_is_refused(place: Practice) -> None:
    (guard,) = place.enrols("16.08/kpu/gudang-01")
    guard.origin = "segel.example/16.08/pilkada-2024"

    assert isinstance(place.refuses(guard.says(HELLO)), WrongOriginError)


def test_another_persons_signature_is_refused(place: Practice) -> None:
    guard, other = place.enrols("16.08/kpu/gudang-01", "16.08/kpu/gudang-02")
    note = guard.says(HELLO)
    text = Entry.parse(note).text

    assert isinstance(place.refuses(other.key.sign(text).serialise()), BadSignatureError)


def test_nobody_but_the_server_writes_in_its_journal(place: Practice) -> None:
    (guard,) = place.enrols("16.08/kpu/gudang-01")
    note = guard.writes(EVIDENCE, Evidence(Reason.CHAIN, b"x").body())

    assert isinstance(place.refuses(note), MalformedNoteError)


def test_a_resumed_journal_goes_on_and_the_missing_numbers_do_not(place: Practice) -> None:
    (guard,) = place.enrols("16.08/kpu/gudang-01")
    place.takes(guard.says(HELLO))
    missing = guard.says(HELLO)
    line = f"resume {guard.name} at {guard.sequence} after {to_base64(guard.head)}"
    place.takes(place.founders.registrars[0].registers(line))

    assert place.takes(guard.says(HELLO)).is_new
    assert isinstance(place.refuses(missing), PassedNumberError)


def test_our_own_signature_under_another_tree_stops_the_log(place: Practice) -> None:
    (guard,) = place.enrols("16.08/kpu/gudang-01")
    forged = Checkpoint(place.founders.charter.origin, 2, bytes(32)).text()
    place.ledger.challenge(place.founders.log.sign(forged).serialise())

    with pytest.raises(HaltedError, match="log-disputed"):
        place.answers(guard.says(HELLO))
    place.reopen()
    with pytest.raises(HaltedError, match="log-disputed"):
        place.answers(guard.says(HELLO))


def test_one_checkpoint_is_kept_once_however_many_lines_stand_under_it(place: Practice) -> None:
    text = Checkpoint(place.founders.charter.origin, 2, bytes(32)).text()
    forged = place.founders.log.sign(text)
    for number in range(5):
        line = Device.named(f"saksi-{number}").key.signature(text)
        place.ledger.challenge(forged.with_signature(line).serialise())

    (kept,) = (place.path / "disputes").iterdir()
    assert kept.read_bytes() == forged.serialise()
    assert str(place.path) not in place.ledger.is_halted


def test_a_dispute_that_cannot_be_kept_stops_the_log_all_the_same(place: Practice) -> None:
    (guard,) = place.enrols("16.08/kpu/gudang-01")
    (place.path / "disputes").write_text("no folder")
    forged = Checkpoint(place.founders.charter.origin, 2, bytes(32)).text()

    with pytest.raises(StorageError):
        place.ledger.challenge(place.founders.log.sign(forged).serialise())

    with pytest.raises(HaltedError, match="log-disputed"):
        place.answers(guard.says(HELLO))
    (place.path / "disputes").unlink()


def test_a_leaf_has_no_receipt_before_it_is_signed_for(place: Practice) -> None:
    (guard,) = place.enrols("16.08/kpu/gudang-01")
    note = guard.says(HELLO)
    draft = place.path / "guard.new"
    draft.mkdir()
    with pytest.raises(StorageError):
        place.answers(note)

    assert place.ledger.tree.size == 3
    assert place.ledger.receipt(2) is None

    draft.rmdir()
    assert place.takes(note) == place.ledger.receipt(2)


def test_a_guard_that_halts_is_not_taken_for_a_dispute(place: Practice) -> None:
    (guard,) = place.enrols("16.08/kpu/gudang-01")
    note = guard.says(HELLO)
    remembered = (place.path / "guard").read_bytes()
    (place.path / "guard").unlink()

    for _ in range(2):
        with pytest.raises(GuardError, match="another process"):
            place.answers(note)

    (place.path / "guard").write_bytes(remembered)
    place.reopen()
    assert not place.takes(note).is_new


def test_a_log_that_is_disputed_while_it_writes_signs_no_more(place: Practice) -> None:
    (guard,) = place.enrols("16.08/kpu/gudang-01")
    forged = Checkpoint(place.founders.charter.origin, 1, bytes(32)).text()
    challenge = place.founders.log.sign(forged).serialise()
    meanwhile = outage.at(
        Instant.BEFORE_COMMIT, place.path, lambda: place.ledger.challenge(challenge)
    )

    with meanwhile, pytest.raises(HaltedError):
        place.answers(guard.says(HELLO))

    assert place.ledger.tree.size == 3
    assert place.checkpoint().size == 2


def test_a_disputed_log_signs_nothing_at_its_next_start(place: Practice) -> None:
    (guard,) = place.enrols("16.08/kpu/gudang-01")
    place.ledger.close()
    signed = place.ledger.checkpoint
    log = Log.open(place.path / "ledger.db")
    log.append([Draft(guard.name, 0, STATEMENT, guard.says(HELLO))], NOW)
    log.close()
    (place.path / "disputes").mkdir()
    (place.path / "disputes" / "x.checkpoint").write_bytes(b"x")

    place.ledger = Ledger.open(place.path, lambda: NOW)

    assert place.ledger.tree.size == 3
    assert place.ledger.checkpoint == signed
    assert place.checkpoint().size == 2


def test_our_own_true_checkpoint_stops_nothing(place: Practice) -> None:
    (guard,) = place.enrols("16.08/kpu/gudang-01")
    place.ledger.challenge(place.ledger.checkpoint)

    assert place.takes(guard.says(HELLO)).is_new


def test_somebody_elses_checkpoint_is_no_challenge(place: Practice) -> None:
    forged = Checkpoint(place.founders.charter.origin, 2, bytes(32)).text()
    other = Device.named(place.founders.charter.origin + "x").key

    with pytest.raises(MalformedNoteError):
        place.ledger.challenge(other.sign(forged).serialise())


def test_only_one_process_writes(place: Practice) -> None:
    with pytest.raises(LockedError):
        Ledger.open(place.path, lambda: NOW)


def test_an_old_backup_put_back_halts_with_instructions(place: Practice) -> None:
    (guard,) = place.enrols("16.08/kpu/gudang-01")
    place.ledger.close()
    backup = (place.path / "ledger.db").read_bytes()
    place.ledger = Ledger.open(place.path, lambda: NOW)
    place.takes(guard.says(HELLO))
    place.ledger.close()
    newest = (place.path / "ledger.db").read_bytes()
    (place.path / "ledger.db").write_bytes(backup)

    with pytest.raises(GuardError, match="storage was lost: 3 entries were signed, 2 are"):
        Ledger.open(place.path, lambda: NOW)

    (place.path / "ledger.db").write_bytes(newest)
    place.ledger = Ledger.open(place.path, lambda: NOW)
    assert place.takes(guard.says(HELLO)).is_new


@pytest.mark.parametrize("is_old", [False, True])
def test_a_guard_that_was_lost_halts_with_instructions(place: Practice, is_old: bool) -> None:
    guard = place.path / "guard"
    place.enrols("16.08/kpu/gudang-01")
    place.reopen()
    old = guard.read_text()
    place.enrols("16.08/kpu/gudang-02")
    place.ledger.close()
    guard.unlink()
    if is_old:
        guard.write_text(old)

    with pytest.raises(GuardError, match=r"old: it says [02] entries, and 3 were signed"):
        Ledger.open(place.path, lambda: NOW)

    guard.write_text(place.checkpoint().text())
    place.ledger = Ledger.open(place.path, lambda: NOW)
    assert place.checkpoint().size == 3


def test_a_database_held_by_another_program_keeps_nothing_and_recovers(place: Practice) -> None:
    (guard,) = place.enrols("16.08/kpu/gudang-01")
    place.ledger.close()
    place.ledger = Ledger.open(place.path, lambda: NOW, busy_seconds=0.05)
    note = guard.says(HELLO)
    intruder = sqlite3.connect(place.path / "ledger.db", isolation_level=None)
    intruder.execute("BEGIN IMMEDIATE")

    with pytest.raises(StorageBusyError):
        place.answers(note)

    intruder.execute("ROLLBACK")
    intruder.close()
    assert place.takes(note).leaf_index == 2


def test_the_tree_is_the_same_after_a_restart(place: Practice) -> None:
    (guard,) = place.enrols("16.08/kpu/gudang-01")
    for _ in range(3):
        place.ledger.append_all([guard.says(HELLO) for _ in range(200)])
    before = place.checkpoint()

    place.reopen()

    assert place.checkpoint() == before
    leaves = [row.leaf for row in place.ledger.tree.entries(0, 1000)]
    assert tree.root_of(leaves) == before.root


def test_founders_are_the_same_for_everybody() -> None:
    assert founders().note == founders().note
