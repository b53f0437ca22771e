"""A receipt proves what it says, the same for ever, whoever writes meanwhile."""

import threading
from dataclasses import replace

import pytest

from ledger.admission import Placed
from ledger.receipt import Receipt, Receipts
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.errors import ProofError
from tests.support.phone import Phone
from tests.support.practice import Practice

GUARD = "16.08/kpu/gudang-01"
HELLO: dict[str, object] = {"kind": "Halo"}


def phone_of(place: Practice) -> Phone:
    (device,) = place.enrols(GUARD)
    return Phone(device, place.founders.charter.log)


def test_a_phone_that_trusts_nobody_believes_every_receipt_of_an_outbox(place: Practice) -> None:
    phone = phone_of(place)
    for _ in range(3):
        for _ in range(20):
            phone.says(HELLO)
        phone.flush(place.ledger.append_all)

    assert not phone.waiting
    assert phone.device.size == place.checkpoint().size == 62


def test_a_receipt_of_another_note_is_not_believed(place: Practice) -> None:
    phone = phone_of(place)
    one, other = phone.says(HELLO), phone.says(HELLO)
    first, second = place.takes(one.note), place.takes(other.note)

    with pytest.raises(AssertionError):
        phone.hears([one], [second])
    with pytest.raises(ProofError):
        phone.hears([one], [replace(first, leaf_index=second.leaf_index)])

    phone.hears([one, other], [first, second])


def test_every_receipt_of_a_batch_is_under_one_checkpoint(place: Practice) -> None:
    phone = phone_of(place)
    notes = [phone.says(HELLO).note for _ in range(5)]

    answers = place.ledger.append_all(notes)

    assert {one.checkpoint for one in answers if isinstance(one, Receipt)} == {
        place.ledger.checkpoint
    }


def test_a_note_that_cites_nothing_needs_no_proof_of_growth(place: Practice) -> None:
    phone = phone_of(place)
    first = place.takes(phone.says(HELLO).note)
    place.shows(phone.device)
    second = place.takes(phone.says(HELLO).note)

    assert first.consistency == ()
    assert second.consistency != ()


def test_a_leaf_beyond_the_log_has_no_receipt(place: Practice) -> None:
    assert place.ledger.receipt(1) is None
    assert place.ledger.receipt(-1) is None


def test_a_leaf_beyond_the_checkpoint_cannot_be_proven(place: Practice) -> None:
    row = place.ledger.tree.entries(0, 1)[0]

    with pytest.raises(ProofError):
        Receipts(place.ledger.tree).of(Placed.stored(row), (0, b""))


def test_growth_is_proven_to_many_phones_from_few_sizes(place: Practice) -> None:
    place.enrols(*(f"16.08/kpu/hp-{number}" for number in range(70)))
    row = place.ledger.tree.entries(0, 1)[0]
    receipts = Receipts(place.ledger.tree)
    size = place.ledger.tree.size

    proofs = {receipts.of(replace(Placed.stored(row), cited=n), (size, b"")).consistency
              for n in range(size + 1)}  # fmt: skip

    assert () in proofs
    assert len(proofs) == size  # of size 0 and of the whole tree nothing is to be shown


def test_a_receipt_asked_for_while_others_write_is_the_one_that_was_given(place: Practice) -> None:
    phone = phone_of(place)
    given: list[Receipt] = []
    asked: list[tuple[int, Receipt | None]] = []
    is_over = threading.Event()

    def ask() -> None:
        while not is_over.is_set():
            if given:
                index = given[-1].leaf_index
                asked.append((index, place.ledger.receipt(index)))

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        given.extend(place.takes(phone.says(HELLO).note) for _ in range(150))
    finally:
        is_over.set()
        for thread in threads:
            thread.join()

    first = {one.leaf_index: replace(one, is_new=False) for one in given}
    assert asked
    assert [(i, one) for i, one in asked if one != first[i]] == []
    assert Checkpoint.opened(given[-1].checkpoint, phone.log).size == given[-1].leaf_index + 1
