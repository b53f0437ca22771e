"""`segel restore`: the server goes on from its mirror as if nothing had happened, or halts."""

import sqlite3
from pathlib import Path

import pytest

from ledger import key as keyfile
from ledger.application import Ledger
from ledger.tlog.text import to_base64
from tests.support.command import Ran, clock, segel
from tests.support.judgement import doctored, flipped
from tests.support.liar import Said, lying
from tests.support.log_builder import body
from tests.support.loss import wreck
from tests.support.practice import Practice, practice
from tests.support.process import process
from tests.tools.test_mirror import serving
from tests.tools.test_publication import files


@pytest.fixture(name="lost")
def _lost(tmp_path: Path) -> Practice:
    """Return a server that has been mirrored, and whose directory is still there to compare."""
    with practice(tmp_path / "ledger") as place:
        (device,) = place.enrols("16.08/kpu/gudang-01")
        for number in range(20):
            place.takes(device.says(body(number)))
            place.shows(device)
    assert segel("mirror", place.path, tmp_path / "mirror").status == 0
    return place


def restore(place: Practice, mirror: object, target: Path, *words: object) -> Ran:
    keys = ("--log-key", place.path / "keys/log.key", "--clerk-key", place.path / "keys/clerk.key")
    return segel("restore", mirror, target, *keys, *words)


def rows(folder: Path, sql: str) -> list[object]:
    connection = sqlite3.connect(folder / "ledger.db")
    found: list[object] = connection.execute(sql).fetchall()
    connection.close()
    return found


def test_what_was_mirrored_is_there_again_and_the_server_goes_on(
    lost: Practice, tmp_path: Path
) -> None:
    new = tmp_path / "new"
    ran = restore(lost, tmp_path / "mirror", new, "--guard", lost.path / "guard")

    assert ran.status == 0, ran.err
    assert "22 entri" in ran.out
    for sql in (
        "SELECT leaf_index, journal, sequence, topic, note, leaf_hash FROM entry",
        "SELECT * FROM checkpoint",
        "SELECT * FROM subtree",
        "SELECT * FROM head",
    ):
        assert rows(new, sql) == rows(lost.path, sql)
    assert files(new)["guard"] == files(lost.path)["guard"]
    assert segel("verify", new).status == 0
    with process(new) as (_, address):
        assert segel("verify", address, "--charter", lost.ledger.fingerprint()).status == 0
    lost.ledger = Ledger.open(new, clock)
    lost.enrols("16.08/kpu/gudang-02")
    lost.ledger.close()
    assert segel("mirror", new, tmp_path / "mirror").status == 0  # it has not forked


def test_a_mirror_is_restored_from_over_http_with_the_words(lost: Practice, tmp_path: Path) -> None:
    with serving(tmp_path / "mirror") as address:
        without = restore(lost, address, tmp_path / "new")
        given = restore(lost, address, tmp_path / "new", "--charter", lost.ledger.fingerprint())

    assert (without.status, given.status) == (2, 0)
    assert "pastikan tidak ada HP" in given.out


@pytest.mark.parametrize("number", range(2, 6))
def test_a_server_that_is_away_for_a_moment_escapes_no_check(
    lost: Practice, tmp_path: Path, number: int
) -> None:
    answers = iter(range(1_000))

    def away_once(said: Said) -> Said:
        return Said(403, said.kind, b"") if next(answers) == number else said

    with serving(tmp_path / "mirror") as address, lying(address, away_once) as mirror:
        ran = restore(lost, mirror, tmp_path / "new", "--charter", to_base64(bytes(32)))

    assert ran.status in {1, 3}, ran.out
    assert not (tmp_path / "new").exists()


def test_a_guard_ahead_halts_with_the_way_out(lost: Practice, tmp_path: Path) -> None:
    ledger = Ledger.open(lost.path, clock)
    lost.ledger = ledger
    lost.enrols("16.08/kpu/gudang-03")
    ledger.close()

    ran = restore(lost, tmp_path / "mirror", tmp_path / "new", "--guard", lost.path / "guard")

    assert ran.status == 1
    assert "23 entri pernah ditandatangani, cermin memegang 22" in ran.err
    assert "segel recover show" in ran.err
    served = segel("serve", tmp_path / "new", "--port", "0")
    assert served.status == 1
    assert segel("recover", "show", tmp_path / "new").status == 0


def test_a_checkpoint_from_a_phone_is_a_guard_too(lost: Practice, tmp_path: Path) -> None:
    phone = tmp_path / "seen"
    phone.write_bytes(files(tmp_path / "mirror")["checkpoint"])
    junk = tmp_path / "junk"
    junk.write_text("not a guard")

    refused = restore(lost, tmp_path / "mirror", tmp_path / "new", "--guard", junk)
    ran = restore(lost, tmp_path / "mirror", tmp_path / "new", "--guard", phone)

    assert (refused.status, ran.status) == (2, 0)


@pytest.mark.parametrize("name", ["tile/entries/000.p/22", "checkpoint", "checkpoints/000"])
def test_a_damaged_mirror_is_refused_and_the_place_is_named(
    lost: Practice, tmp_path: Path, name: str
) -> None:
    path = tmp_path / "mirror" / name
    path.write_bytes(flipped(path.read_bytes(), 60))

    ran = restore(lost, tmp_path / "mirror", tmp_path / "new")

    assert ran.status == 1, ran.err
    assert "leaf 0" in ran.err or "checkpoint" in ran.err
    assert not (tmp_path / "new").exists()


def test_other_keys_another_charter_and_a_full_directory_are_refused(
    lost: Practice, tmp_path: Path
) -> None:
    keyfile.save(tmp_path / "x.key", keyfile.generate("16.08/x"))
    mirror, new = tmp_path / "mirror", tmp_path / "new"
    keys = ("--log-key", tmp_path / "x.key", "--clerk-key", tmp_path / "x.key")

    assert segel("restore", mirror, new, *keys).status == 2
    assert restore(lost, mirror, new, "--charter", to_base64(bytes(32))).status == 1
    assert restore(lost, mirror, lost.path).status == 2
    assert not new.exists()


def test_a_ledgers_own_directory_can_be_restored_from_as_well(
    lost: Practice, tmp_path: Path
) -> None:
    assert restore(lost, lost.path, tmp_path / "new").status == 0
    broken = doctored(tmp_path / "new", "UPDATE entry SET note = note || x'0a' WHERE leaf_index=3")

    ran = restore(lost, broken, tmp_path / "other")

    assert ran.status == 1
    assert "leaf 3" in ran.err


def test_what_was_lost_before_is_no_dispute_after_restoring(tmp_path: Path) -> None:
    with wreck(tmp_path / "ledger") as broken:
        broken.recovered()
        broken.place.ledger.close()
        place, tail = broken.place, broken.checkpoint
        segel("mirror", place.path, tmp_path / "mirror")
        (tmp_path / "tail").write_bytes(tail)

        forgetful = restore(place, tmp_path / "mirror", tmp_path / "forgetful")
        ran = restore(place, tmp_path / "mirror", tmp_path / "new", "--lost", tmp_path / "tail")

        assert (forgetful.status, ran.status) == (0, 0), ran.err
        place.ledger = Ledger.open(tmp_path / "new", clock)
        place.ledger.challenge(tail)
        assert place.ledger.is_halted == ""
    assert segel("verify", tmp_path / "new").status == 0


def test_a_lost_tail_of_which_no_recovery_speaks_is_refused(lost: Practice, tmp_path: Path) -> None:
    checkpoint = tmp_path / "mirror" / "checkpoint"

    ran = restore(lost, tmp_path / "mirror", tmp_path / "new", "--lost", checkpoint)

    assert ran.status == 1
    assert "no recovery speaks" in ran.err
