"""A mirror's checkpoints: 256 lines a file, merged where a witness comes late."""

from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from ledger import series
from ledger.series import Series
from ledger.tlog.errors import FormatError
from ledger.tlog.note import Note, Signature
from tests.support.log_builder import story
from tests.support.mutation import mutations

NOTES = [note for _, note in story().checkpoints]


def numbered(size: int) -> bytes:
    log = story()
    text = log.checkpoint(1).text().replace("\n1\n", f"\n{size}\n")
    return log.founders.log.sign(text).serialise()


def cosigned(raw: bytes, name: str, value: bytes = bytes(72)) -> bytes:
    return Note.parse(raw).with_signature(Signature(name, b"wit1", value)).serialise()


def test_checkpoints_stand_in_files_of_256_lines(tmp_path: Path) -> None:
    kept, notes = Series(tmp_path), [numbered(size) for size in range(1, 601)]
    assert kept.newest() is None
    for end in (1, 2, 255, 256, 257, 600):
        kept.extend(notes[len(list(kept.notes())) : end])
        assert list(kept.notes()) == notes[:end]
        assert kept.newest() == notes[end - 1]

    names = sorted(path.name for path in (tmp_path / "checkpoints").iterdir())
    assert names == ["000", "001", "002"]
    assert series.split((tmp_path / "checkpoints" / "001").read_bytes()) == notes[256:512]


def test_paths_have_groups_of_three_digits() -> None:
    assert series.path(1_234) == "checkpoints/x001/234"


def test_a_late_cosignature_joins_the_newest_checkpoint(tmp_path: Path) -> None:
    kept, last = Series(tmp_path), NOTES[-1]
    kept.extend(NOTES)
    kept.extend([cosigned(last, "w1")])
    kept.extend([cosigned(last, "w2"), numbered(99)])

    *_, newest, _ = kept.notes()
    assert [line.name for line in Note.parse(newest).signatures][1:] == ["w1", "w2"]


def test_an_older_checkpoint_that_turns_up_is_put_in_its_place(tmp_path: Path) -> None:
    kept, notes = Series(tmp_path), [numbered(size) for size in range(1, 301)]
    kept.extend([*notes[:100], *notes[101:256]])
    kept.extend(notes[100:101])
    kept.extend(notes[256:])
    assert list(kept.notes()) == notes

    kept.extend([cosigned(notes[3], "late"), cosigned(notes[270], "late")])

    found = list(kept.notes())
    assert found[3] == notes[3]  # a full file stands as it is
    assert found[270] == cosigned(notes[270], "late")
    assert min(kept.recent()) == 257


def test_of_one_key_the_newer_line_stands() -> None:
    old, new = cosigned(NOTES[0], "w1"), cosigned(NOTES[0], "w1", bytes(71) + b"1")

    assert series.merged(old, new) == new


def test_two_texts_are_not_merged() -> None:
    with pytest.raises(FormatError, match="two texts"):
        series.merged(NOTES[0], NOTES[1])


def test_a_damaged_file_is_set_aside_not_removed(tmp_path: Path) -> None:
    kept, file = Series(tmp_path), tmp_path / "checkpoints" / "000"
    kept.extend(NOTES)
    file.write_bytes(b"damaged")
    with pytest.raises(FormatError):
        kept.newest()

    assert kept.set_aside() == "checkpoints/000"

    kept.extend(NOTES[-1:])
    assert list(kept.notes()) == NOTES[-1:]
    assert file.with_name("000.damaged").read_bytes() == b"damaged"


@given(mutations(series.join(NOTES)))
def test_a_file_is_read_in_its_only_spelling_or_refused(raw: bytes) -> None:
    try:
        notes = series.split(raw)
    except FormatError:
        return
    assert series.join(notes) == raw


@given(st.binary(max_size=200))
def test_bytes_are_no_checkpoint(raw: bytes) -> None:
    with pytest.raises(FormatError):
        series.size_of(raw)
