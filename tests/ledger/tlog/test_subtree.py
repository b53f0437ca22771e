"""Complete subtrees: what is read from tiles equals what grew leaf by leaf."""

import pytest

from ledger.tlog import tree
from ledger.tlog.errors import ProofError
from ledger.tlog.subtree import Subtrees
from ledger.tlog.tile import WIDTH


@pytest.mark.parametrize("change", [-1, 1, -WIDTH])
def test_a_source_that_returns_another_number_of_hashes_is_refused(change: int) -> None:
    leaves = [tree.leaf_hash(bytes([number])) for number in range(WIDTH)]

    def read(level: int, index: int, width: int) -> list[bytes]:
        del level, index
        return (leaves + leaves)[: max(width + change, 0)]

    with pytest.raises(ProofError, match="hashes"):
        Subtrees(200, read)
    grown = Subtrees(0, read, tiles_kept=0)
    for leaf in leaves:
        grown.push(leaf)
    with pytest.raises(ProofError, match="hashes"):
        grown.node(0, 0)
