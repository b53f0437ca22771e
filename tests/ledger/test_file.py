"""Files are whole or not there, and what is there is never written over by mistake."""

import os
from pathlib import Path
from threading import Thread, get_native_id

import pytest

from ledger import file


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "guard"
    file.replace(path, b"one")
    file.replace(path, b"another")

    assert path.read_bytes() == b"another"
    assert [each.name for each in tmp_path.iterdir()] == ["guard"]


def test_a_disk_that_refuses_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "guard"
    file.replace(path, b"one")
    (tmp_path / "guard.new").mkdir()

    with pytest.raises(OSError, match="directory"):
        file.replace(path, b"another")

    assert path.read_bytes() == b"one"


def test_a_file_that_is_there_is_not_created_again(tmp_path: Path) -> None:
    path = tmp_path / "000000.note"
    file.create(path, b"one")

    with pytest.raises(FileExistsError):
        file.create(path, b"another")

    assert path.read_bytes() == b"one"
    assert [each.name for each in tmp_path.iterdir()] == ["000000.note"]


def test_a_draft_that_a_crash_has_left_under_both_names_is_not_written_into(
    tmp_path: Path,
) -> None:
    path = tmp_path / "000000.note"
    file.create(path, b"one")
    os.link(path, tmp_path / f".000000.note.{os.getpid()}-{get_native_id()}.draft")

    with pytest.raises(FileExistsError):
        file.create(path, b"another")

    assert path.read_bytes() == b"one"
    assert [each.name for each in tmp_path.iterdir()] == ["000000.note"]


def test_of_many_writers_one_succeeds_and_its_file_stays_whole(tmp_path: Path) -> None:
    path = tmp_path / "000000.note"
    texts = [bytes([65 + number]) * 50_000 for number in range(8)]
    won: list[bytes] = []

    def create(text: bytes) -> None:
        try:
            file.create(path, text)
        except FileExistsError:
            return
        won.append(text)

    threads = [Thread(target=create, args=(text,)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert won == [path.read_bytes()]
    assert [each.name for each in tmp_path.iterdir()] == ["000000.note"]
