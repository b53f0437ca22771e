"""Receipts, proof files and growth, asked for again by anybody."""

from base64 import b64decode

import pytest

from ledger.tlog import tree
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.proof import Proof
from tests.support.server import Desk


def test_the_receipt_of_a_leaf_is_the_one_its_sender_got(counter: Desk) -> None:
    (guard,) = counter.place.enrols("16.08/kpu/gudang-01")
    note = guard.says({"kind": "Halo"})
    given = counter.hands_in(note).json()["receipt"]
    counter.hands_in(guard.says({"kind": "Halo"}))

    asked = counter.http.get(f"/proofs/{given['leaf_index']}").json()["receipt"]

    assert asked.pop("note") == note.decode()
    assert asked == given


def test_a_proof_file_is_checked_by_any_tlog_tool(counter: Desk) -> None:
    (guard,) = counter.place.enrols("16.08/kpu/gudang-01")
    note = guard.says({"kind": "Halo"})
    counter.hands_in(note)

    answer = counter.http.get("/proofs/2", headers={"Accept": "text/plain"})

    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    log = counter.place.founders.charter.log
    assert Proof.parse(answer.content).verified(note, log).size == 3


@pytest.mark.parametrize(
    ("index", "status"),
    [
        ("3", 404),
        (str(2**53 - 1), 404),
        (str(2**53), 400),
        ("1" + "0" * 23, 400),
        ("-1", 400),
        ("1e3", 400),
        ("1.0", 400),
        ("%00", 400),
        ("%F0%9F%98%80", 400),
    ],
)
def test_a_leaf_that_is_not_there_has_no_proof(counter: Desk, index: str, status: int) -> None:
    slug = {404: "not-found", 400: "bad-parameter"}[status]

    answer = counter.http.get(f"/proofs/{index}")

    assert (answer.status_code, answer.json()["type"]) == (status, f"/problems/{slug}")


def test_growth_between_any_two_sizes_is_proven(counter: Desk) -> None:
    (guard,) = counter.place.enrols("16.08/kpu/gudang-01")
    seen = [counter.place.checkpoint()]
    for _ in range(5):
        counter.hands_in(guard.says({"kind": "Halo"}))
        seen.append(counter.place.checkpoint())

    for old in seen:
        for new in seen[seen.index(old) :]:
            sizes = {"from": old.size, "to": new.size}
            answer = counter.http.get("/consistency", params=sizes).json()
            proof = [b64decode(one) for one in answer.pop("consistency")]
            assert answer == sizes
            tree.verify_consistency(old.size, new.size, proof, old.root, new.root)


def test_growth_is_proven_up_to_the_newest_checkpoint_by_default(counter: Desk) -> None:
    counter.place.enrols("16.08/kpu/gudang-01")
    newest = Checkpoint.opened(
        counter.http.get("/log/checkpoint").content, counter.place.founders.charter.log
    )

    assert counter.http.get("/consistency", params={"from": 0}).json()["to"] == newest.size


@pytest.mark.parametrize(
    "sizes",
    [{"from": 2, "to": 1}, {"from": 0, "to": 99}, {"from": -1, "to": 1}, {"to": 1}, {"from": "x"}],
)
def test_growth_between_sizes_that_never_were_is_refused(
    counter: Desk, sizes: dict[str, str]
) -> None:
    answer = counter.http.get("/consistency", params=sizes)

    assert (answer.status_code, answer.json()["type"]) == (400, "/problems/bad-parameter")


def test_many_leaves_are_shown_under_one_checkpoint(counter: Desk) -> None:
    devices = counter.place.enrols(*(f"16.08/kpu/gudang-0{n}" for n in range(1, 4)))
    notes = [device.says({"kind": "Halo"}) for device in devices]
    counter.hands_in_all(*notes)

    answer = counter.http.get("/proofs", params={"leaf": [4, 2, 3, 2, 99]}).json()

    log = counter.place.founders.charter.log
    top = Checkpoint.opened(answer["checkpoint"].encode(), log)
    assert [one["leaf_index"] for one in answer["proofs"]] == [2, 3, 4]
    for note, one in zip(notes, answer["proofs"], strict=True):
        path = [b64decode(each) for each in one["inclusion"]]
        tree.verify_inclusion(tree.leaf_hash(note), one["leaf_index"], top.size, path, top.root)


@pytest.mark.parametrize("query", ["", "leaf=-1", "leaf=x", "&".join(["leaf=1"] * 401)])
def test_many_leaves_are_asked_for_by_number(counter: Desk, query: str) -> None:
    answer = counter.http.get(f"/proofs?{query}")

    assert (answer.status_code, answer.json()["type"]) == (400, "/problems/bad-parameter")


def test_nothing_is_shown_as_witnessed_that_is_not(counter: Desk) -> None:
    answer = counter.http.get("/proofs?leaf=0&under=witnessed")

    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/not-witnessed")
