"""A directory says where everything is, and lets one process write."""

import multiprocessing
from pathlib import Path

import pytest

from ledger.directory import Directory
from ledger.errors import CharterError, LockedError

LEAF = bytes(range(32))


@pytest.fixture(name="directory")
def _directory(tmp_path: Path) -> Directory:
    return Directory(tmp_path)


def test_every_file_lies_inside(directory: Directory) -> None:
    files = [
        directory.database,
        directory.guard,
        directory.log_key,
        directory.clerk_key,
        directory.disputes,
    ]

    assert len(set(files)) == len(files)
    assert all(file.is_relative_to(directory.path) for file in files)


def test_a_fingerprint_is_read_as_it_was_written(directory: Directory) -> None:
    directory.write_fingerprint(LEAF)

    assert directory.fingerprint() == LEAF
    assert (directory.path / "charter.hash").read_text() == (
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"
    )


@pytest.mark.parametrize("text", ["", "\n", "AAAA\n", f"{'A' * 43}=\n\n", f" {'A' * 43}=\n"])
def test_anything_else_is_no_fingerprint(directory: Directory, text: str) -> None:
    (directory.path / "charter.hash").write_text(text)

    with pytest.raises(CharterError, match=r"charter\.hash"):
        directory.fingerprint()


def test_no_fingerprint_is_no_ledger(directory: Directory) -> None:
    with pytest.raises(CharterError, match=r"charter\.hash"):
        directory.fingerprint()


def test_one_holder_of_the_lock_keeps_all_others_out_until_it_lets_go(
    directory: Directory,
) -> None:
    held = directory.lock()

    for _ in range(2):
        with pytest.raises(LockedError):
            directory.lock()
    held.close()

    directory.lock().close()


def test_another_process_is_kept_out_as_well(directory: Directory) -> None:
    context = multiprocessing.get_context("spawn")

    with directory.lock(), context.Pool(1) as pool:
        assert pool.apply(can_lock, (directory.path,)) is False
    with context.Pool(1) as pool:
        assert pool.apply(can_lock, (directory.path,)) is True


def can_lock(path: Path) -> bool:
    try:
        Directory(path).lock().close()
    except LockedError:
        return False
    return True
