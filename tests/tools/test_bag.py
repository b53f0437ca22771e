"""A phone's file is handed in by whoever got it, and the receipts are kept beside it."""

import json
from pathlib import Path

import pytest

from domain.disclosure import commit
from ledger.tlog.text import to_base64
from tests.support.command import segel
from tests.support.practice import practice
from tests.support.server import desk

VALUE, SALT = {"name": "Siti Aminah"}, bytes(range(32))


def packed(path: Path, notes: list[bytes], openings: list[dict[str, object]]) -> Path:
    outbox = {"notes": [note.decode() for note in notes], "openings": openings}
    path.write_text(f"{json.dumps(outbox)}\n", encoding="utf-8")
    return path


def test_a_phones_file_is_handed_in_with_what_goes_beside_its_notes(tmp_path: Path) -> None:
    with practice(tmp_path / "buku") as place, desk(place) as counter:
        (guard,) = place.enrols("16.08/kpu/gudang-01")
        notes = [guard.says({"kind": "Halo", "visitor": commit(VALUE, SALT, "pribadi")})]
        leaf = to_base64(guard.head)
        notes.append(guard.says({"kind": "Halo"}))
        right: dict[str, object] = {"leaf": leaf, "path": "/visitor", "value": VALUE}
        right["salt"] = to_base64(SALT)
        bag = packed(tmp_path / "antrean.txt", notes, [right])

        first, again = segel("submit", counter.address, bag), segel("submit", counter.address, bag)

        assert first.status == 0, first.out + first.err
        assert "16.08_kpu_gudang-01-000000-" in first.out
        assert ".note  daun / leaf 2" in first.out
        assert "1 pembuka / openings" in first.out
        assert again.status == 0
        receipts = sorted((tmp_path / "antrean.txt.notes").glob("*.receipt"))
        assert [json.loads(path.read_bytes())["leaf_index"] for path in receipts] == [2, 3]
        assert place.ledger.tree.size == 4


def test_an_opening_that_opens_nothing_is_said_and_stays(tmp_path: Path) -> None:
    with practice(tmp_path / "buku") as place, desk(place) as counter:
        (guard,) = place.enrols("16.08/kpu/gudang-01")
        notes = [guard.says({"kind": "Halo"})]
        wrong = {"leaf": to_base64(guard.head), "path": "/x", "salt": to_base64(SALT), "value": 1}

        ran = segel("submit", counter.address, packed(tmp_path / "a.txt", notes, [wrong]))

        assert ran.status == 3
        assert "ditolak / refused: path" in ran.out


def test_two_texts_under_one_number_are_both_handed_in(tmp_path: Path) -> None:
    with practice(tmp_path / "buku") as place, desk(place) as counter:
        (guard,) = place.enrols("16.08/kpu/gudang-01")
        head = guard.head
        notes = [guard.says({"kind": "Halo"})]
        guard.head, guard.sequence = head, 0
        notes.append(guard.says({"kind": "Lain"}))

        ran = segel("submit", counter.address, packed(tmp_path / "a.txt", notes, []))

        assert ran.status == 1
        assert len(list((tmp_path / "a.txt.notes").glob("*.note"))) == 2


def test_openings_need_a_server_that_keeps_them(tmp_path: Path) -> None:
    with practice(tmp_path / "buku") as place:
        (guard,) = place.enrols("16.08/kpu/gudang-01")
        notes = [guard.says({"kind": "Halo"})]
        one = {"leaf": to_base64(guard.head), "path": "/x", "salt": to_base64(SALT), "value": 1}
        place.ledger.close()

        ran = segel("submit", place.path, packed(tmp_path / "a.txt", notes, [one]))
        place.reopen()

        assert ran.status == 3
        assert "running server" in ran.err
        assert place.ledger.tree.size == 3


@pytest.mark.parametrize("text", ["{", '{"notes": 1}', '{"notes": ["halo"]}'])
def test_what_is_no_phones_file_is_wrong_use(tmp_path: Path, text: str) -> None:
    with practice(tmp_path / "buku") as place:
        place.ledger.close()
        path = tmp_path / "a.txt"
        path.write_text(text, encoding="utf-8")

        ran = segel("submit", place.path, path)
        place.reopen()

        assert ran.status == 2
        assert "bukan berkas antrean ponsel" in ran.err + ran.out
