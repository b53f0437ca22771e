"""`segel equivocation`, and `segel verify` of what it wrote."""

from pathlib import Path

import pytest

from ledger.tlog.text import to_base64
from tests.support.command import Ran, segel
from tests.support.fork import Fork, fork


@pytest.fixture(name="parted")
def _parted() -> Fork:
    """Return two logs of one charter."""
    return fork()


@pytest.fixture(name="folder")
def _folder(parted: Fork, tmp_path: Path) -> Path:
    """Return a folder with checkpoints of both, the charter, and the right one as tiles."""
    for side in ("left", "right"):
        for size in (3, 7, 12):
            (tmp_path / f"{side}.{size}").write_bytes(parted.signed(side, size))
    (tmp_path / "charter").write_bytes(parted.left.founders.note)
    parted.right.publish(tmp_path / "tiles")
    return tmp_path


def verified(parted: Fork, folder: Path) -> Ran:
    return segel("verify", folder / "bukti", "--charter", to_base64(parted.left.fingerprint))


def test_one_size_and_two_roots_need_the_charter_alone(parted: Fork, folder: Path) -> None:
    ran = segel(
        "equivocation", folder / "left.7", folder / "right.7",
        "--charter-file", folder / "charter", "-o", folder / "bukti",
    )  # fmt: skip

    assert ran.status == 0, ran.err
    found = verified(parted, folder)
    assert found.status == 0
    assert found.out.splitlines()[-1].startswith("TERBUKTI: log menandatangani dua sejarah")
    assert segel("verify", folder / "bukti").status == 3


@pytest.mark.parametrize(
    "given", [("left.7", "right.12"), ("right.12", "left.7"), ("left.7",), ("left.3", "left.12")]
)
def test_a_source_lends_the_hashes_and_its_newest_checkpoint(
    parted: Fork, folder: Path, given: tuple[str, ...]
) -> None:
    ran = segel(
        "equivocation", *(folder / name for name in given),
        "--source", folder / "tiles", "-o", folder / "bukti",
    )  # fmt: skip

    assert ran.status == 0, ran.err
    assert verified(parted, folder).status == 0


@pytest.mark.parametrize("given", [("right.7", "right.12"), ("right.7",), ("left.3",)])
def test_what_can_both_be_true_is_no_proof(folder: Path, given: tuple[str, ...]) -> None:
    ran = segel(
        "equivocation", *(folder / name for name in given),
        "--source", folder / "tiles", "-o", folder / "bukti",
    )  # fmt: skip

    assert ran.status == 1
    assert "ini bukan bukti dua sejarah" in ran.err
    assert not (folder / "bukti").exists()


def test_a_source_that_is_too_small_is_said_to_be(parted: Fork, folder: Path) -> None:
    longer = fork(20).left
    (folder / "long").write_bytes(longer.founders.log.sign(longer.checkpoint().text()).serialise())
    ran = segel(
        "equivocation", folder / "long", "--source", folder / "tiles", "-o", folder / "bukti"
    )

    assert ran.status == 2
    assert "20" in ran.err
    assert parted.right.size == 12


@pytest.mark.parametrize("given", [("left.7",), ("left.7", "right.7"), ("left.7",) * 3])
def test_too_few_or_too_many_words_are_wrong_use(folder: Path, given: tuple[str, ...]) -> None:
    paths = [folder / name for name in given]

    assert segel("equivocation", *paths, "-o", folder / "bukti").status == 2


def test_a_flipped_byte_in_the_file_has_exit_status_1(parted: Fork, folder: Path) -> None:
    segel(
        "equivocation", folder / "left.7", folder / "right.7",
        "--charter-file", folder / "charter", "-o", folder / "bukti",
    )  # fmt: skip
    raw = (folder / "bukti").read_bytes()
    (folder / "bukti").write_bytes(raw[:-40] + bytes([raw[-40] ^ 1]) + raw[-39:])

    assert verified(parted, folder).status == 1
