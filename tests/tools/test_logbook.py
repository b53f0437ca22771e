"""A journal's folder: its notes are its state, and a number is used once."""

from pathlib import Path

import pytest

from ledger.journal import REGISTER, STATEMENT, Entry
from ledger.tlog.text import to_base64
from tests.support.device import ORIGIN, Device
from tests.support.log_builder import LogBuilder, story
from tools.logbook import Logbook, LogbookError, receipt_of

DEVICE = Device.named("16.08/kpu/gudang-01")
AFTER = to_base64(bytes(range(32)))


@pytest.fixture(name="logbook")
def _logbook(tmp_path: Path) -> Logbook:
    """Return a journal in which nothing is written."""
    return Logbook.begun(tmp_path / "journal", DEVICE.key, ORIGIN, AFTER)


def test_notes_follow_one_another_as_the_ledger_wants_them(logbook: Logbook) -> None:
    log = LogBuilder()
    device = Device.named(DEVICE.name)
    device.head = bytes(range(32))

    files = [logbook.sign(STATEMENT, f'{{"kind":"A","n":{n}}}\n') for n in range(3)]

    assert [file.name for file in files] == ["000000.note", "000001.note", "000002.note"]
    assert [file.read_bytes() for file in files] == [
        device.says({"kind": "A", "n": n}) for n in range(3)
    ]
    assert log.size == 1


def test_a_number_is_never_used_twice_even_if_its_writer_has_crashed(logbook: Logbook) -> None:
    logbook.sign(STATEMENT, "{}\n")
    (logbook.folder / ".000001.note.1-1.draft").write_bytes(b"half a no")

    second = logbook.sign(REGISTER, "revoke a after 0\n")

    assert Entry.parse(second.read_bytes()).header.sequence == 1
    assert [path.name for path in logbook.notes()] == ["000000.note", "000001.note"]


def test_many_notes_are_the_same_as_one_after_the_other(logbook: Logbook) -> None:
    logbook.sign(STATEMENT, "{}\n")
    device = Device.named(DEVICE.name)
    device.head = bytes(range(32))
    device.says({})

    files = list(logbook.sign_all(STATEMENT, (f'{{"n":{n}}}\n' for n in range(3))))

    assert files == logbook.notes()[1:]
    assert [file.read_bytes() for file in files] == [device.says({"n": n}) for n in range(3)]


def test_of_two_who_write_one_is_refused(logbook: Logbook) -> None:
    signing = logbook.sign_all(STATEMENT, ("{}\n", "{}\n"))
    next(signing)
    logbook.sign(STATEMENT, '{"other":1}\n')

    with pytest.raises(LogbookError, match="000001"):
        next(signing)


def test_notes_without_a_receipt_wait(logbook: Logbook) -> None:
    first, second = logbook.sign(STATEMENT, "{}\n"), logbook.sign(STATEMENT, "{}\n")
    receipt_of(first).write_text("{}", encoding="utf-8")

    assert logbook.waiting() == [second]


def test_the_newest_checkpoint_is_cited_from_then_on(logbook: Logbook) -> None:
    log = story()
    for _, checkpoint in reversed(log.checkpoints):
        logbook.see(checkpoint)

    header = Entry.parse(logbook.sign(STATEMENT, "{}\n").read_bytes()).header

    assert (header.size, header.root) == (12, log.subtrees.root())


def test_a_resumed_journal_begins_at_its_number(tmp_path: Path) -> None:
    logbook = Logbook.begun(tmp_path / "journal", DEVICE.key, ORIGIN, AFTER, at=17)

    note = Entry.parse(logbook.sign(STATEMENT, "{}\n").read_bytes())

    assert (note.header.sequence, note.header.previous) == (17, bytes(range(32)))


@pytest.mark.parametrize("body", ["dua\nbaris\n", "\n", "tanpa akhir", "x" * 40_000 + "\n"])
def test_what_the_ledger_would_not_take_is_not_signed(logbook: Logbook, body: str) -> None:
    with pytest.raises(LogbookError):
        logbook.sign(STATEMENT, body)

    assert logbook.notes() == []


def test_a_folder_that_is_no_journal_or_one_already_is_said_so(
    tmp_path: Path, logbook: Logbook
) -> None:
    with pytest.raises(LogbookError):
        Logbook(tmp_path).sign(STATEMENT, "{}\n")
    with pytest.raises(LogbookError, match="journal already"):
        Logbook.begun(logbook.folder, DEVICE.key, ORIGIN, AFTER)
    with pytest.raises(LogbookError):
        Logbook.begun(tmp_path / "other", DEVICE.key, ORIGIN, "abc")


def test_a_damaged_newest_note_stops_the_journal(logbook: Logbook) -> None:
    logbook.sign(STATEMENT, "{}\n").write_bytes(b"")

    with pytest.raises(LogbookError, match="journal"):
        logbook.sign(STATEMENT, "{}\n")


def test_a_recovery_is_remembered_with_the_first_number_that_knows_of_it(logbook: Logbook) -> None:
    assert logbook.recovered() == (0, 0)
    logbook.recover(4)
    assert logbook.recovered() == (4, 0)
    logbook.sign(STATEMENT, "{}\n")
    for size in (4, 6, 5):
        logbook.recover(size)

    assert Logbook(logbook.folder).recovered() == (6, 1)
