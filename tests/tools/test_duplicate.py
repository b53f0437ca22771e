"""A copy in a ledger's directory holds what the source held, and a verdict over it is the same."""

from pathlib import Path

import pytest

from tests.support.log_builder import LogBuilder, body, story
from tools.duplicate import NOWHERE, duplicate
from tools.source import DamagedError, DirectorySource
from tools.target import opened
from tools.verdict import State
from tools.verify import Trust, verify


def judged(folder: Path, trust: Trust | None = None) -> State:
    source = DirectorySource(folder)
    try:
        return verify(source, trust or Trust()).state
    finally:
        source.close()


@pytest.mark.parametrize("way", ["write", "publish"])
def test_a_copy_is_proven_as_its_source_is(tmp_path: Path, way: str) -> None:
    log = story()
    getattr(log, way)(tmp_path / "source")
    (tmp_path / "copy").mkdir()

    with opened(str(tmp_path / "source")) as source:
        made = duplicate(source, tmp_path / "copy")
        assert (made.path / "charter.hash").exists() == (way == "write")

    assert judged(made.path, Trust(fingerprint=log.fingerprint)) is State.HOLDS
    copied = DirectorySource(made.path)
    assert [note for page in copied.pages() for note in page.notes] == log.entries
    assert [*copied.checkpoints()][-1] == log.checkpoints[-1]
    copied.close()


def test_what_is_no_note_is_copied_too_and_found_bad_there(tmp_path: Path) -> None:
    log = LogBuilder()
    log.add(b"not a note\n")
    log.sign()
    log.publish(tmp_path / "source")
    (tmp_path / "copy").mkdir()

    with opened(str(tmp_path / "source")) as source:
        made = duplicate(source, tmp_path / "copy")

    assert judged(made.path, Trust(fingerprint=log.fingerprint)) is State.FAILS


def test_no_journal_has_the_name_of_what_is_no_note() -> None:
    assert not NOWHERE.isalnum()


def test_two_entries_in_one_place_are_damage(tmp_path: Path) -> None:
    log = LogBuilder()
    (device,) = log.enrol("16.08/kpu/gudang-01")
    note = device.says(body(1))
    log.add(note, note)
    log.sign()
    log.publish(tmp_path / "source")
    (tmp_path / "copy").mkdir()

    with (
        opened(str(tmp_path / "source")) as source,
        pytest.raises(DamagedError, match="one place"),
    ):
        duplicate(source, tmp_path / "copy")


def test_progress_is_told_in_entries(tmp_path: Path) -> None:
    story().publish(tmp_path / "source")
    (tmp_path / "copy").mkdir()
    told: list[int] = []

    with opened(str(tmp_path / "source")) as source:
        duplicate(source, tmp_path / "copy", told.append)

    assert sum(told) == 12
