"""A receipt is believed with its proofs; what it replaces is kept; a recovery needs its quorum."""

import json
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from ledger.application import Ledger
from ledger.journal import Entry
from ledger.receipt import Receipt
from ledger.tlog.text import to_base64
from tests.support.loss import Wreck, wreck
from tests.support.practice import NOW, Practice, practice
from tools.logbook import Logbook, receipt_of
from tools.reception import Reply, is_elsewhere, keep

NOTE = "000000.note"


def told(receipt: Receipt) -> dict[str, Any]:
    """Return a receipt as a server tells it."""
    members: dict[str, Any] = {
        "leaf_index": receipt.leaf_index,
        "checkpoint": receipt.checkpoint.decode(),
        "inclusion": [to_base64(one) for one in receipt.inclusion],
        "consistency": [to_base64(one) for one in receipt.consistency],
    }
    if receipt.recovery is not None:
        members["recovery"] = {
            "size": receipt.recovery.size,
            "root": to_base64(receipt.recovery.root),
            "notes": [note.decode() for note in receipt.words],
        }
    return members


def kept(place: Practice, path: Path, raw: bytes, receipt: dict[str, Any]) -> int:
    path.write_bytes(raw)
    return keep(path, raw, Reply(receipt), place.founders.charter)


def test_a_receipt_is_kept_beside_its_note(tmp_path: Path) -> None:
    with practice(tmp_path / "ledger") as place:
        (guard,) = place.enrols("16.08/kpu/gudang-03")
        raw = guard.says({"kind": "Coba"})
        receipt = told(place.takes(raw))

        assert kept(place, tmp_path / NOTE, raw, receipt) == 0
        assert not is_elsewhere(tmp_path / NOTE, Reply(receipt))
        assert is_elsewhere(tmp_path / NOTE, Reply({**receipt, "leaf_index": 9}))
        assert not is_elsewhere(tmp_path / NOTE, Reply(None))
        assert receipt_of(tmp_path / NOTE).exists()


@pytest.fixture(name="lost")
def _lost(tmp_path: Path) -> Any:
    with wreck(tmp_path / "ledger") as found:
        yield found


def journal(lost: Wreck, folder: Path) -> Path:
    """Return a folder that holds the checkpoint of what was lost."""
    folder.mkdir()
    (folder / "begin").touch()
    (folder / "checkpoint").write_bytes(lost.checkpoint)
    return folder / NOTE


def moved(note: Path, index: int) -> None:
    receipt_of(note).write_text(f'{{"leaf_index": {index}}}\n', encoding="utf-8")


def test_what_a_recovered_log_takes_again_replaces_what_was_lost(
    lost: Wreck, tmp_path: Path
) -> None:
    lost.recovered()
    note = journal(lost, tmp_path / "gudang")
    moved(note, 4)
    for raw in lost.kept[2:]:
        lost.place.takes(raw)
    last = lost.guard.says({"kind": "Coba"})
    receipt = told(lost.place.takes(last))

    assert kept(lost.place, note, last, receipt) == 0
    assert note.with_name("000000.4.lost-receipt").exists()


def test_no_recovery_is_believed_twice(
    lost: Wreck, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place, guard = lost.place, lost.guard
    lost.recovered()
    note = journal(lost, tmp_path / "gudang")
    place.ledger.close()
    copytree(place.path, tmp_path / "other")
    place.ledger = Ledger.open(place.path, lambda: NOW)
    guard.sees(*Logbook(note.parent).seen())
    waiting = [*lost.kept[2:], *(guard.says({"kind": "Coba", "nomor": n}) for n in range(2))]
    paths = [note.with_name(f"{Entry.parse(raw).header.sequence:06}.note") for raw in waiting]
    for path, raw in zip(paths, waiting, strict=True):  # all signed before the loss was known
        path.write_bytes(raw)
    for path, raw in zip(paths, waiting, strict=True):
        assert kept(place, path, raw, told(place.takes(raw))) == 0
    held = Logbook(note.parent).seen()
    assert held[1] == place.ledger.tree.subtrees.root(held[0])

    place.ledger.close()  # the server shows this phone what has gone on from there without it
    place.ledger = Ledger.open(tmp_path / "other", lambda: NOW)
    place.enrols("16.08/kpu/gudang-09")
    for raw in waiting:
        place.takes(raw)
    guard.sees(*held)
    raw = guard.says({"kind": "Coba"})
    receipt = told(place.takes(raw))

    assert kept(place, note.with_name("000009.note"), raw, receipt) == 1
    assert "✗" in capsys.readouterr().out
    assert Logbook(note.parent).seen() == held


def test_an_old_note_brings_no_second_root_and_moves_only_once(lost: Wreck, tmp_path: Path) -> None:
    place = lost.place
    lost.recovered()
    note = journal(lost, tmp_path / "gudang")
    place.ledger.close()
    copytree(place.path, tmp_path / "other")
    place.ledger = Ledger.open(place.path, lambda: NOW)
    said = {2: lost.kept[2], 3: lost.kept[3], 4: lost.guard.says({"kind": "Coba"})}
    for number, raw in said.items():
        note.with_name(f"{number:06}.note").write_bytes(raw)
    for number, raw in said.items():
        path = note.with_name(f"{number:06}.note")
        assert kept(place, path, raw, told(place.takes(raw))) == 0
    held = Logbook(note.parent).seen()
    assert held[1] == place.ledger.tree.subtrees.root(held[0])

    # another log goes on from the same recovery until it has the size that is held
    place.ledger.close()
    place.ledger = Ledger.open(tmp_path / "other", lambda: NOW)
    place.enrols("16.08/kpu/gudang-09")
    while place.ledger.tree.size < held[0] - 1:
        place.enrols(f"16.08/kpu/hp-{place.ledger.tree.size}")
    old = note.with_name("000002.note")
    other = told(place.takes(lost.kept[2]))

    assert kept(place, old, lost.kept[2], other) == 1
    assert Logbook(note.parent).seen() == held
    moved_by = {"leaf_index": 5, "recovery": {"size": other["recovery"]["size"]}}
    alone = tmp_path / "000002.note"
    receipt_of(alone).write_text(json.dumps(moved_by), encoding="utf-8")
    assert kept(place, alone, lost.kept[2], other) == 1


@pytest.mark.parametrize("case", ["no word", "one registrar", "another tree", "below"])
def test_without_the_registrars_word_it_is_a_log_that_drops(
    lost: Wreck, tmp_path: Path, capsys: pytest.CaptureFixture[str], case: str
) -> None:
    lost.recovered()
    note = journal(lost, tmp_path / "gudang")
    moved(note, 3 if case == "below" else 4)
    raw = lost.kept[2]  # cites what is still here
    receipt = told(lost.place.takes(raw))
    if case == "no word":
        del receipt["recovery"]
    elif case == "one registrar":
        receipt["recovery"]["notes"].pop()
    elif case == "another tree":
        receipt["recovery"]["root"] = to_base64(bytes(32))

    assert kept(lost.place, note, raw, receipt) == 1
    assert "✗" in capsys.readouterr().out
    assert Logbook(note.parent).seen()[0] == 8


def test_a_recovery_is_checked_even_where_nothing_is_cited(lost: Wreck, tmp_path: Path) -> None:
    lost.recovered()
    note = journal(lost, tmp_path / "gudang")
    (late,) = lost.place.enrols("16.08/kpu/gudang-09")
    raw = late.says({"kind": "Coba"})
    receipt = told(lost.place.takes(raw))
    assert kept(lost.place, note, raw, receipt) == 0
    receipt["recovery"]["notes"].pop()
    assert kept(lost.place, note, raw, receipt) == 1


@pytest.mark.parametrize(
    "told_so", [[], "x", 1, {}, {"size": 1}, {"size": 1, "root": 1, "notes": 1}]
)
def test_a_recovery_out_of_form_is_no_receipt(lost: Wreck, tmp_path: Path, told_so: Any) -> None:
    lost.recovered()
    receipt = told(lost.place.takes(lost.kept[2]))
    receipt["recovery"] = told_so
    assert kept(lost.place, tmp_path / NOTE, lost.kept[2], receipt) == 1
