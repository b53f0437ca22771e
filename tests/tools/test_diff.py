"""`segel diff`: one history or two, whatever the two were kept in, in words and as a status."""

import json
from pathlib import Path
from typing import Any

import pytest

from ledger.tlog.text import to_base64
from tests.support.command import Ran, segel
from tests.support.device import founders
from tests.support.fork import Fork, fork
from tests.support.log_builder import LogBuilder


@pytest.fixture(name="parted")
def _parted() -> Fork:
    """Two logs of one charter, alike in three leaves."""
    return fork()


@pytest.fixture(name="folder")
def _folder(parted: Fork, tmp_path: Path) -> Path:
    """Checkpoints of both, both as a ledger and as tiles, and an older copy of one."""
    for side in ("left", "right"):
        for size in (3, 7, 12):
            (tmp_path / f"{side}.{size}").write_bytes(parted.signed(side, size))
    (tmp_path / "charter").write_bytes(parted.left.founders.note)
    parted.left.write(tmp_path / "ledger")
    parted.right.publish(tmp_path / "tiles")
    fork(7).right.publish(tmp_path / "older")
    fork(20).right.publish(tmp_path / "longer")
    return tmp_path


def diff(folder: Path, old: str, new: str, *more: object) -> Ran:
    return segel("diff", folder / old, folder / new, "-o", folder / "bukti", *more)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("right.7", "tiles", "✓ satu sejarah: BARU memuat semua entri LAMA dan menambah 5"),
        ("older", "tiles", "✓ satu sejarah: BARU memuat semua entri LAMA dan menambah 5"),
        ("left.3", "longer", "✓ satu sejarah: BARU memuat semua entri LAMA dan menambah 17"),
        ("right.12", "tiles", "✓ satu sejarah: keduanya pohon yang sama"),
        ("left.7", "ledger", "✓ satu sejarah: BARU memuat semua entri LAMA dan menambah 5"),
        ("tiles", "right.7",
         "✓ satu sejarah, tetapi BARU lebih pendek: 5 entri terakhir LAMA tidak ada di sana"),
    ],
)  # fmt: skip
def test_what_goes_on_from_the_older_is_one_history(
    folder: Path, old: str, new: str, said: str
) -> None:
    ran = diff(folder, old, new)

    assert (ran.status, ran.err) == (0, "")
    assert ran.out.splitlines()[2] == said
    assert not (folder / "bukti").exists()


@pytest.mark.parametrize(
    ("old", "new"),
    [("left.7", "tiles"), ("ledger", "tiles"), ("ledger", "longer"), ("tiles", "left.7")],
)
def test_two_histories_leave_proof_that_anybody_can_verify(
    parted: Fork, folder: Path, old: str, new: str
) -> None:
    ran = diff(folder, old, new)

    assert ran.status == 1, ran.err
    assert ran.out.splitlines()[2].startswith("✗ dua sejarah: log menandatangani dua pohon")
    found = segel("verify", folder / "bukti", "--charter", to_base64(parted.left.fingerprint))
    assert found.status == 0
    assert found.out.splitlines()[-1].startswith("TERBUKTI")


def test_two_copies_name_the_first_leaf_in_which_they_differ(folder: Path) -> None:
    found = value(folder, "ledger", "longer")

    assert (found["relation"], found["exit"]) == ("parted", 1)
    assert found["parting"] == {
        "leaf": 3,
        "old": "16.08/kpu/gudang-01 1",
        "new": "16.08/kpu/gudang-01 1",
    }
    assert value(folder, "left.7", "tiles")["parting"] is None


def value(folder: Path, old: str, new: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(diff(folder, old, new, "--json").out)
    return found


def test_two_checkpoints_of_one_size_need_the_charter_alone(folder: Path) -> None:
    charter = ("--charter-file", folder / "charter")

    assert diff(folder, "left.7", "left.7", *charter).status == 0
    assert diff(folder, "left.7", "right.7", *charter).status == 1
    assert (folder / "bukti").exists()
    assert diff(folder, "left.7", "right.7").status == 2


@pytest.mark.parametrize(("old", "new"), [("older", "right.12"), ("left.12", "older")])
def test_of_the_larger_tree_a_checkpoint_alone_decides_nothing(
    folder: Path, old: str, new: str
) -> None:
    ran = diff(folder, old, new)

    assert ran.status == 3
    assert ran.out.splitlines()[2].startswith("? belum dapat diputuskan")


def test_a_checkpoint_of_somebody_else_is_bad_evidence(folder: Path) -> None:
    (folder / "theirs").write_bytes((folder / "left.7").read_bytes().replace(b"\n7\n", b"\n8\n"))

    ran = diff(folder, "theirs", "tiles")

    assert ran.status == 1
    assert "tidak ditandatangani log ini" in ran.err


def test_a_copy_whose_hashes_were_changed_is_bad_evidence(folder: Path) -> None:
    tile = next((folder / "tiles" / "tile" / "0").rglob("*.p/*"))
    tile.write_bytes(bytes(32) + tile.read_bytes()[32:])

    assert diff(folder, "right.7", "tiles").status == 1


def test_two_ledgers_cannot_be_compared(folder: Path) -> None:
    LogBuilder(founders(quorum=3)).publish(folder / "other")

    ran = diff(folder, "other", "tiles")

    assert ran.status == 2
    assert "ini buku besar yang berlainan" in ran.err


def test_what_is_not_there_is_wrong_use(folder: Path) -> None:
    assert diff(folder, "nowhere", "tiles").status == 2
    assert segel("diff", folder / "left.7", "http://127.0.0.1:9").status == 3


def test_it_is_told_in_english_too(folder: Path) -> None:
    ran = diff(folder, "right.7", "tiles", "--lang", "en")

    assert ran.out.splitlines()[2] == "✓ one history: NEW holds every entry of OLD and adds 5"
