"""Receipts: what the ledger owes to whoever handed in a note.

A receipt means that the note is on stable storage under its final leaf index
and covered by a signed checkpoint.  The phone checks it without trusting us: the
note is in the tree, and the tree extends the one that the phone has cited.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ledger.admission import Placed
from ledger.log import Log
from ledger.recovery import Recovery, behind
from ledger.tlog.tree import prove_consistency, prove_inclusion

_PROOFS_KEPT = 4096


@dataclass(frozen=True, slots=True)
class Receipt:
    """The place of one note, and the proofs."""

    leaf_index: int
    leaf: bytes
    """Leaf hash of `note`."""

    note: bytes
    """As it is in the log: the first copy, if it came more than once."""

    checkpoint: bytes
    """The first signed checkpoint whose tree holds the note."""

    inclusion: tuple[bytes, ...]
    """From the leaf to the checkpoint's root."""

    consistency: tuple[bytes, ...]
    """From the size that the note cites to the checkpoint's; empty from size 0."""

    recovery: Recovery | None = None
    """Set where the note cites a tree without it: `consistency` begins here if that is smaller."""

    words: tuple[bytes, ...] = ()
    """The charter, and its registrars' notes that have recovered the log from there."""

    is_new: bool = False
    """Whether this request has added it."""


class Receipts:
    """Makes receipts from the committed tree."""

    def __init__(self, log: Log, recoveries: Callable[[], Sequence[Recovery]] = tuple) -> None:
        """Prove what `log` holds, which was recovered so often."""
        self._log = log
        self._recoveries = recoveries
        self._growth: dict[tuple[int, int], tuple[bytes, ...]] = {}

    def of(self, place: Placed, covering: tuple[int, bytes]) -> Receipt:
        """Return the receipt of a note under a checkpoint, given with its size."""
        size, checkpoint = covering
        path = prove_inclusion(place.leaf_index, size, self._log.subtrees.node)
        recovery = self._behind(place)
        base = min(place.cited, recovery.size) if recovery else place.cited
        growth = self._consistency(base, size)
        return Receipt(
            place.leaf_index,
            place.leaf,
            place.note,
            checkpoint,
            tuple(path),
            growth,
            recovery,
            () if recovery is None else self.words(recovery),
            place.is_new,
        )

    def words(self, recovery: Recovery) -> tuple[bytes, ...]:
        """Return the charter and the notes that recover, by which anybody can check it."""
        rows = self._log.entries(recovery.size, recovery.index + 1 - recovery.size)
        said = (row.note for row in rows if recovery.is_said_in(row.note))
        return (self._log.entries(0, 1)[0].note, *said)

    def _behind(self, place: Placed) -> Recovery | None:
        """Return the recovery that whoever cites this need not know of; nearly always none."""
        recoveries, cited = self._recoveries(), place.cited
        found = behind(recoveries, place.leaf_index) if recoveries else None
        if found is None or not found.index < cited <= place.leaf_index:
            return found
        return None if self._log.subtrees.root(cited) == place.root else found

    def _consistency(self, old: int, new: int) -> tuple[bytes, ...]:
        """Return a proof that many phones share: they cite the same few checkpoints."""
        proof = self._growth.get((old, new))
        if proof is None:
            if len(self._growth) >= _PROOFS_KEPT:
                self._growth.clear()
            proof = tuple(prove_consistency(old, new, self._log.subtrees.node))
            self._growth[old, new] = proof
        return proof
