"""The tree of RFC 6962: published figures, every small proof, and none but the right one."""

import functools
import hashlib
import itertools
from collections.abc import Iterator

import pytest
from hypothesis import given, settings, strategies as st

from ledger.tlog import tree
from ledger.tlog.errors import ProofError
from ledger.tlog.text import to_base64
from tests.support.figures import FIGURES, LEAVES, ROOTS, hashes

HASHES = [tree.leaf_hash(leaf) for leaf in LEAVES]
SMALL = 70
LARGE = 5_000
MANY = [tree.leaf_hash(b"%d" % number) for number in range(LARGE)]


@functools.cache
def plain_root(start: int, end: int) -> bytes:
    """Return the hash over leaves [start, end) as RFC 6962 defines it, by recursion."""
    if end - start == 1:
        return MANY[start]
    middle = start + plain_split(end - start)
    return tree.node_hash(plain_root(start, middle), plain_root(middle, end))


def plain_split(width: int) -> int:
    return max(1 << bit for bit in range(width.bit_length()) if 1 << bit < width)


def plain_path(index: int, start: int, end: int) -> list[bytes]:
    """PATH(m, D[n]) of RFC 6962, section 2.1.1."""
    if end - start == 1:
        return []
    middle = start + plain_split(end - start)
    if index < middle:
        return [*plain_path(index, start, middle), plain_root(middle, end)]
    return [*plain_path(index, middle, end), plain_root(start, middle)]


def plain_growth(old: int, start: int, end: int, *, is_whole: bool = True) -> list[bytes]:
    """SUBPROOF(m, D[n], b) of RFC 6962, section 2.1.2."""
    if old == end:
        return [] if is_whole else [plain_root(start, end)]
    middle = start + plain_split(end - start)
    if old <= middle:
        left = plain_growth(old, start, middle, is_whole=is_whole)
        return [*left, plain_root(middle, end)]
    return [*plain_growth(old, middle, end, is_whole=False), plain_root(start, middle)]


def node(level: int, index: int) -> bytes:
    return plain_root(index << level, (index + 1) << level)


def damages(path: list[bytes]) -> Iterator[list[bytes]]:
    """Yield the path with one hash changed, missing, twice, or one more."""
    for at, sibling in enumerate(path):
        for bit in (0, 255):
            number = int.from_bytes(sibling, "big") ^ (1 << bit)
            yield [*path[:at], number.to_bytes(32, "big"), *path[at + 1 :]]
        yield path[:at] + path[at + 1 :]
        yield [*path[:at], sibling, *path[at:]]
    yield [*path, bytes(32)]
    yield [bytes(32), *path]


# The published figures.


def test_the_published_roots_are_found_in_every_way() -> None:
    for size, expected in enumerate(ROOTS, 1):
        assert tree.root_of(HASHES[:size]) == expected
        assert tree.root(size, published_node) == expected
        assert tree.range_root(0, size, published_node) == expected


def test_the_published_inclusion_proof_is_made_and_holds() -> None:
    path = hashes("inclusion_5_of_8")
    assert tree.prove_inclusion(5, 8, published_node) == path
    tree.verify_inclusion(HASHES[5], 5, 8, path, ROOTS[7])


def test_the_published_consistency_proof_is_made_and_holds() -> None:
    path = hashes("consistency_3_to_8")
    assert tree.prove_consistency(3, 8, published_node) == path
    tree.verify_consistency(3, 8, path, ROOTS[2], ROOTS[7])
    request = "old 3\n" + "".join(f"{to_base64(sibling)}\n" for sibling in path) + "\n"
    assert request + FIGURES["checkpoint"] == FIGURES["add_checkpoint_request"]


def test_the_published_subtree_proof_joins_a_range_to_the_root() -> None:
    last, first_half = hashes("subtree_consistency_4_6_of_7")
    assert last == HASHES[6]
    assert first_half == tree.range_root(0, 4, published_node)
    right = tree.node_hash(tree.range_root(4, 6, published_node), last)
    assert tree.node_hash(first_half, right) == ROOTS[6]


def published_node(level: int, index: int) -> bytes:
    return tree.root_of(HASHES[index << level : (index + 1) << level])


def test_leaves_and_nodes_are_hashed_apart() -> None:
    left, right = HASHES[:2]
    assert tree.leaf_hash(left + right) != tree.node_hash(left, right)
    assert tree.node_hash(left, right) == hashlib.sha256(b"\x01" + left + right).digest()
    assert tree.leaf_hash(b"") == ROOTS[0]


def test_the_empty_tree_has_the_hash_of_nothing() -> None:
    assert tree.root_of([]) == tree.root(0, node) == hashlib.sha256(b"").digest()


# Every small tree.


def test_every_root_up_to_70_leaves_is_that_of_the_definition() -> None:
    for size in range(1, SMALL + 1):
        assert tree.root(size, node) == tree.root_of(MANY[:size]) == plain_root(0, size)


def test_every_inclusion_proof_up_to_70_leaves_is_that_of_the_definition_and_holds() -> None:
    for size in range(1, SMALL + 1):
        for index in range(size):
            path = tree.prove_inclusion(index, size, node)
            assert path == plain_path(index, 0, size)
            tree.verify_inclusion(MANY[index], index, size, path, plain_root(0, size))


def test_every_consistency_proof_up_to_70_leaves_is_that_of_the_definition_and_holds() -> None:
    for new in range(1, SMALL + 1):
        for old in range(1, new + 1):
            path = tree.prove_consistency(old, new, node)
            assert path == plain_growth(old, 0, new)
            tree.verify_consistency(old, new, path, plain_root(0, old), plain_root(0, new))


def test_an_inclusion_proof_with_one_hash_changed_missing_or_added_is_refused() -> None:
    for size in (1, 2, 3, 7, 8, 9, 33, 64, 70):
        root = plain_root(0, size)
        for index in range(size):
            for path in damages(plain_path(index, 0, size)):
                with pytest.raises(ProofError):
                    tree.verify_inclusion(MANY[index], index, size, path, root)


def test_a_consistency_proof_with_one_hash_changed_missing_or_added_is_refused() -> None:
    for new in (1, 2, 3, 7, 8, 9, 33, 64, 70):
        for old in range(1, new + 1):
            roots = plain_root(0, old), plain_root(0, new)
            for path in damages(plain_growth(old, 0, new)):
                with pytest.raises(ProofError):
                    tree.verify_consistency(old, new, path, *roots)


def test_a_leaf_is_proven_at_its_own_index_only() -> None:
    for size in range(1, 34):
        root = plain_root(0, size)
        for index, other in itertools.permutations(range(size), 2):
            with pytest.raises(ProofError):
                tree.verify_inclusion(MANY[index], other, size, plain_path(index, 0, size), root)
            with pytest.raises(ProofError):
                tree.verify_inclusion(MANY[other], index, size, plain_path(index, 0, size), root)


def test_no_tree_grows_out_of_another_one() -> None:
    for old, new in itertools.combinations(range(1, 34), 2):
        path, roots = plain_growth(old, 0, new), (plain_root(0, old), plain_root(0, new))
        for wrong in (roots[::-1], (roots[0], bytes(32)), (bytes(32), roots[1]), (b"", b"")):
            with pytest.raises(ProofError):
                tree.verify_consistency(old, new, path, *wrong)


# Larger trees.


@settings(max_examples=150)
@given(st.data(), st.integers(1, LARGE))
def test_proofs_of_larger_trees_hold_and_their_damages_do_not(
    data: st.DataObject, size: int
) -> None:
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    root = tree.root(size, node)
    assert root == plain_root(0, size)
    path = tree.prove_inclusion(index, size, node)
    tree.verify_inclusion(MANY[index], index, size, path, root)
    growth = tree.prove_consistency(old, size, node)
    tree.verify_consistency(old, size, growth, plain_root(0, old), root)
    for damaged in damages(path):
        with pytest.raises(ProofError):
            tree.verify_inclusion(MANY[index], index, size, damaged, root)
    for damaged in damages(growth):
        with pytest.raises(ProofError):
            tree.verify_consistency(old, size, damaged, plain_root(0, old), root)


@given(st.integers(0, LARGE))
def test_the_right_edge_alone_finds_the_root(size: int) -> None:
    assert tree.root_of(iter(MANY[:size])) == tree.root(size, node)


# Numbers that cannot be.


@pytest.mark.parametrize("index", [-(2**70), -1, 8, 9, 2**63, 2**70, 2**5_000])
def test_an_index_outside_the_tree_is_refused(index: int) -> None:
    with pytest.raises(ProofError):
        tree.prove_inclusion(index, 8, node)
    with pytest.raises(ProofError):
        tree.verify_inclusion(MANY[0], index, 8, plain_path(0, 0, 8), plain_root(0, 8))
    for size in (0, -1, -8):
        with pytest.raises(ProofError):
            tree.verify_inclusion(MANY[0], index, size, [], plain_root(0, 8))


@pytest.mark.parametrize("old", [-(2**70), -1, 9, 2**63, 2**70])
def test_growth_from_a_size_that_cannot_be_is_refused(old: int) -> None:
    with pytest.raises(ProofError):
        tree.prove_consistency(old, 8, node)
    with pytest.raises(ProofError):
        tree.verify_consistency(old, 8, [], plain_root(0, 8), plain_root(0, 8))


@pytest.mark.parametrize("new", [0, 1, 8])
def test_growth_from_nothing_proves_nothing(new: int) -> None:
    assert tree.prove_consistency(0, new, node) == []
    root = tree.root(new, node)
    for path in ([], [root]):
        for old_root in (tree.EMPTY_ROOT, root, b""):
            with pytest.raises(ProofError):
                tree.verify_consistency(0, new, path, old_root, root)


def test_a_tree_is_consistent_with_itself_by_no_hash_at_all() -> None:
    assert tree.prove_consistency(8, 8, node) == []
    tree.verify_consistency(8, 8, [], ROOTS[7], ROOTS[7])
    with pytest.raises(ProofError):
        tree.verify_consistency(8, 8, [], ROOTS[6], ROOTS[7])
    with pytest.raises(ProofError):
        tree.verify_consistency(8, 8, [ROOTS[7]], ROOTS[7], ROOTS[7])


SIZES = st.integers(-5, 300) | st.integers(0, 2**64) | st.integers()
PATHS = st.lists(st.binary(min_size=32, max_size=32) | st.binary(max_size=66), max_size=70)


@given(SIZES, SIZES, PATHS)
def test_no_made_up_proof_holds_or_does_anything_but_fail(
    a: int, b: int, path: list[bytes]
) -> None:
    with pytest.raises(ProofError):
        tree.verify_inclusion(bytes(32), a, b, path, ROOTS[7])
    with pytest.raises(ProofError):
        tree.verify_consistency(a, b, path, ROOTS[2], ROOTS[7])


def test_a_leaf_of_the_largest_tree_is_proven_by_at_most_63_hashes() -> None:
    size = 2**63 - 1
    for index in (0, 1, 2**62 - 1, 2**62, size - 1):
        path = tree.prove_inclusion(index, size, lambda *_: bytes(32))
        assert len(path) <= tree.PATH_MAX
        growth = tree.prove_consistency(index or 1, size, lambda *_: bytes(32))
        assert len(growth) <= tree.PATH_MAX + 1
    with pytest.raises(ProofError):
        tree.verify_inclusion(bytes(32), 5, size, [bytes(32)] * 1_000_000, bytes(32))


# What was once accepted.


def test_a_proof_whose_hashes_are_cut_elsewhere_is_refused() -> None:
    path = hashes("inclusion_5_of_8")
    moved = [path[0][:-1], *path[1:]]
    with pytest.raises(ProofError, match="32 bytes"):
        tree.verify_inclusion(path[0][-1:] + HASHES[5], 5, 8, moved, ROOTS[7])
    first, second, *rest = hashes("consistency_3_to_8")
    for cut in ([second[-1:] + first, second[:-1], *rest], [first + second[:1], second[1:], *rest]):
        with pytest.raises(ProofError, match="32 bytes"):
            tree.verify_consistency(3, 8, cut, ROOTS[2], ROOTS[7])


@pytest.mark.parametrize("bounds", [(0, 0), (0, -1), (-2, 2), (4, 2)])
def test_a_range_without_leaves_has_no_root(bounds: tuple[int, int]) -> None:
    with pytest.raises(ProofError):
        tree.range_root(*bounds, lambda _, index: HASHES[index])
    with pytest.raises(ProofError):
        tree.root(-1, lambda _, index: HASHES[index])


@pytest.mark.parametrize("value", [b"", b"x", bytes(31), bytes(33), bytes(64)])
def test_what_is_no_hash_is_neither_leaf_nor_root(value: bytes) -> None:
    with pytest.raises(ProofError, match="32 bytes"):
        tree.verify_inclusion(value, 0, 1, [], value)


@pytest.mark.parametrize("new", range(2, 18))
def test_a_prefix_path_leads_to_both_roots_without_being_told_either(new: int) -> None:
    for old in range(1, new):
        path = tree.prove_prefix(old, new, node)
        assert tree.prefix_roots(old, new, path) == (plain_root(0, old), plain_root(0, new))
        for wrong in (path[:-1], [*path, path[0]]):
            with pytest.raises(ProofError):
                tree.prefix_roots(old, new, wrong)


@pytest.mark.parametrize(("old", "new"), [(0, 5), (5, 5), (6, 5), (-1, 5)])
def test_a_prefix_that_is_no_part_has_no_path(old: int, new: int) -> None:
    with pytest.raises(ProofError):
        tree.prove_prefix(old, new, node)
    with pytest.raises(ProofError):
        tree.prefix_roots(old, new, [bytes(32)])
