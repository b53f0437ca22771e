"""A directory made again holds what the log had signed, or is not made."""

from pathlib import Path

import pytest

from ledger.errors import CharterError, GuardError, LockedError, RestorationError
from ledger.restoration import Keepsake, Restoration, Restored
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.errors import SignatureError
from ledger.tlog.note import Note, Signature, SignerKey
from tests.support.cosigned import WITNESSES, policy_text
from tests.support.device import founders
from tests.support.judgement import judge
from tests.support.log_builder import LogBuilder, body, story
from tools.source import DirectorySource
from tools.verdict import State

NOW = 1_732_600_000_000


def keys(log: LogBuilder) -> tuple[SignerKey, SignerKey]:
    return log.founders.log, log.founders.clerk.key


def restored(log: LogBuilder, path: Path, *guards: Checkpoint) -> Restored:
    kept = Keepsake(keys(log), guards)
    with Restoration(path, log.entries[0], kept, NOW) as restoration:
        for start in range(0, log.size, 5):
            restoration.take(log.entries[start : start + 5])
        return restoration.finish([note for _, note in log.checkpoints])


def test_everything_is_there_again_and_verifies(tmp_path: Path) -> None:
    log, path = story(), tmp_path / "ledger"

    assert restored(log, path) == Restored(12, 12)

    source = DirectorySource(path)
    assert [page.notes for page in source.pages()] == [log.entries]
    assert list(source.checkpoints()) == log.checkpoints
    assert source.guard() == log.checkpoint().text()
    source.close()
    assert judge(path).state is State.HOLDS
    assert (path / "keys" / "log.key").stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["ledger"]


def test_lines_of_known_witnesses_that_hold_are_kept(tmp_path: Path) -> None:
    log = LogBuilder(founders(policy=policy_text(founders().log.verifier)))
    first, second = WITNESSES[:2]
    note = Note.parse(log.checkpoints[0][1])
    line = first.signs(note)
    broken = Signature(second.key.name, second.key.id, bytes(72))
    stranger = Signature("somebody", b"some", bytes(72))
    for each in (line, broken, stranger):
        note = note.with_signature(each)
    (_, bare), log.checkpoints = log.checkpoints[0], [(1, note.serialise())]

    restored(log, tmp_path / "ledger")

    source = DirectorySource(tmp_path / "ledger")
    assert list(source.cosignatures()) == [(1, line.line())]
    assert list(source.checkpoints()) == [(1, bare)]
    source.close()


def test_an_old_guard_is_replaced_and_one_that_is_ahead_is_kept(tmp_path: Path) -> None:
    log = story()
    old, ahead = log.checkpoint(9), Checkpoint(log.checkpoint().origin, 13, bytes(32))

    assert restored(log, tmp_path / "old", old).signed == 12
    assert (tmp_path / "old" / "guard").read_text() == log.checkpoint().text()
    assert restored(log, tmp_path / "ahead", old, ahead) == Restored(12, 13)
    assert (tmp_path / "ahead" / "guard").read_text() == ahead.text()


@pytest.mark.parametrize(
    "guard",
    [Checkpoint(story().checkpoint().origin, 9, bytes(32)), Checkpoint("another", 9, bytes(32))],
)
def test_a_guard_of_another_tree_or_log_is_refused(tmp_path: Path, guard: Checkpoint) -> None:
    with pytest.raises(GuardError):
        restored(story(), tmp_path / "ledger", guard)

    assert list(tmp_path.iterdir()) == []


def test_other_keys_are_refused(tmp_path: Path) -> None:
    log = story()
    kept = Keepsake((log.founders.clerk.key, log.founders.log))

    with pytest.raises(CharterError, match="other keys"):
        Restoration(tmp_path / "ledger", log.entries[0], kept, NOW)


def test_a_directory_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "ledger").mkdir()
    restored(story(), tmp_path / "ledger")

    with pytest.raises(FileExistsError):
        restored(story(), tmp_path / "ledger")


@pytest.mark.parametrize("change", [lambda raw: raw + b"x", lambda raw: raw.replace(b"v1", b"v9")])
def test_an_entry_that_was_changed_is_refused(tmp_path: Path, change: object) -> None:
    log = story()
    assert callable(change)
    log.entries[7] = change(log.entries[7])

    with pytest.raises(RestorationError):
        restored(log, tmp_path / "ledger")

    assert list(tmp_path.iterdir()) == []


def test_checkpoints_must_fit_and_be_the_logs(tmp_path: Path) -> None:
    log = story()
    log.add(founders().registrars[0].registers("x"))
    log.sign()
    log.entries.pop()
    with pytest.raises(RestorationError, match="13 entries were signed, 12 are here"):
        restored(log, tmp_path / "ledger")
    stranger = LogBuilder()
    stranger.add(*story().entries[1:])
    text = stranger.checkpoint().text()
    stranger.checkpoints.append((12, stranger.founders.clerk.key.sign(text).serialise()))
    with pytest.raises(SignatureError):
        restored(stranger, tmp_path / "ledger")
    stranger.checkpoints.clear()
    with pytest.raises(RestorationError, match="no checkpoint"):
        restored(stranger, tmp_path / "ledger")


def test_what_is_said_in_it_does_not_matter(tmp_path: Path) -> None:
    log = LogBuilder()
    (device,) = log.enrol("16.08/kpu/gudang-01")
    log.add(*(device.says(body(number)) for number in range(600)))
    log.sign()

    assert restored(log, tmp_path / "ledger") == Restored(602, 602)


def test_two_at_once_do_not_mix_and_what_a_crash_left_is_cleared(tmp_path: Path) -> None:
    log, path = story(), tmp_path / "ledger"
    left = tmp_path / ".ledger.restoring" / "keys"
    left.mkdir(parents=True)
    (left / "log.key").write_text("left by a crash")
    kept = Keepsake(keys(log))

    with Restoration(path, log.entries[0], kept, NOW) as first:
        first.take(log.entries[:6])
        with pytest.raises(LockedError, match="another process"):
            Restoration(path, log.entries[0], kept, NOW)
        first.take(log.entries[6:])
        first.finish([note for _, note in log.checkpoints])

    assert judge(path).state is State.HOLDS
    assert [each.name for each in tmp_path.iterdir()] == ["ledger"]


def test_what_a_link_in_its_place_leads_to_is_not_cleared(tmp_path: Path) -> None:
    log, other = story(), tmp_path / "other"
    other.mkdir()
    (other / "precious").touch()
    (tmp_path / ".ledger.restoring").symlink_to(other)

    with pytest.raises(OSError, match="restoring"):
        Restoration(tmp_path / "ledger", log.entries[0], Keepsake(keys(log)), NOW)

    assert (other / "precious").exists()
