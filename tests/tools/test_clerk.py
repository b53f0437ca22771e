"""The clerk's notes are held to what the log itself shows."""

from pathlib import Path

import pytest
from hypothesis import given, settings

from ledger.anchor import Anchor
from ledger.journal import ANCHOR, EVIDENCE
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.errors import FormatError
from ledger.tlog.note import Note
from ledger.tlog.text import to_base64
from ledger.tlog.tile import ENTRIES, Tile, join_bundle
from ledger.tlog.tree import leaf_hash
from tests.support.authenticator import Authenticator
from tests.support.device import Device, founders
from tests.support.judgement import judge
from tests.support.log_builder import LogBuilder, body
from tests.support.mutation import mutations
from tests.support.witness import Cosigner, policy_text
from tools.source import AbsentError, DirectorySource
from tools.tile import TileSource
from tools.verdict import State, leaf
from tools.verify import Trust, verify


def outcome(log: LogBuilder, folder: Path) -> tuple[State, list[str]]:
    """Verify a log; return the state of the check of the clerk's notes, and its reasons."""
    log.sign()
    source = DirectorySource(log.write(folder / "ledger"))
    verdict = verify(source, Trust())
    source.close()
    assert verdict.state is next(c.state for c in verdict.checks if c.key == "clerk")
    reasons = next(c.reasons for c in verdict.checks if c.key == "clerk")
    return verdict.state, [reason.words("en") for reason in reasons]


@pytest.fixture(name="log")
def _log() -> LogBuilder:
    """Return a log in which one device has said two things."""
    log = LogBuilder()
    (device,) = log.enrol("16.08/kpu/gudang-01")
    log.add(device.says(body(1)), device.says(body(2)))
    return log


def twin(log: LogBuilder, number: int, *, after: int | None = None) -> Device:
    """Return the same device, ready to sign a number once more, after some leaf."""
    device = Device.named("16.08/kpu/gudang-01")
    device.sequence = number
    device.head = log.leaves[number + 1 if after is None else after]
    return device


def test_a_second_text_under_one_number_is_evidence_against_the_device_alone(
    log: LogBuilder, tmp_path: Path
) -> None:
    log.file("equivocation", twin(log, 1).says(body(9)))

    state, reasons = outcome(log, tmp_path)

    assert state is State.HOLDS
    assert reasons == ["leaf 4: 16.08/kpu/gudang-01 number 1 was refused: equivocation"]


def test_the_same_text_is_no_second_one(log: LogBuilder, tmp_path: Path) -> None:
    log.file("equivocation", twin(log, 1).says(body(2)))

    state, reasons = outcome(log, tmp_path)

    assert state is State.FAILS
    assert reasons[0].startswith("leaf 4: the clerk's note is untrue")


@pytest.mark.parametrize(("after", "expected"), [(2, State.HOLDS), (3, State.FAILS)])
def test_a_broken_chain_is_one_where_the_predecessor_differs(
    log: LogBuilder, tmp_path: Path, after: int, expected: State
) -> None:
    log.file("chain", twin(log, 2, after=after).says(body(9)))

    assert outcome(log, tmp_path)[0] is expected


def test_a_first_note_after_another_enrolment_is_a_broken_chain(tmp_path: Path) -> None:
    log = LogBuilder()
    (device,) = log.enrol("16.08/kpu/gudang-01")
    device.head = bytes(32)
    log.file("chain", device.says(body(1)))

    assert outcome(log, tmp_path)[0] is State.HOLDS


@pytest.mark.parametrize(("after", "expected"), [(1, State.HOLDS), (2, State.FAILS)])
def test_a_revoked_note_lies_behind_the_revocation(
    log: LogBuilder, tmp_path: Path, after: int, expected: State
) -> None:
    log.add(log.founders.registrars[0].registers(f"revoke 16.08/kpu/gudang-01 after {after}"))
    log.file("revoked", twin(log, 2).says(body(9)))

    assert outcome(log, tmp_path)[0] is expected


@pytest.mark.parametrize(
    ("size", "is_ours", "expected"),
    [(3, False, State.UNDECIDED), (99, False, State.UNDECIDED), (3, True, State.FAILS)],
)
def test_a_filed_note_that_cites_another_tree_is_testimony(
    log: LogBuilder, tmp_path: Path, size: int, is_ours: bool, expected: State
) -> None:
    device = twin(log, 2)
    device.sees(size, log.checkpoint(3).root if is_ours else bytes(32))
    log.file("disputed", device.says(body(9)))

    state, reasons = outcome(log, tmp_path)

    assert state is expected
    assert is_ours or "16.08/kpu/gudang-01 number 2 says it saw another tree" in reasons[0]


def test_a_filed_note_needs_a_signature_that_holds(log: LogBuilder, tmp_path: Path) -> None:
    note = twin(log, 1).says(body(9)).replace(b'"9"', b'"8"')
    log.file("equivocation", note)

    state, reasons = outcome(log, tmp_path)

    assert state is State.FAILS
    assert "does not hold" in reasons[0]


def test_a_filed_note_by_a_key_of_a_later_version_is_undecided(
    log: LogBuilder, tmp_path: Path
) -> None:
    later = "16.08/kpu/gudang-01+00000000+" + to_base64(b"\xff" + bytes(40))
    log.add(log.founders.registrars[0].registers(f"enrol {later} {to_base64(bytes(64))}"))
    device = twin(log, 1)
    device.finger = Authenticator()  # stands for any key that is not known here
    log.file("equivocation", device.says(body(9)))

    state, reasons = outcome(log, tmp_path)

    assert state is State.UNDECIDED
    assert reasons[0].startswith("leaf 5: no note has enrolled a hardware key")


def test_only_the_clerk_writes_evidence(tmp_path: Path) -> None:
    log = LogBuilder()
    (device,) = log.enrol("16.08/kpu/gudang-01")
    note = twin(log, 0, after=1).says(body(9))
    log.add(device.writes(EVIDENCE, f"equivocation\nnote {to_base64(note)}\n"))

    state, reasons = outcome(log, tmp_path)

    assert state is State.FAILS
    assert "does not belong in 16.08/kpu/gudang-01" in reasons[0]


def test_the_clerk_writes_nothing_else(tmp_path: Path) -> None:
    log = LogBuilder()
    log.add(log.founders.clerk.says(body(1)))

    state, reasons = outcome(log, tmp_path)

    assert state is State.FAILS
    assert "does not belong in 16.08/panitera" in reasons[0]


def test_evidence_out_of_form_is_untrue(log: LogBuilder, tmp_path: Path) -> None:
    log.add(log.founders.clerk.writes(EVIDENCE, "because\nnote AAAA\n"))

    assert leaf_hash(log.entries[-1]) == log.leaves[-1]
    assert outcome(log, tmp_path)[0] is State.FAILS


BAWASLU = Cosigner.named("bawaslu")
ANCHORED = BAWASLU.cosigns(Note.parse(LogBuilder(founders()).checkpoints[0][1]))


@settings(max_examples=40, deadline=None)
@given(raw=mutations(Anchor(ANCHORED.serialise()).body().encode()))
def test_a_clerk_that_writes_anything_for_an_anchor_is_found_out(raw: bytes) -> None:
    """No crash, no hang, and never a proof."""
    log = LogBuilder(founders())
    try:
        log.add(log.founders.clerk.writes(ANCHOR, raw.decode()))
    except (UnicodeDecodeError, FormatError):
        return
    log.sign()
    source = TileSource("memory", lambda path: _file(log, path))

    verdict = verify(source, Trust(policy=None))

    assert verdict.state is State.FAILS, raw
    assert [reason for check in verdict.checks for reason in check.reasons]


def _file(log: LogBuilder, path: str) -> bytes:
    """Return one published file, from memory: the disk is slow for so many logs."""
    if path == "checkpoint":
        return log.checkpoints[-1][1]
    try:
        tile = Tile.parse(path)
    except FormatError as error:
        raise AbsentError(path) from error
    if tile.level == ENTRIES:
        return join_bundle(log.entries)
    return b"".join(log.hashes(tile))


def test_an_anchor_of_another_tree_is_untrue(tmp_path: Path) -> None:
    policy = policy_text(1, BAWASLU)
    log = LogBuilder(founders(policy=policy))
    for number, root in enumerate((log.checkpoint(1).root, bytes(32))):
        checkpoint = Checkpoint(log.founders.charter.origin, 1, root)
        note = BAWASLU.cosigns(log.founders.log.sign(checkpoint.text()))
        log.add(log.founders.clerk.writes(ANCHOR, Anchor(note.serialise()).body()))
        log.sign()
        verdict = judge(log.write(tmp_path / f"{number}"))
        found = [r for c in verdict.checks if c.key == "clerk" for r in c.reasons]
        assert [r.span for r in found] == ([leaf(2)] if number else [])
