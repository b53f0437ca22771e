"""What the clerk files of refused notes: facts, true at the leaf where they stand."""

import copy

import pytest

from ledger.errors import (
    BehindError,
    BrokenChainError,
    DisputedError,
    EquivocationError,
    RevokedError,
)
from ledger.evidence import Evidence, Reason
from ledger.journal import EVIDENCE, Entry
from ledger.receipt import Receipt
from ledger.tlog import tree
from ledger.tlog.text import to_base64
from tests.support.judgement import judge
from tests.support.practice import Practice
from tools.verdict import State

HELLO: dict[str, object] = {"kind": "Halo", "at": "2024-11-25T08:00:00.000+07:00"}


def filed(place: Practice) -> list[Evidence]:
    rows = place.ledger.tree.entries(0, 1000)
    return [Evidence.parse(Entry.parse(row.note).body) for row in rows if row.topic == EVIDENCE]


def test_another_text_under_a_used_number_is_kept_as_evidence(place: Practice) -> None:
    (guard,) = place.enrols("16.08/kpu/gudang-01")
    twin = copy.copy(guard)
    place.takes(guard.says(HELLO))
    lie = twin.says(HELLO | {"kind": "Lain"})

    refused = [place.refuses(lie), place.refuses(lie)]

    assert all(isinstance(one, EquivocationError) and one.is_final for one in refused)
    assert filed(place) == [Evidence(Reason.EQUIVOCATION, lie)]


def test_a_wrong_predecessor_is_kept_as_evidence(place: Practice) -> None:
    (guard,) = place.enrols("16.08/kpu/gudang-01")
    guard.head = bytes(32)
    note = guard.says(HELLO)

    assert isinstance(place.refuses(note), BrokenChainError)
    assert filed(place) == [Evidence(Reason.CHAIN, note)]


def test_evidence_is_filed_at_most_a_hundred_times_per_journal(place: Practice) -> None:
    (guard,) = place.enrols("16.08/kpu/gudang-01")
    place.takes(guard.says(HELLO))
    lies = []
    for number in range(120):
        twin = copy.copy(guard)
        twin.sequence, twin.head = 0, bytes(32)
        lies.append(twin.says(HELLO | {"number": number}))

    place.ledger.append_all(lies)
    place.reopen()
    place.ledger.append_all(lies)

    assert len(filed(place)) == 100


def test_a_revoked_journal_is_refused_beyond_the_number_and_filed(place: Practice) -> None:
    (guard,) = place.enrols("16.08/kpu/gudang-01")
    place.takes(guard.says(HELLO))
    late, stolen = guard.says(HELLO), guard.says(HELLO)
    place.takes(place.founders.registrars[2].registers(f"revoke {guard.name} after 1"))

    accepted = place.takes(late)
    refused = place.refuses(stolen)

    assert accepted.is_new
    assert isinstance(refused, RevokedError)
    assert filed(place) == [Evidence(Reason.REVOKED, stolen)]


def test_a_checkpoint_that_never_was_disputes_the_log(place: Practice) -> None:
    (guard,) = place.enrols("16.08/kpu/gudang-01")
    guard.sees(2, bytes(32))
    wrong = guard.says(HELLO)

    refused = place.refuses(wrong)

    assert isinstance(refused, DisputedError)
    assert not refused.is_final
    assert filed(place) == [Evidence(Reason.DISPUTED, wrong)]


def test_a_checkpoint_larger_than_the_log_disputes_it_and_takes_no_leaf(place: Practice) -> None:
    (guard,) = place.enrols("16.08/kpu/gudang-01")
    guard.sees(99, place.checkpoint().root)

    assert isinstance(place.refuses(guard.says(HELLO)), BehindError)
    assert place.ledger.tree.size == 2
    assert judge(place.path).state is State.HOLDS


def test_a_citation_that_the_same_batch_makes_true_is_no_evidence(place: Practice) -> None:
    """A log that lost its end, or a phone that guesses: the clerk must not sign an untruth."""
    (guard,) = place.enrols("16.08/kpu/gudang-01")
    leaves = [row.leaf for row in place.ledger.tree.entries(0, 9)]
    first = guard.says(HELLO)
    guard.sees(3, tree.root_of([*leaves, tree.leaf_hash(first)]))
    second = guard.says(HELLO)

    taken, refused = place.ledger.append_all([first, second])

    assert isinstance(taken, Receipt)
    assert isinstance(refused, DisputedError)
    assert place.takes(second).leaf_index == 3
    assert judge(place.path).state is State.HOLDS


@pytest.mark.parametrize("has_spoken", [False, True])
def test_evidence_stands_where_it_is_true_though_the_next_note_changes_that(
    place: Practice, has_spoken: bool
) -> None:
    (guard,) = place.enrols("16.08/kpu/gudang-01")
    if has_spoken:
        place.takes(guard.says(HELLO))
    twin = copy.copy(guard)
    twin.head = bytes(32)
    broken = twin.says(HELLO)
    line = f"resume {guard.name} at {guard.sequence} after {to_base64(bytes(32))}"
    resumed = place.founders.registrars[0].registers(line)

    first, _, again, late = place.ledger.append_all([broken, resumed, broken, guard.says(HELLO)])

    assert isinstance(first, BrokenChainError)
    assert isinstance(again, Receipt)
    assert isinstance(late, EquivocationError)
    assert judge(place.path).state is State.HOLDS


def test_a_note_after_the_old_end_of_a_resumed_journal_is_a_broken_chain(place: Practice) -> None:
    (guard,) = place.enrols("16.08/kpu/gudang-01")
    place.takes(guard.says(HELLO))
    line = f"resume {guard.name} at {guard.sequence} after {to_base64(bytes(32))}"
    place.takes(place.founders.registrars[0].registers(line))

    assert isinstance(place.refuses(guard.says(HELLO)), BrokenChainError)
    assert len(filed(place)) == 1
    assert judge(place.path).state is State.HOLDS
