"""The verifier's own tree and index of journals agree with plain computation."""

import random
import tracemalloc

import pytest

from ledger.tlog.tree import leaf_hash, root_of
from tools.recount import Places, Tree

LEAVES = [leaf_hash(bytes([index % 251, index // 251])) for index in range(700)]


@pytest.fixture(name="tree")
def _tree() -> Tree:
    """Return the tree over all leaves."""
    tree = Tree()
    for leaf in LEAVES:
        tree.push(leaf)
    return tree


def test_the_root_at_every_size_is_that_of_the_leaves_before_it(tree: Tree) -> None:
    for size in (0, 1, 2, 255, 256, 257, 511, 512, 513, 700):
        assert tree.root(size) == root_of(LEAVES[:size])


def test_complete_subtrees_and_leaves_can_be_looked_up(tree: Tree) -> None:
    assert (tree.size, tree.complete(1), tree.complete(2)) == (700, 2, 0)
    assert tree.hash(1, 1) == root_of(LEAVES[256:512])
    assert tree.leaf(699) == LEAVES[699]


def test_a_journals_note_is_found_by_its_number_across_gaps() -> None:
    places = Places()
    for number, index in ((0, 5), (1, 9), (7, 11), (8, 12)):
        places.put("a", number, index)
    places.put("b", 0, 6)

    assert [places.find("a", number) for number in range(10)] == [
        5, 9, None, None, None, None, None, 11, 12, None,
    ]  # fmt: skip
    assert places.find("c", 0) is None
    assert places.journals == 2


def test_a_leaf_costs_few_bytes_so_that_a_million_fit() -> None:
    tree, places = Tree(), Places()
    count = 60_000
    tracemalloc.start()
    for index in range(count):
        tree.push(LEAVES[index % 700])
        places.put(f"j{index % 300}", index // 300, index)
    used, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert used / count < 200  # 300 MB for a million, with room for the rest


def test_roots_asked_for_in_any_order_are_right(tree: Tree) -> None:
    for size in random.Random(7).sample(range(701), 40):
        assert tree.root(size) == root_of(LEAVES[:size])
