"""A copy of a ledger is whole and proven; a ledger restored from it goes on and never forks."""

import json
import sqlite3
import stat
from hashlib import sha256
from pathlib import Path

import pytest

from ledger.album import place_of
from ledger.application import Ledger
from projections.vault import Vault
from tests.support.command import Ran, clock, segel
from tests.support.device import Device
from tests.support.log_builder import body
from tests.support.practice import Practice, practice
from tests.tools.test_publication import files
from tools.backup import Record, copy_database

PHOTO = b"\xff\xd8\xffpicture"


@pytest.fixture(name="place")
def _place(tmp_path: Path) -> Practice:
    """Return an open ledger with openings, readers and a photograph beside it."""
    with practice(tmp_path / "ledger") as place:
        (device,) = place.enrols("16.08/kpu/gudang-01")
        says(place, device, *range(5))
        Vault.open(place.path / "vault.db", place.ledger.tree).close()
    who = ("--role", "auditor", "--name", "Bawaslu")
    assert segel("reader", "token", place.path, *who).status == 0
    digest = sha256(PHOTO).digest()
    photo = place_of(place.path / "photos", digest)
    photo.parent.mkdir(parents=True)
    photo.write_bytes(PHOTO)
    place.ledger = Ledger.open(place.path, clock)
    return place


def says(place: Practice, device: Device, *numbers: int) -> None:
    for number in numbers:
        place.takes(device.says(body(number)))
        place.shows(device)


def restore(place: Practice, copy: Path, target: Path, *words: object) -> Ran:
    keys = ("--log-key", place.path / "keys/log.key", "--clerk-key", place.path / "keys/clerk.key")
    return segel("restore", copy, target, *keys, *words)


def entries(folder: Path) -> int:
    connection = sqlite3.connect(f"{(folder / 'ledger.db').as_uri()}?mode=ro", uri=True)
    (count,) = connection.execute("SELECT count(*) FROM entry").fetchone()
    connection.close()
    return int(count)


def test_an_open_ledger_is_copied_whole_and_without_its_keys(
    place: Practice, tmp_path: Path
) -> None:
    ran = segel("backup", place.path, tmp_path / "copy")
    place.ledger.close()

    assert ran.status == 0, ran.err
    assert sorted(path.name for path in (tmp_path / "copy").iterdir()) == [
        *("backup.json", "charter.hash", "guard.then", "ledger.db", "photos"),
        *("readers.db", "vault.db"),
    ]
    assert segel("verify", tmp_path / "copy").status == 0
    assert [path.read_bytes() for path in (tmp_path / "copy/photos").glob("*/*")] == [PHOTO]
    modes = {stat.S_IMODE(p.stat().st_mode) for p in (tmp_path / "copy").iterdir() if p.is_file()}
    assert stat.S_IMODE((tmp_path / "copy").stat().st_mode) == 0o700
    assert modes <= {0o600, 0o644}
    assert stat.S_IMODE((tmp_path / "copy/vault.db").stat().st_mode) == 0o600
    assert Record.read(tmp_path / "copy") == Record.read(place.path)


def test_a_copy_is_one_moment_while_notes_come_in(place: Practice, tmp_path: Path) -> None:
    (device,) = place.enrols("16.08/kpu/gudang-02")
    for number in range(3):
        says(place, device, number)
        ran = segel("backup", place.path, tmp_path / f"copy-{number}")
        says(place, device, number + 10)
        assert ran.status == 0, ran.err
        assert entries(tmp_path / f"copy-{number}") == entries(place.path) - 1
    place.ledger.close()


def test_a_restored_copy_goes_on_with_all_that_stood_beside_the_log(
    place: Practice, tmp_path: Path
) -> None:
    assert segel("backup", place.path, tmp_path / "copy").status == 0
    place.ledger.close()

    ran = restore(place, tmp_path / "copy", tmp_path / "new", "--guard", place.path / "guard")

    assert ran.status == 0, ran.err
    assert files(tmp_path / "new")["guard"] == files(place.path)["guard"]
    assert "Bawaslu" in segel("reader", "list", tmp_path / "new").out
    assert [path.read_bytes() for path in (tmp_path / "new/photos").glob("*/*")] == [PHOTO]
    assert (tmp_path / "new/vault.db").exists()
    place.path, before = tmp_path / "new", entries(tmp_path / "new")
    place.ledger = Ledger.open(place.path, clock)
    place.enrols("16.08/kpu/gudang-09")
    place.ledger.close()
    assert entries(place.path) == before + 1
    assert segel("verify", place.path).status == 0


def test_an_old_copy_under_a_newer_guard_halts_instead_of_signing_a_second_history(
    place: Practice, tmp_path: Path
) -> None:
    assert segel("backup", place.path, tmp_path / "copy").status == 0
    place.enrols("16.08/kpu/gudang-02")
    place.ledger.close()

    ran = restore(place, tmp_path / "copy", tmp_path / "new", "--guard", place.path / "guard")
    served = segel("serve", tmp_path / "new", "--port", "0")

    assert ran.status == 1
    assert "berhenti sampai dipulihkan" in ran.err
    assert served.status == 1
    assert "penyimpanan hilang" in served.err


def test_a_copy_alone_is_not_taken_for_the_newest(place: Practice, tmp_path: Path) -> None:
    assert segel("backup", place.path, tmp_path / "copy").status == 0
    place.ledger.close()

    unguarded = restore(place, tmp_path / "copy", tmp_path / "new")
    served = segel("serve", tmp_path / "copy", "--port", "0")

    assert unguarded.status == 2
    assert "guard.then" in unguarded.err
    assert not (tmp_path / "new").exists()
    assert served.status == 1  # it has no keys, and no guard


def test_keys_beside_a_copy_do_not_make_a_ledger_of_it(place: Practice, tmp_path: Path) -> None:
    assert segel("backup", place.path, tmp_path / "copy").status == 0
    place.ledger.close()
    (place.path / "keys").rename(tmp_path / "copy/keys")

    served = segel("serve", tmp_path / "copy", "--port", "0")

    assert served.status == 1
    assert "is missing or old" in served.err


def test_a_damaged_log_is_not_copied(place: Practice, tmp_path: Path) -> None:
    place.ledger.close()
    connection = sqlite3.connect(place.path / "ledger.db")
    for (name,) in connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("UPDATE entry SET note = note || x'0a' WHERE leaf_index = 3")
    connection.commit()
    connection.close()

    ran = segel("backup", place.path, tmp_path / "copy")

    assert ran.status == 1
    assert "salinan tidak lulus pemeriksaan" in ran.err
    assert not (tmp_path / "copy").exists()
    assert not (tmp_path / ".copy.copying").exists()
    assert Record.read(place.path) is None


def test_a_damaged_photograph_is_counted_and_left_out(place: Practice, tmp_path: Path) -> None:
    place.ledger.close()
    (photo,) = (place.path / "photos").glob("*/*")
    photo.write_bytes(b"changed")

    ran = segel("backup", place.path, tmp_path / "copy")

    assert ran.status == 1
    assert "rusak / damaged 1" in ran.out
    assert list((tmp_path / "copy/photos").glob("*/*")) == []


def test_photographs_can_be_left_out(place: Practice, tmp_path: Path) -> None:
    place.ledger.close()

    ran = segel("backup", place.path, tmp_path / "copy", "--no-photos")

    assert ran.status == 0, ran.err
    assert not (tmp_path / "copy/photos").exists()
    assert json.loads((tmp_path / "copy/backup.json").read_text())["photos"] is None


@pytest.mark.parametrize("there", ["file", "folder"])
def test_what_is_there_is_never_written_over(place: Practice, tmp_path: Path, there: str) -> None:
    place.ledger.close()
    target = tmp_path / "copy"
    if there == "file":
        target.write_text("mine")
    else:
        target.mkdir()
        (target / "mine").write_text("mine")

    ran = segel("backup", place.path, target)

    assert ran.status == 2
    assert (target if there == "file" else target / "mine").read_text() == "mine"


def test_a_folder_without_a_ledger_is_said_so(tmp_path: Path) -> None:
    ran = segel("backup", tmp_path, tmp_path / "copy")

    assert ran.status == 2
    assert list(tmp_path.iterdir()) == []


def test_a_quiet_database_is_copied_without_leaving_anything_beside_it(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "one.db")
    connection.execute("PRAGMA journal_mode=wal")
    connection.execute("CREATE TABLE one (number)")
    connection.close()

    copy_database(tmp_path / "one.db", tmp_path / "two.db")

    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.db", "two.db"]
