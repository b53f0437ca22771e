"""`POST /entries` over real HTTP against a real file: receipts, refusals, and nothing lost."""

from base64 import b64decode

from ledger.tlog import tree
from ledger.tlog.checkpoint import Checkpoint
from tests.support.server import Desk

HELLO: dict[str, object] = {"kind": "Halo", "at": "2024-11-25T08:00:00.000+07:00"}


def test_one_note_gets_a_receipt_that_can_be_checked(counter: Desk) -> None:
    (guard,) = counter.place.enrols("16.08/kpu/gudang-01")

    answer = counter.hands_in(guard.says(HELLO))

    assert (answer.status_code, answer.headers["location"]) == (201, "/proofs/2")
    receipt = answer.json()["receipt"]
    log = counter.place.founders.charter.log
    seen = Checkpoint.opened(receipt["checkpoint"].encode(), log)
    leaf = b64decode(receipt["leaf_hash"])
    path = [b64decode(one) for one in receipt["inclusion"]]
    tree.verify_inclusion(leaf, receipt["leaf_index"], seen.size, path, seen.root)
    assert leaf == guard.head


def test_a_note_handed_in_again_gets_the_same_receipt(counter: Desk) -> None:
    (guard,) = counter.place.enrols("16.08/kpu/gudang-01")
    note = guard.says(HELLO)

    first, second = counter.hands_in(note), counter.hands_in(note)

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
