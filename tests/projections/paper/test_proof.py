"""The proof on a paper: of the first checkpoint that is good enough, for ever the same."""

from pathlib import Path

import pytest

from ledger.journal import CHARTER
from ledger.log import Draft, Log
from ledger.slip import Slip
from ledger.tlog.checkpoint import Checkpoint
from projections.paper.proof import policy_at, proof
from tests.support.book import Book
from tests.support.device import founders
from tests.support.exhibit import WITNESSES, cosigned
from tests.support.witness import AT, policy_text

GUARD = "16.08/polres/jaga-01"


@pytest.fixture(name="watched")
def book_under_witnesses(tmp_path: Path) -> Book:
    """A ledger whose charter asks for two witnesses."""
    people = founders(policy=policy_text(2, *WITNESSES))
    book = Book(Log.create(tmp_path / "watched.db"), people)
    draft = Draft(people.charter.origin, 0, CHARTER, people.note)
    book.log.append([draft], book.received_at)
    book.enrol(GUARD)
    book.visit(GUARD)
    book.commit()
    return book


def signed(book: Book) -> bytes:
    """Sign the tree as it is, and store the checkpoint."""
    tree = Checkpoint(book.founders.charter.origin, book.log.size, book.log.root)
    note = book.founders.log.sign(tree.text()).serialise()
    book.log.append([], book.received_at, (tree.size, note))
    return note


def witnessed(book: Book, count: int) -> None:
    """Sign the tree, and let so many witnesses cosign it."""
    note = signed(book)
    lines = cosigned(note, AT + book.log.size).decode().split("\n")[5:]
    for witness, line in list(zip(WITNESSES, lines, strict=False))[:count]:
        book.log.keep_cosignature(book.log.size, witness.name, line)


def test_without_a_checkpoint_there_is_no_proof(watched: Book) -> None:
    assert proof(watched.log, 1) is None


def test_the_logs_own_word_has_to_do_until_witnesses_have_seen_it(watched: Book) -> None:
    signed(watched)
    found = proof(watched.log, 1)

    assert found is not None
    found.slip.verify(watched.founders.charter.log)
    assert (found.is_witnessed, found.slip.marks) == (False, ())


def test_the_newest_checkpoint_that_is_not_stored_yet_will_do(watched: Book) -> None:
    tree = Checkpoint(watched.founders.charter.origin, watched.log.size, watched.log.root)
    note = watched.founders.log.sign(tree.text()).serialise()
    found = proof(watched.log, 1, note)

    assert found is not None
    found.slip.verify(watched.founders.charter.log)
    assert proof(watched.log, watched.log.size - 1, note) is not None


def test_a_quorum_makes_it_witnessed_and_one_witness_does_not(watched: Book) -> None:
    witnessed(watched, 1)
    alone = proof(watched.log, 1)
    watched.visit(GUARD)
    watched.commit()
    witnessed(watched, 2)
    both = proof(watched.log, 1)

    assert alone is not None
    assert both is not None
    assert (alone.is_witnessed, both.is_witnessed) == (False, True)
    assert len(both.slip.marks) == 2
    assert Slip.parse(both.slip.serialise()) == both.slip


def test_a_proof_stays_as_it_is_while_the_log_goes_on(watched: Book) -> None:
    witnessed(watched, 2)
    before = proof(watched.log, 1)
    for _ in range(3):
        watched.visit(GUARD)
        watched.commit()
        witnessed(watched, 2)

    assert proof(watched.log, 1) == before


def test_a_ledger_without_witnesses_asks_for_none(book: Book) -> None:
    book.enrol(GUARD)
    book.commit()
    signed(book)
    found = proof(book.log, 1)

    assert found is not None
    assert found.is_witnessed


def test_the_policy_is_the_one_in_force_at_the_leaf(watched: Book) -> None:
    assert len(policy_at(watched.log, watched.founders.charter, 1).witnesses) == len(WITNESSES)
