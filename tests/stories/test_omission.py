"""A server drops what it has acknowledged, and a phone cites what never was."""

import json
import shutil
from pathlib import Path

import pytest

from ledger import key as keyfile
from ledger.journal import Entry
from ledger.log import Draft, Log
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.errors import SignatureError
from ledger.tlog.proof import Proof
from ledger.tlog.text import parse_hash
from tests.support.command import Place, clock, device, place, segel
from tests.support.device import Device

SEAL = (
    '{{"kind":"SealVerified","at":"2024-11-25T08:{:02}:00+07:00","place":"16.08/GDG-01",'
    '"boxes":[{{"box":"16.08.05.2003-TPS007-GUB","utuh":["kabel_ties:OKT-004211"]}}]}}'
)
GUARD, OTHER = "16.08/kpu/gudang-03", "16.08/kpu/gudang-04"


@pytest.fixture(name="made")
def _made(tmp_path: Path) -> Place:
    return place(tmp_path)


def says(made: Place, folder: Path, minute: int) -> tuple[int, str]:
    assert segel("sign", folder, SEAL.format(minute)).status == 0
    ran = segel("submit", made.ledger, folder)
    return ran.status, ran.out


def drop(made: Place, note: bytes) -> None:
    """Rewrite the log without one note, and let the guard forget, as only an operator can."""
    old = Log.read(made.ledger / "ledger.db")
    rows = [row for row in old.entries(0, 1000) if row.note != note]
    old.close()
    for file in made.ledger.glob("ledger.db*"):
        file.unlink()
    new = Log.create(made.ledger / "ledger.db")
    new.append([Draft(row.journal, row.sequence, row.topic, row.note) for row in rows], clock())
    size, root = new.size, new.root
    new.append((), clock(), (size, signed(made, Checkpoint(made.origin, size, root))))
    new.close()
    guard = Checkpoint(made.origin, size, root).text()
    (made.ledger / "guard").write_text(guard, encoding="utf-8")


def signed(made: Place, checkpoint: Checkpoint) -> bytes:
    return made.founders.log.sign(checkpoint.text()).serialise()


def test_the_receipt_names_a_statement_that_was_dropped_after_it_was_acknowledged(
    made: Place, tmp_path: Path
) -> None:
    guard, other = device(made, GUARD), device(made, OTHER)
    assert says(made, guard, 1)[0] == 0
    assert says(made, guard, 2)[0] == 0
    dropped = guard / "000001.note"
    receipt = json.loads(dropped.with_suffix(".receipt").read_text(encoding="utf-8"))
    shutil.copy(guard / "checkpoint", tmp_path / "seen")

    drop(made, dropped.read_bytes())
    assert says(made, other, 3)[0] == 0
    assert segel("verify", made.ledger).status == 0, "alone, the forged log looks well"

    # the phone learns of it at its next word, and keeps both receipts
    status, told = says(made, guard, 4)
    assert status == 1
    assert "the log has dropped a note that it had acknowledged" in told
    (kept,) = guard.glob("*.lost-receipt")
    assert json.loads(kept.read_text(encoding="utf-8")) == receipt

    # what it had: proof that the log once held the note, at that leaf, under its own signature
    log = made.founders.charter.log
    path = tuple(parse_hash(one, "receipt") for one in receipt["inclusion"])
    proof = Proof(receipt["leaf_index"], path, receipt["checkpoint"].encode())
    was = proof.verified(dropped.read_bytes(), log)
    now = Log.read(made.ledger / "ledger.db")
    assert now.subtrees.root(was.size) != was.root
    now.close()

    # and with the log's own newest checkpoint: proof against it for anybody
    ran = segel(
        "equivocation", tmp_path / "seen", "--source", made.ledger, "-o", tmp_path / "bukti"
    )
    assert ran.status == 0, ran.err
    judged = segel("verify", tmp_path / "bukti", "--charter", made.fingerprint)
    assert judged.status == 0
    assert "TERBUKTI" in judged.out


def test_a_dropped_statement_leaves_a_journal_that_does_not_go_on(made: Place) -> None:
    guard = device(made, GUARD)
    for minute in range(3):
        assert says(made, guard, minute)[0] == 0
    middle = guard / "000001.note"

    drop(made, middle.read_bytes())

    ran = segel("verify", made.ledger)
    assert ran.status == 1
    assert "16.08/kpu/gudang-03: nomor 2 diberikan, semestinya 1" in ran.out


def test_a_tree_that_never_was_is_testimony_and_stops_nobody(made: Place) -> None:
    guard, other = device(made, GUARD), device(made, OTHER)
    assert says(made, guard, 1)[0] == 0
    liar = liars_twin(guard, made)
    for size in (2, 99):
        note = liar.sees(size, bytes([7]) * 32).says(SEAL.format(2))
        liar.sequence, liar.head = liar.sequence - 1, liar_head(guard)
        path = made.folder / f"bohong-{size}.note"
        path.write_bytes(note)
        ran = segel("submit", made.ledger, path)
        assert ran.status == 3, ran.out
        assert "again later" in ran.out

    # the forged checkpoint behind it is no checkpoint of this log
    forged = made.founders.clerk.key.sign(Checkpoint(made.origin, 99, bytes(32)).text())
    with pytest.raises(SignatureError):
        Proof(0, (), forged.serialise()).verified(b"", made.founders.charter.log)

    # everybody else goes on; the testimony stands under the name of who gave it, and no more
    assert says(made, other, 3)[0] == 0
    assert says(made, guard, 4)[0] == 0
    judged = segel("verify", made.ledger)
    assert judged.status == 3
    assert f"{GUARD} nomor 1 mengaku melihat pohon lain berukuran 2" in judged.out
    assert "✗" not in judged.out


def liars_twin(guard: Path, made: Place) -> Device:
    twin = Device(made.origin, keyfile.load(guard / "key"))
    twin.sequence, twin.head = 1, liar_head(guard)
    return twin


def liar_head(guard: Path) -> bytes:
    return Entry.parse((guard / "000000.note").read_bytes()).leaf
