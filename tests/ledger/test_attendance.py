"""Attendance: who has cosigned what, and from when on it is a quorum."""

import pytest

from ledger.attendance import Attendance, Attendant, Behind, Report, Seen, behind, restored
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.errors import TlogError
from ledger.tlog.note import Note
from ledger.tlog.policy import Policy
from tests.support.device import founders
from tests.support.witness import AT, Cosigner, policy_text

PEOPLE = founders()
LOG = PEOPLE.charter.log
BAWASLU, PERS, UNSRI = (Cosigner.named(name) for name in ("bawaslu", "pers", "unsri"))
POLICY = Policy.parse(policy_text(2, BAWASLU, PERS, UNSRI))


def signed(size: int) -> Note:
    return PEOPLE.log.sign(Checkpoint(LOG.name, size, bytes([size]) * 32).text())


def takes(attendance: Attendance, size: int, *cosigners: Cosigner, time: int = AT) -> list[bool]:
    note, known = signed(size), {w.name: w for w in attendance.policy.witnesses}
    return [attendance.take(note, known[one.name], one.signs(note.text, time)) for one in cosigners]


def test_a_quorum_is_reached_once_and_a_later_line_is_added() -> None:
    attendance = Attendance(LOG, POLICY)

    assert takes(attendance, 5, BAWASLU, PERS, UNSRI) == [False, True, False]

    assert attendance.witnessed is not None
    assert (attendance.witnessed.size, attendance.witnessed.anchored.names) == (
        5,
        ("bawaslu", "pers"),
    )
    assert len(attendance.cosigned(5)) == 3
    assert attendance.cosigned(6) == ()
    assert attendance.seen["unsri"] == Seen(5, AT)


def test_witnesses_of_two_sizes_are_no_quorum_for_either() -> None:
    attendance = Attendance(LOG, POLICY)

    assert takes(attendance, 5, BAWASLU) + takes(attendance, 6, PERS) == [False, False]
    assert attendance.witnessed is None
    assert attendance.absent(6) == ["bawaslu", "unsri"]
    assert takes(attendance, 6, BAWASLU) == [True]


def test_a_slow_witness_completes_an_older_quorum_but_takes_none_back() -> None:
    attendance = Attendance(LOG, POLICY)
    takes(attendance, 5, BAWASLU)
    takes(attendance, 7, BAWASLU, PERS)

    assert takes(attendance, 5, PERS) == [False]

    assert attendance.witnessed is not None
    assert attendance.witnessed.size == 7
    assert attendance.seen["pers"].size == 7


def test_a_line_that_does_not_hold_is_not_taken() -> None:
    attendance = Attendance(LOG, POLICY)
    with pytest.raises(TlogError):
        attendance.take(signed(5), POLICY.witnesses[0], PERS.signs(signed(5).text))
    with pytest.raises(TlogError):
        attendance.take(signed(5), POLICY.witnesses[0], BAWASLU.signs(signed(6).text))
    assert (attendance.seen, attendance.cosigned(5)) == ({}, ())


def test_under_another_policy_only_its_own_witnesses_count() -> None:
    attendance = Attendance(LOG, POLICY)
    takes(attendance, 5, BAWASLU, PERS)
    takes(attendance, 6, BAWASLU)

    attendance.under(Policy.parse(policy_text(1, BAWASLU)))

    assert set(attendance.seen) == {"bawaslu"}
    assert attendance.witnessed is not None
    assert attendance.witnessed.size == 6


def test_a_witness_with_a_new_key_begins_anew() -> None:
    attendance = Attendance(LOG, POLICY)
    takes(attendance, 5, BAWASLU, PERS)
    new = Cosigner("bawaslu", UNSRI.key)

    attendance.under(Policy.parse(policy_text(2, new, PERS)))

    assert set(attendance.seen) == {"pers"}
    assert attendance.absent(5) == ["bawaslu"]
    assert attendance.witnessed is not None, "what a quorum has seen stays seen"


def test_without_a_policy_nobody_is_waited_for() -> None:
    attendance = Attendance(LOG, Policy.parse("quorum none\n"))
    assert attendance.absent(9) == []


def test_stored_lines_are_checked_when_they_are_read() -> None:
    note = signed(5)
    rows = [
        (note, "bawaslu", BAWASLU.signs(note.text).line()),
        (note, "pers", UNSRI.signs(note.text).line()),
        (note, "pers", "— rusak"),
        (note, "asing", PERS.signs(note.text).line()),
    ]

    attendance = restored(LOG, POLICY, rows)

    assert set(attendance.seen) == {"bawaslu"}
    assert restored(LOG, POLICY, [*rows, (note, "pers", PERS.signs(note.text).line())]).witnessed


def test_only_so_many_sizes_are_remembered() -> None:
    attendance = Attendance(LOG, Policy.parse(policy_text(2, BAWASLU, PERS)))
    for size in range(1, 255):
        takes(attendance, size, BAWASLU)
    for size in (2**20, 2**21, 2**22):
        note = PEOPLE.log.sign(Checkpoint(LOG.name, size, bytes(32)).text())
        attendance.take(note, attendance.policy.witnesses[0], BAWASLU.signs(note.text))
    assert attendance.cosigned(1) == ()
    assert attendance.cosigned(3)


def attended(signed: int, **sizes: int) -> Report:
    """Return a report on witnesses by what each has seen last."""
    rows = [Attendant(name, "", "", size, AT, 0, "", False) for name, size in sizes.items()]
    return Report("semua", rows, min(sizes.values()), AT, signed, [])


def minute(leaf: int) -> int:
    """Let a log take one leaf in each minute."""
    return 60_000 * leaf


def test_a_witness_is_behind_by_the_first_leaf_that_it_has_not_seen() -> None:
    report = attended(9, bawaslu=9, pers=7, unsri=5)

    assert behind(report, minute, minute(5)) == []
    assert behind(report, minute, minute(5) + 1) == [Behind("unsri", 5, minute(5))]
    assert [one.name for one in behind(report, minute, minute(100))] == ["pers", "unsri"]


def test_a_log_that_does_not_grow_leaves_nobody_behind() -> None:
    assert behind(attended(9, bawaslu=9, pers=9), minute, minute(10_000)) == []


def test_a_new_witness_is_awaited_from_its_policy_on() -> None:
    report = attended(9, bawaslu=0)

    assert behind(report, minute, minute(6), joined=6) == []
    assert behind(report, minute, minute(7), joined=6) == [Behind("bawaslu", 6, minute(6))]
