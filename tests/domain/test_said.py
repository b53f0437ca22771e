"""Said: one leaf as the domain sees it."""

from domain.said import Said
from tests.support.sayings import KPU, STORE, Sayings, golden, leaf


def test_a_leaf_is_not_doubted_unless_its_journal_was_revoked_below_it() -> None:
    said = Said(7, leaf("x"), STORE, 3, 5, KPU, KPU, golden("Endorsed"))

    assert (said.index, said.sequence, said.cited) == (7, 3, 5)
    assert not said.doubted


def test_the_same_words_of_the_same_journal_are_the_same_leaf() -> None:
    first, second = (Sayings().draft(STORE, "ItemRegistered") for _ in range(2))

    assert first == second
    assert hash(first.leaf) == hash(second.leaf)
