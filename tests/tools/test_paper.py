"""A sheet of paper from end to end: drawn, photographed, judged."""

import json
from pathlib import Path

import pytest

from ledger.fingerprint import words
from tests.support.command import segel
from tests.support.cosigned import cosigned, policy_text
from tests.support.log_builder import LogBuilder


@pytest.fixture(name="log")
def _log() -> LogBuilder:
    """Return a log of 12 leaves, cosigned by four."""
    return cosigned()[0]


@pytest.fixture(name="folder")
def _folder(log: LogBuilder, tmp_path: Path) -> Path:
    """Return a folder with the ledger and the policy."""
    log.write(tmp_path / "ledger")
    text = policy_text(log.founders.log.verifier)
    (tmp_path / "policy").write_text(text, encoding="utf-8")
    return tmp_path


def drawn(folder: Path, leaf: int = 5, suffix: str = "png", *more: object) -> Path:
    out = folder / f"daun{leaf}.{suffix}"
    ran = segel("paper", folder / "ledger", "--leaf", leaf, "-o", out, *more)
    assert ran.status == 0, ran.err
    return out


def test_a_sheet_is_proven_by_a_policy(log: LogBuilder, folder: Path) -> None:
    sheet = drawn(folder, 5, "png", "--policy", folder / "policy")
    ran = segel("verify", "--qr", sheet, "--policy", folder / "policy")

    assert ran.status == 0, ran.out
    lines = ran.out.splitlines()
    assert lines[-1].startswith("TERBUKTI: daun 5 ada dalam buku")
    assert any("sah 3: bawaslu, " in line for line in lines)
    assert any("16.08/kpu/gudang-01 3: {" in line for line in lines)
    assert any("tidak dibuktikan" in line for line in lines)
    assert log.size == 12


def test_eight_words_and_the_sheet_of_leaf_0_are_enough(log: LogBuilder, folder: Path) -> None:
    sheets = drawn(folder, 5), drawn(folder, 0)
    with_words = segel("verify", "--qr", *sheets, "--charter", words(log.fingerprint))
    assert with_words.status == 0, with_words.out
    assert segel("verify", "--qr", *sheets).status == 3
    assert segel("verify", "--qr", *sheets, "--charter", "00" * 32).status == 1


def test_the_charter_may_come_as_a_file(log: LogBuilder, folder: Path) -> None:
    (folder / "piagam").write_bytes(log.founders.note)
    sheet = drawn(folder)

    ran = segel("verify", "--qr", sheet, folder / "piagam", "--charter", words(log.fingerprint))
    assert ran.status == 0, ran.out


def test_without_trust_a_sheet_shows_the_eight_words(log: LogBuilder, folder: Path) -> None:
    sheet = drawn(folder)
    ran = segel("verify", "--qr", sheet)

    assert ran.status == 3
    assert words(log.fingerprint) in ran.out
    alone = segel("verify", "--qr", sheet, "--charter", words(log.fingerprint))
    assert alone.status == 3
    assert "lembar daun 0" in alone.out


def test_json_tells_the_same(folder: Path) -> None:
    ran = segel("verify", "--qr", drawn(folder), "--json")

    assert json.loads(ran.out)["verdict"] == "undecided"


def test_an_svg_is_drawn_for_the_printer(folder: Path) -> None:
    text = drawn(folder, 5, "svg").read_text(encoding="utf-8")

    assert text.startswith("<svg xmlns")
    assert text.count("<svg") == 3
    assert "bukti daun 5" in text


def test_a_published_folder_can_be_put_on_paper(log: LogBuilder, folder: Path) -> None:
    log.publish(folder / "salinan")
    out = folder / "x.png"
    assert segel("paper", folder / "salinan", "--leaf", 3, "-o", out).status == 0
    text = segel("paper", folder / "salinan", "--leaf", 3, "-o", out, "--policy", folder / "policy")
    assert text.status == 3
    assert "kebijakan saksi" in text.err


@pytest.mark.parametrize("leaf", [12, 99])
def test_a_leaf_that_is_not_covered_is_undecided(folder: Path, leaf: int) -> None:
    ran = segel("paper", folder / "ledger", "--leaf", leaf, "-o", folder / "x.svg")

    assert ran.status == 3
    assert not (folder / "x.svg").exists()


def test_another_kind_of_file_is_wrong_use(folder: Path) -> None:
    ledger = folder / "ledger"

    assert segel("paper", ledger, "--leaf", 5, "-o", folder / "x.pdf").status == 2
    assert segel("verify", ledger, ledger).status == 2
