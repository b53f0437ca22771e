"""The Merkle tree of RFC 6962: hashes, proofs and their verification.

Proofs are made from *complete subtrees*: `node(level, index)` is the root of
the leaves `index * 2**level` up to `(index + 1) * 2**level`.  Where those come
from (memory, a database, tiles of another server) is not known here.

Source: RFC 9162, section 2.1.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence

from ledger.tlog.errors import ProofError

NodeReader = Callable[[int, int], bytes]
"""(level, index) -> root of that complete subtree, 32 bytes."""

PATH_MAX = 63
"""No inclusion proof in a tree of fewer than 2^63 leaves has more hashes (growth may: 64)."""

EMPTY_ROOT = hashlib.sha256(b"").digest()

_sha256 = hashlib.sha256


def leaf_hash(data: bytes) -> bytes:
    """Return SHA-256(0x00 || data)."""
    return _sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return SHA-256(0x01 || left || right)."""
    return _sha256(b"\x01" + left + right).digest()


def root_of(leaves: Iterable[bytes]) -> bytes:
    """Return the root over leaf hashes, keeping only the right edge in memory."""
    edge: list[bytes] = []
    for index, leaf in enumerate(leaves):
        node, bit = leaf, index
        while bit & 1:
            node = node_hash(edge.pop(), node)
            bit >>= 1
        edge.append(node)
    if not edge:
        return EMPTY_ROOT
    root = edge.pop()
    while edge:
        root = node_hash(edge.pop(), root)
    return root


def root(size: int, node: NodeReader) -> bytes:
    """Return the root of the first `size` leaves."""
    return range_root(0, size, node) if size else EMPTY_ROOT


def range_root(start: int, end: int, node: NodeReader) -> bytes:
    """Return the hash over leaves [start, end), a subtree that the tree really has.

    Args:
        start: Multiple of the smallest power of two that is not below `end - start`.
        end: Above `start`.
        node: Reader of complete subtrees.

    Raises:
        ProofError: There is no such range.
    """
    if not 0 <= start < end:
        raise ProofError(f"no leaves from {start} to {end}")
    parts = []
    while start < end:
        level = (end - start).bit_length() - 1
        parts.append(node(level, start >> level))
        start += 1 << level
    found = parts.pop()
    while parts:
        found = node_hash(parts.pop(), found)
    return found


def prove_inclusion(index: int, size: int, node: NodeReader) -> list[bytes]:
    """Return the path of leaf `index` in the tree of `size` leaves, leaf's side first.

    Raises:
        ProofError: There is no such leaf in a tree of that size.

    Source: RFC 9162, section 2.1.3.1.
    """
    if not 0 <= index < size:
        raise ProofError(f"no leaf {index} in a tree of {size}")
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(range_root(middle, end, node))
            end = middle
        else:
            path.append(range_root(start, middle, node))
            start = middle
    path.reverse()
    return path


def path_length(index: int, size: int) -> int:
    """Return how many hashes the path of leaf `index` has in the tree of `size` leaves."""
    inner = (index ^ (size - 1)).bit_length()
    return inner + (index >> inner).bit_count()


def prove_consistency(old: int, new: int, node: NodeReader) -> list[bytes]:
    """Return the proof that the tree of `new` leaves begins with the tree of `old`.

    The proof from the empty tree, and from a tree to itself, is empty.

    Raises:
        ProofError: `old` is larger than `new`, or negative.

    Source: RFC 9162, section 2.1.4.1.
    """
    if not 0 <= old <= new:
        raise ProofError(f"a tree of {new} leaves does not begin with one of {old}")
    path: list[bytes] = []
    if old in {0, new}:
        return path
    start, end, is_whole = 0, new, True
    while old != end:
        middle = start + _split(end - start)
        if old <= middle:
            path.append(range_root(middle, end, node))
            end = middle
        else:
            path.append(range_root(start, middle, node))
            start, is_whole = middle, False
    if not is_whole:
        path.append(range_root(start, end, node))
    path.reverse()
    return path


def verify_inclusion(
    leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes
) -> None:
    """Check that `leaf` is at `index` in the tree of `size` leaves under `root`.

    Args:
        leaf: Leaf hash of 32 bytes, from `leaf_hash`.
        index: Counted from 0; below `size`.
        size: Number of leaves under `root`.
        path: At most 63 sibling hashes of 32 bytes, leaf's side first.
        root: From a checkpoint whose signature was verified.

    Raises:
        ProofError: The path has the wrong length or leads elsewhere.

    Source: RFC 9162, section 2.1.3.2.
    """
    _check_hashes((leaf, root, *path))
    if not 0 <= index < size:
        raise ProofError(f"no leaf {index} in a tree of {size}")
    inner = (index ^ (size - 1)).bit_length()
    if len(path) != path_length(index, size):
        raise ProofError(f"an inclusion path of {len(path)} hashes cannot belong to this leaf")
    found = leaf
    for depth, sibling in enumerate(path):
        if depth >= inner or index >> depth & 1:
            found = node_hash(sibling, found)
        else:
            found = node_hash(found, sibling)
    if found != root:
        raise ProofError(f"the inclusion path of leaf {index} leads to another root")


def verify_consistency(
    old: int, new: int, path: Sequence[bytes], old_root: bytes, new_root: bytes
) -> None:
    """Check that the tree of `new` leaves begins with the tree of `old` leaves.

    Size 0 is refused: everything begins with nothing, so it proves nothing.

    Raises:
        ProofError: The path has the wrong length or leads elsewhere.

    Source: RFC 9162, section 2.1.4.2.
    """
    _check_hashes(path)
    if not 0 < old <= new:
        raise ProofError(f"no consistency from {old} to {new} leaves can be proven")
    if old == new:
        if path or old_root != new_root:
            raise ProofError("two roots, or a proof, for one size")
        return
    _verify_growth(old, new, path, (old_root, new_root))


def prove_prefix(old: int, new: int, node: NodeReader) -> list[bytes]:
    """Return hashes that lead to the root of `new` leaves and to that of the first `old`.

    They are the consistency proof, with the root of the older tree before it where RFC 9162 leaves
    that out: here nobody's word on the older root is taken.

    Raises:
        ProofError: Not 0 < old < new.
    """
    if not 0 < old < new:
        raise ProofError(f"a tree of {old} leaves is no part of one of {new}")
    seed = [range_root(0, old, node)] if old & (old - 1) == 0 else []
    return seed + prove_consistency(old, new, node)


def prefix_roots(old: int, new: int, path: Sequence[bytes]) -> tuple[bytes, bytes]:
    """Return the roots of the first `old` and of all `new` leaves to which `prove_prefix` leads.

    Raises:
        ProofError: Not 0 < old < new, or the path has a length that it cannot have.
    """
    _check_hashes(path)
    if not 0 < old < new or not path:
        raise ProofError(f"no hashes join {old} and {new} leaves")
    return _growth(old, new, path[0], path[1:])


def _verify_growth(old: int, new: int, path: Sequence[bytes], roots: tuple[bytes, bytes]) -> None:
    is_power = old & (old - 1) == 0
    if not is_power and not path:
        raise ProofError(f"a consistency path of 0 hashes cannot join {old} and {new}")
    seed, rest = (roots[0], path) if is_power else (path[0], path[1:])
    if _growth(old, new, seed, rest) != roots:
        raise ProofError(f"the consistency path from {old} to {new} leads to another root")


def _growth(old: int, new: int, seed: bytes, rest: Sequence[bytes]) -> tuple[bytes, bytes]:
    """Return both roots; `seed` is the largest complete subtree at the end of the older tree."""
    shift = (old & -old).bit_length() - 1
    inner = ((old - 1) ^ (new - 1)).bit_length() - shift
    mask = (old - 1) >> shift
    if len(rest) != inner + (mask >> inner).bit_count():
        raise ProofError(f"a consistency path of {len(rest)} hashes cannot join {old} and {new}")
    was = now = seed
    for depth, sibling in enumerate(rest):
        if depth >= inner or mask >> depth & 1:
            was, now = node_hash(sibling, was), node_hash(sibling, now)
        else:
            now = node_hash(now, sibling)
    return was, now


def _check_hashes(hashes: Sequence[bytes]) -> None:
    """Refuse hashes cut elsewhere: `left || right` is the same where a byte changes sides."""
    if any(len(found) != len(EMPTY_ROOT) for found in hashes):
        raise ProofError(f"a proof holds hashes of {len(EMPTY_ROOT)} bytes alone")


def _split(width: int) -> int:
    """Return the largest power of two below `width`."""
    return 1 << ((width - 1).bit_length() - 1)
