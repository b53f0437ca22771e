"""The tree of RFC 6962: published figures, every small proof, and none but the right one."""

import pytest

from ledger.tlog import tree
from ledger.tlog.errors import ProofError
from tests.support.figures import LEAVES, ROOTS, hashes

HASHES = [tree.leaf_hash(leaf) for leaf in LEAVES]


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
