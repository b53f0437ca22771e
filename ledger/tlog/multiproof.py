"""One proof for many leaves and many sizes of one tree, without a hash too many.

Inclusion proofs of neighbours share most of their hashes, and a proof that the
tree had another root when it was smaller shares nearly all of them.  So the tree
is walked once from its root: a part that holds a wanted leaf, or through which a
wanted size cuts, is split; any other part is given by its hash alone.  Which
hashes those are follows from leaves, sizes and the tree's size, so the proof is
nothing but the hashes, from left to right, and there is one proof only.

Source: RFC 9162, section 2.1, for the tree; the proof's form is our own.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence

from ledger.tlog import tree
from ledger.tlog.errors import ProofError
from ledger.tlog.text import HASH_BYTES
from ledger.tlog.tree import NodeReader, node_hash, range_root

_Part = Callable[[int, int], bytes]
"""(start, end) -> the hash over these leaves."""


def prove(
    leaves: Collection[int], sizes: Collection[int], size: int, node: NodeReader
) -> tuple[bytes, ...]:
    """Return the hashes that `roots` needs beside the leaves, left to right.

    Args:
        leaves: Indexes below `size`.
        sizes: Of earlier trees; from 1 up to `size`.
        size: How many leaves the tree has.
        node: Reader of its complete subtrees.

    Raises:
        ProofError: A leaf or a size that this tree does not have.
    """
    found: list[bytes] = []

    def hide(start: int, end: int) -> bytes:
        found.append(range_root(start, end, node))
        return found[-1]

    _Walk(sorted({*leaves}), sorted({*sizes}), hide, lambda index: node(0, index)).over(size)
    return tuple(found)


def roots(
    leaves: Mapping[int, bytes], sizes: Collection[int], size: int, hashes: Sequence[bytes]
) -> dict[int, bytes]:
    """Return the root at each of `sizes` and at `size`, as leaves and hashes make them.

    Nothing is compared: the caller holds them against what was signed.

    Args:
        leaves: Leaf hash of 32 bytes by index.
        sizes: Of earlier trees; from 1 up to `size`.
        size: How many leaves the tree is said to have.
        hashes: From `prove`.

    Raises:
        ProofError: A hash too few, a hash too many, or a leaf or size that cannot be.
    """
    if any(len(found) != HASH_BYTES for found in (*leaves.values(), *hashes)):
        raise ProofError(f"a proof holds hashes of {HASH_BYTES} bytes alone")
    given = iter(hashes)

    def take(start: int, end: int) -> bytes:
        found = next(given, None)
        if found is None:
            raise ProofError(f"the hash over leaves {start} to {end - 1} is missing")
        return found

    walk = _Walk(sorted(leaves), sorted({*sizes}), take, leaves.__getitem__)
    whole = walk.over(size)
    if next(given, None) is not None:
        raise ProofError("the proof holds more hashes than it needs")
    earlier = {*sizes} - {size}
    return {size: whole} | {wanted: tree.root(wanted, walk.node) for wanted in earlier}


class _Walk:
    """One walk over a tree, which remembers each complete subtree that it came by."""

    def __init__(
        self,
        leaves: Sequence[int],
        sizes: Sequence[int],
        hidden: _Part,
        leaf: Callable[[int], bytes],
    ) -> None:
        self._leaves = leaves
        self._sizes = sizes
        self._hidden = hidden
        self._leaf = leaf
        self._nodes: dict[tuple[int, int], bytes] = {}

    def over(self, size: int) -> bytes:
        """Return the root over `size` leaves."""
        if size < 1 or (self._leaves and not 0 <= self._leaves[0] <= self._leaves[-1] < size):
            raise ProofError(f"a leaf that a tree of {size} does not have")
        if self._sizes and not 0 < self._sizes[0] <= self._sizes[-1] <= size:
            raise ProofError(f"a size that a tree of {size} never had")
        return self._hash(0, size)

    def node(self, level: int, index: int) -> bytes:
        """Return a complete subtree's root that the walk came by."""
        return self._nodes[level, index]

    def _hash(self, start: int, end: int) -> bytes:
        width = end - start
        if not self._is_open(start, end):
            found = self._hidden(start, end)
        elif width == 1:
            found = self._leaf(start)
        else:
            middle = start + (1 << (width - 1).bit_length() - 1)
            left = self._hash(start, middle)
            found = node_hash(left, self._hash(middle, end))
        level = width.bit_length() - 1
        if width == 1 << level:
            self._nodes[level, start >> level] = found
        return found

    def _is_open(self, start: int, end: int) -> bool:
        """Tell whether a wanted leaf lies in a part, or a wanted size cuts through it."""
        at = bisect_left(self._leaves, start)
        if at < len(self._leaves) and self._leaves[at] < end:
            return True
        cut = bisect_right(self._sizes, start)
        return cut < len(self._sizes) and self._sizes[cut] < end
