"""A charter goes from hand to hand until every founder has signed it."""

from pathlib import Path

import pytest

from ledger.charter import Charter
from ledger.fingerprint import words
from tests.support.command import Ran, segel

ORIGIN = "segel.example/latihan/16.08"
NAMES = {"log": ORIGIN, "clerk": "16.08/panitera", "kpu": "16.08/kpu", "polri": "16.08/polri"}


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    """Return a folder with a key for each founder."""
    for short, name in NAMES.items():
        made = segel("key", "new", name, tmp_path / f"{short}.key")
        (tmp_path / f"{short}.vkey").write_text(made.out, encoding="utf-8")
    return tmp_path


def draft(folder: Path, *more: str) -> Ran:
    return segel(
        "charter", "draft", folder / "charter", "--operation", "Latihan",
        "--log", folder / "log.vkey", "--clerk", folder / "clerk.vkey",
        "--registrar", folder / "kpu.vkey", "--registrar", folder / "polri.vkey", *more,
    )  # fmt: skip


def sign(folder: Path, short: str) -> Ran:
    return segel("charter", "sign", folder / "charter", "--key", folder / f"{short}.key")


def test_it_is_complete_when_all_have_signed_in_any_order(folder: Path) -> None:
    assert draft(folder).status == 0
    still = [sign(folder, short).err for short in ("polri", "log", "kpu")]
    last = sign(folder, "clerk")

    charter = Charter.opened((folder / "charter").read_bytes())
    assert (charter.operation, charter.quorum) == ("Latihan", 2)
    assert all("still to sign" in line for line in still)
    assert "16.08/panitera" in still[-1]
    assert "16.08/kpu" not in still[-1]
    assert last.out.splitlines()[1].count(" ") == 7


def test_the_fingerprint_is_that_of_the_ledger_to_come(folder: Path) -> None:
    draft(folder)
    signed = [sign(folder, short) for short in NAMES]

    made = segel("init", folder / "ledger", "--charter", folder / "charter")

    assert made.status == 0
    assert made.out == signed[-1].out
    assert words(Charter.opened((folder / "charter").read_bytes()).log.public) not in made.out


def test_a_draft_is_never_written_over(folder: Path) -> None:
    draft(folder)

    ran = draft(folder)

    assert ran.status == 2
    assert "exists" in ran.err


def test_a_stranger_cannot_sign(folder: Path) -> None:
    draft(folder)
    before = (folder / "charter").read_bytes()
    segel("key", "new", "16.08/lain", folder / "lain.key")

    ran = sign(folder, "lain")

    assert ran.status == 2
    assert (folder / "charter").read_bytes() == before


@pytest.mark.parametrize("more", [("--quorum", "1"), ("--quorum", "3")])
def test_a_quorum_that_is_no_majority_or_too_many_is_wrong_use(
    folder: Path, more: tuple[str, ...]
) -> None:
    assert draft(folder, *more).status == 2
    assert not (folder / "charter").exists()


def test_a_key_that_cannot_be_read_is_wrong_use(folder: Path) -> None:
    (folder / "kpu.vkey").write_text("bukan kunci", encoding="utf-8")

    assert draft(folder).status == 2


def test_a_founder_reads_and_compares_before_signing(folder: Path) -> None:
    draft(folder)
    before = segel("charter", "show", folder / "charter")
    sign(folder, "kpu")
    after = segel("charter", "show", folder / "charter")

    opened = Charter.draft((folder / "charter").read_bytes())[0]
    assert before.out == after.out
    assert before.out.startswith(opened.text())
    assert words(opened.digest()) in before.out
    missing = "segel.example/latihan/16.08, 16.08/panitera, 16.08/kpu"
    assert f"belum menandatangani: {missing}" in before.err
    english = segel("--lang", "en", "charter", "show", folder / "charter")
    assert "still to sign: segel.example/latihan/16.08, 16.08/panitera" in english.err
    assert "16.08/kpu" not in after.err
    assert segel("charter", "show", folder / "kpu.key").status == 2


def test_a_draft_that_was_saved_off_a_code_is_signed_all_the_same(folder: Path) -> None:
    draft(folder)
    text = (folder / "charter").read_bytes().rstrip().replace(b"\n", b"\r\n")
    (folder / "charter").write_bytes(text)

    ran = segel("charter", "sign", folder / "charter", "--key", folder / "kpu.key", "--qr")

    opened, (signature,) = Charter.draft((folder / "charter").read_bytes())
    assert signature.line() in ran.out.splitlines()
    assert opened.operation == "Latihan"
