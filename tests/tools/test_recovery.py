"""The commands around a lost disk: each says what to do, and none does more than it says."""

from pathlib import Path

import pytest

from ledger.journal import Entry
from tests.support.command import Place, place, segel

ROOT = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="


@pytest.fixture(name="made")
def _made(tmp_path: Path) -> Place:
    return place(tmp_path)


@pytest.mark.parametrize("command", ["show", "apply"])
def test_a_log_that_misses_nothing_is_left_alone(made: Place, command: str) -> None:
    segel("recover", "sign", made.registrar, f"recover 1 {ROOT}")
    words = [made.registrar] if command == "apply" else []

    ran = segel("recover", command, made.ledger, *words)

    assert ran.status == 1
    assert "nothing is missing" in ran.err
    assert "Langkah: lihat `segel recover show`" in ran.err
    assert not (made.ledger / "lost").exists()


def test_a_registrar_signs_the_line_in_a_note_that_cites_the_tree_itself(made: Place) -> None:
    ran = segel("recover", "sign", made.registrar, f"recover 1 {ROOT}")

    entry = Entry.parse(Path(ran.out.strip()).read_bytes())
    assert entry.body == f"recover 1 {ROOT}"
    assert entry.header.size == 1


def test_new_witnesses_can_be_named_along_with_it(made: Place, tmp_path: Path) -> None:
    policy = tmp_path / "policy"
    policy.write_text("quorum none\n", encoding="utf-8")

    ran = segel("recover", "sign", made.registrar, f"recover 1 {ROOT}", "--policy", policy)

    entry = Entry.parse(Path(ran.out.strip()).read_bytes())
    assert entry.body.splitlines()[1] == "policy cXVvcnVtIG5vbmUK"


@pytest.mark.parametrize(
    "line", ["", "recover", "recover 1", f"recover x {ROOT}", "recover 1 AAAA", f"revoke 1 {ROOT}"]
)
def test_a_line_that_was_not_printed_by_show_is_not_signed(made: Place, line: str) -> None:
    assert segel("recover", "sign", made.registrar, line).status == 2
    assert not list(made.registrar.glob("*.note"))


def test_what_is_no_note_is_not_handed_in(made: Place, tmp_path: Path) -> None:
    stray = tmp_path / "x.note"
    stray.write_text("x\n", encoding="utf-8")

    ran = segel("recover", "apply", made.ledger, stray)

    assert ran.status == 2
    assert "give signed notes" in ran.err


def test_what_is_no_ledger_is_said(tmp_path: Path) -> None:
    assert segel("recover", "show", tmp_path).status == 1
