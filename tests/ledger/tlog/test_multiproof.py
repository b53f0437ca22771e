"""One proof for many leaves and sizes: complete, minimal, and true of one tree only."""

from collections.abc import Callable

import pytest
from hypothesis import given, strategies as st

from ledger.tlog import multiproof
from ledger.tlog.errors import ProofError
from ledger.tlog.subtree import Subtrees
from ledger.tlog.tree import leaf_hash, prove_inclusion, root_of

SIZE_MAX = 70


def leaves_of(size: int) -> list[bytes]:
    return [leaf_hash(b"%d" % number) for number in range(size)]


def reader(size: int) -> Callable[[int, int], bytes]:
    subtrees = Subtrees(0, lambda _level, _index, _width: [])
    for leaf in leaves_of(size):
        subtrees.push(leaf)
    return subtrees.node


@st.composite
def wanted(draw: st.DrawFn) -> tuple[int, set[int], set[int]]:
    size = draw(st.integers(1, SIZE_MAX))
    leaves = draw(st.sets(st.integers(0, size - 1), max_size=8))
    return size, leaves, draw(st.sets(st.integers(1, size), max_size=4))


@given(wanted())
def test_leaves_and_hashes_give_every_root_back(asked: tuple[int, set[int], set[int]]) -> None:
    size, indexes, sizes = asked
    all_leaves = leaves_of(size)

    hashes = multiproof.prove(indexes, sizes, size, reader(size))
    found = multiproof.roots({i: all_leaves[i] for i in indexes}, sizes, size, hashes)

    assert found == {wanted: root_of(all_leaves[:wanted]) for wanted in {*sizes, size}}


@given(wanted(), st.data())
def test_a_changed_leaf_or_hash_leads_to_another_root(
    asked: tuple[int, set[int], set[int]], data: st.DataObject
) -> None:
    size, indexes, sizes = asked
    given_leaves = {i: leaves_of(size)[i] for i in indexes}
    hashes = [*multiproof.prove(indexes, sizes, size, reader(size))]
    at = data.draw(st.integers(0, len(hashes) + len(given_leaves) - 1))
    if at < len(hashes):
        hashes[at] = bytes([hashes[at][0] ^ 1]) + hashes[at][1:]
    else:
        index = sorted(given_leaves)[at - len(hashes)]
        given_leaves[index] = leaf_hash(b"another")

    found = multiproof.roots(given_leaves, sizes, size, hashes)

    assert found[size] != root_of(leaves_of(size))


def test_of_one_leaf_it_is_the_inclusion_path_from_left_to_right() -> None:
    node = reader(13)

    hashes = multiproof.prove([6], [], 13, node)

    assert sorted(hashes) == sorted(prove_inclusion(6, 13, node))


def test_a_whole_tree_needs_no_hash_and_an_untouched_one_needs_its_root() -> None:
    assert multiproof.prove(range(9), [3, 9], 9, reader(9)) == ()
    assert multiproof.prove([], [], 9, reader(9)) == (root_of(leaves_of(9)),)


@pytest.mark.parametrize("count", [-1, 1])
def test_a_hash_too_few_or_too_many_is_refused(count: int) -> None:
    hashes = (*multiproof.prove([6], [4], 13, reader(13)), bytes(32))
    hashes = hashes[:-2] if count < 0 else hashes

    with pytest.raises(ProofError, match=r"missing|more hashes"):
        multiproof.roots({6: leaves_of(13)[6]}, [4], 13, hashes)


@pytest.mark.parametrize(
    ("leaves", "sizes", "size"),
    [([13], [], 13), ([-1], [], 13), ([], [0], 13), ([], [14], 13), ([], [], 0)],
)
def test_what_the_tree_does_not_have_is_refused(
    leaves: list[int], sizes: list[int], size: int
) -> None:
    with pytest.raises(ProofError):
        multiproof.prove(leaves, sizes, size, reader(13))
    with pytest.raises(ProofError):
        multiproof.roots(dict.fromkeys(leaves, bytes(32)), sizes, size, [bytes(32)] * 20)


def test_hashes_that_are_cut_elsewhere_are_refused() -> None:
    with pytest.raises(ProofError, match="32 bytes alone"):
        multiproof.roots({0: bytes(31)}, [], 2, [bytes(33)])


def test_the_largest_size_takes_no_longer_than_its_depth() -> None:
    size = 2**63 - 1

    with pytest.raises(ProofError, match="missing"):
        multiproof.roots({size - 1: bytes(32)}, [size // 3], size, [bytes(32)] * 3)
