"""A directory is made once, and believed only as far as its fingerprint goes."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ledger.charter import fingerprint
from ledger.directory import Directory
from ledger.errors import CharterError, LockedError
from ledger.founding import Founding, found
from tests.support.device import Device, Founders, founders
from tests.support.practice import NOW


@pytest.fixture(name="people")
def _people() -> Founders:
    return founders()


def make(path: Path, people: Founders) -> bytes:
    return found(path, people.note, (people.log, people.clerk.key), NOW)


def test_a_founded_directory_opens_with_its_charter(tmp_path: Path, people: Founders) -> None:
    leaf = make(tmp_path, people)

    opened = Founding.open(tmp_path, 0)

    assert leaf == fingerprint(people.note) == Directory(tmp_path).fingerprint()
    assert opened.charter == people.charter
    opened.close()


def test_a_ledger_is_not_founded_over_another(tmp_path: Path, people: Founders) -> None:
    make(tmp_path, people)

    with pytest.raises(FileExistsError):
        make(tmp_path, people)


def test_a_charter_that_names_other_keys_founds_nothing(tmp_path: Path, people: Founders) -> None:
    with pytest.raises(CharterError, match="other keys"):
        found(tmp_path, people.note, (people.clerk.key, people.log), NOW)

    assert not list(tmp_path.iterdir())


def test_an_empty_folder_is_no_ledger(tmp_path: Path) -> None:
    with pytest.raises(CharterError, match="segel init"):
        Founding.open(tmp_path, 0)


def test_a_directory_has_one_writer(tmp_path: Path, people: Founders) -> None:
    make(tmp_path, people)
    first = Founding.open(tmp_path, 0)

    with pytest.raises(LockedError):
        Founding.open(tmp_path, 0)

    first.close()
    Founding.open(tmp_path, 0).close()


def test_another_fingerprint_is_not_believed(tmp_path: Path, people: Founders) -> None:
    make(tmp_path, people)
    Directory(tmp_path).write_fingerprint(bytes(32))

    with pytest.raises(CharterError, match="leaf 0"):
        Founding.open(tmp_path, 0)


@pytest.mark.parametrize("text", ["", "x", "AAAA\n"])
def test_a_fingerprint_that_is_none_is_said_to_be(
    tmp_path: Path, people: Founders, text: str
) -> None:
    make(tmp_path, people)
    (tmp_path / "charter.hash").write_text(text)

    with pytest.raises(CharterError, match=r"charter\.hash"):
        Founding.open(tmp_path, 0)


def test_another_key_in_the_directory_is_refused(tmp_path: Path, people: Founders) -> None:
    make(tmp_path, people)
    key = Directory(tmp_path).log_key
    other = Device.named("lain").key
    key.unlink()
    key.write_text(f"{other.name}\n")

    with pytest.raises(CharterError, match="key"):
        Founding.open(tmp_path, 0)


def test_a_dispute_is_kept_and_told(tmp_path: Path, people: Founders) -> None:
    make(tmp_path, people)
    opened = Founding.open(tmp_path, 0)

    assert opened.dispute() == ""
    opened.keep_dispute(b"checkpoint")

    assert "log-disputed" in opened.dispute()
    assert [file.read_bytes() for file in Directory(tmp_path).disputes.iterdir()] == [b"checkpoint"]
    opened.close()


def test_many_may_bring_the_same_checkpoint_at_once(tmp_path: Path, people: Founders) -> None:
    make(tmp_path, people)
    opened = Founding.open(tmp_path, 0)

    with ThreadPoolExecutor(8) as pool:
        for kept in [pool.submit(opened.keep_lost, b"checkpoint") for _ in range(64)]:
            kept.result()

    assert [file.read_bytes() for file in Directory(tmp_path).lost.iterdir()] == [b"checkpoint"]
    opened.close()
