"""`segel bundle` as an auditor's clerk runs it, and `segel verify` of what it wrote."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.bundle import Bundle
from ledger.tlog.text import to_base64
from tests.support.command import segel
from tests.support.practice import Practice, practice

PLACE = "16.08/GDG-01"
VISIT: dict[str, object] = {
    "kind": "VisitorReported",
    "at": "2024-11-25T08:01:02.345+07:00",
    "place": PLACE,
    "visitor": {"sd": to_base64(bytes(32)), "class": "pribadi"},
    "purpose": "hitung",
}


@pytest.fixture(name="place", scope="module")
def _place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Practice]:
    """A ledger with three visits, folded, and its server still at work."""
    folder = tmp_path_factory.mktemp("bundle") / "ledger"
    with practice(folder) as place:
        (device,) = place.enrols("16.08/kpu/gudang-01")
        for _ in range(3):
            place.takes(device.says(VISIT))
        place.ledger.close()
        assert segel("rebuild", folder).status == 0
        place.reopen()
        yield place


def test_a_file_about_a_journal_is_proven_without_the_ledger(
    place: Practice, tmp_path: Path
) -> None:
    file = tmp_path / "gudang.bukti"

    made = segel("bundle", place.path, "--journal", "16.08/kpu/gudang-01", "-o", file)
    judged = segel("--lang", "en", "verify", file, "--charter", charter(place))

    assert made.status == 0
    assert made.out.startswith(f"{file}: 4 catatan dipilih / notes chosen, 5 semuanya / in all, ")
    assert judged.status == 0, judged.out
    assert "What this does NOT prove:" in judged.out
    assert judged.out.splitlines()[-1].startswith("PROVEN  5 entries")


def test_without_the_charter_it_is_undecided(place: Practice, tmp_path: Path) -> None:
    file = tmp_path / "gudang.bukti"
    segel("bundle", place.path, "--leaf", "2", "-o", file)

    assert segel("verify", file).status == 3
    assert json.loads(segel("verify", file, "--json").out)["statements"][0]["leaf"] == 2


def test_a_changed_file_fails(place: Practice, tmp_path: Path) -> None:
    file = tmp_path / "gudang.bukti"
    segel("bundle", place.path, "--leaf", "2", "-o", file)
    file.write_bytes(file.read_bytes().replace(b"hitung", b"hutang", 1))

    judged = segel("--lang", "en", "verify", file, "--charter", charter(place))

    assert judged.status == 1
    assert "the seal is broken" in judged.out


def test_every_flipped_bit_of_the_first_line_is_a_verdict_too(
    place: Practice, tmp_path: Path
) -> None:
    file = tmp_path / "gudang.bukti"
    segel("bundle", place.path, "--leaf", "2", "-o", file)
    raw = file.read_bytes()
    for at in range(raw.index(b"\n") + 1):
        for bit in range(8):
            file.write_bytes(raw[:at] + bytes([raw[at] ^ 1 << bit]) + raw[at + 1 :])
            assert segel("verify", file, "--charter", charter(place)).status in {1, 3}


def test_the_same_question_gives_the_same_file(place: Practice, tmp_path: Path) -> None:
    asked = ("--from", "2024-11-25T08:00:00+07:00", "--to", "2024-11-25T02:00:00Z")
    for name in ("a", "b"):
        assert segel("bundle", place.path, *asked, "-o", tmp_path / name).status == 0

    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    chosen = [
        one.leaf_index
        for one in Bundle.parse((tmp_path / "a").read_bytes()).leaves
        if one.is_chosen
    ]
    assert chosen == [2, 3, 4]


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ((), 2),
        (("--box", "1", "--place", "2"), 2),
        (("--from", "2024-11-25T08:00:00Z"), 2),
        (("--from", "kemarin", "--to", "hari-ini"), 2),
        (("--from", "2024-11-25T08:00:00", "--to", "2024-11-25T09:00:00"), 2),
        (("--box", "\n"), 2),
        (("--box", "16.08-tidak-ada"), 1),
    ],
)
def test_what_cannot_be_asked_is_said(
    place: Practice, tmp_path: Path, asked: tuple[str, ...], status: int
) -> None:
    ran = segel("bundle", place.path, *asked, "-o", tmp_path / "x")

    assert ran.status == status
    assert ran.err
    assert not (tmp_path / "x").exists()


def test_a_place_that_cannot_be_written_is_named(place: Practice, tmp_path: Path) -> None:
    ran = segel("bundle", place.path, "--leaf", "2", "-o", tmp_path / "tidak" / "ada")

    assert ran.status == 1
    assert "tidak/ada" in ran.err


def test_a_folder_that_is_no_ledger_or_is_not_folded_is_named(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with practice(tmp_path / "raw"):
        pass

    empty = segel("bundle", tmp_path / "empty", "--leaf", "0", "-o", tmp_path / "x")
    raw = segel("bundle", tmp_path / "raw", "--leaf", "0", "-o", tmp_path / "x")

    assert (empty.status, raw.status) == (1, 3)
    assert "segel rebuild" in raw.err


def charter(place: Practice) -> str:
    return (place.path / "charter.hash").read_text().strip()
