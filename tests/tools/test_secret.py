"""Keys are made once, kept from others' eyes, and shown by their public half."""

import stat
from pathlib import Path

import pytest

from ledger import key as keyfile
from ledger.fingerprint import words
from ledger.tlog.note import VerifierKey
from tests.support.command import Place, place, segel
from tests.support.device import Device
from tests.support.log_builder import story


@pytest.fixture(name="made")
def _made(tmp_path: Path) -> Place:
    """Return a founded ledger."""
    return place(tmp_path)


def test_a_new_key_is_for_its_owner_alone_and_prints_its_public_half(tmp_path: Path) -> None:
    file = tmp_path / "keys" / "hp.key"

    ran = segel("key", "new", "16.08/kpu/gudang-01", file)

    assert ran.status == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert VerifierKey.parse(ran.out.strip()) == keyfile.load(file).verifier
    assert file.read_text(encoding="utf-8").startswith("PRIVATE+KEY+16.08/kpu/gudang-01+")
    assert segel("key", "show", file).out == ran.out


def test_a_key_is_never_written_over(tmp_path: Path) -> None:
    file = tmp_path / "hp.key"
    segel("key", "new", "16.08/kpu/gudang-01", file)
    before = file.read_bytes()

    ran = segel("key", "new", "16.08/kpu/gudang-01", file)

    assert ran.status == 2
    assert file.read_bytes() == before


@pytest.mark.parametrize("name", ["dua kata", "a+b", ""])
def test_a_name_that_no_note_could_carry_is_wrong_use(tmp_path: Path, name: str) -> None:
    assert segel("key", "new", name, tmp_path / "hp.key").status == 2
    assert list(tmp_path.iterdir()) == []


def test_a_folder_without_a_log_has_no_key_to_show(tmp_path: Path) -> None:
    ran = segel("key", "show", tmp_path)

    assert ran.status == 2
    assert "no log here" in ran.err


def test_a_ledger_shows_its_logs_key_and_its_fingerprint(tmp_path: Path) -> None:
    log = story()

    ran = segel("key", "show", log.write(tmp_path / "ledger"))

    verifier, _, spoken = ran.out.splitlines()
    assert verifier == str(log.founders.log.verifier)
    assert spoken == words(log.fingerprint)


def test_a_request_is_what_the_register_takes(tmp_path: Path) -> None:
    made = Device.named("16.08/kpu/gudang-01")
    keyfile.save(tmp_path / "hp.key", made.key)

    ran = segel("key", "request", tmp_path / "hp.key", "--origin", made.origin)

    assert ran.out.strip() == made.enrol_line()


def test_a_key_moves_into_the_journal_that_it_begins(made: Place) -> None:
    assert not (made.folder / "kpu.key").exists()
    assert stat.S_IMODE((made.registrar / "key").stat().st_mode) == 0o600
    first = (made.registrar / "begin").read_text(encoding="utf-8").splitlines()
    assert first[1:4] == [made.origin, "16.08/kpu 0", made.fingerprint]


def test_a_journal_is_begun_once(made: Place) -> None:
    segel("key", "new", "16.08/kpu", made.folder / "again.key")

    ran = segel(
        "key", "begin", made.registrar, made.folder / "again.key", "--origin", made.origin,
        "--after", made.fingerprint,
    )  # fmt: skip

    assert ran.status == 2
    assert (made.folder / "again.key").exists()


def test_a_file_that_is_no_key_is_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "hp.key").write_text("bukan kunci", encoding="utf-8")

    ran = segel("key", "show", tmp_path / "hp.key")

    assert ran.status == 2
    assert "bukan kunci" not in ran.err
