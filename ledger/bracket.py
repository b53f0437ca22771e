"""Time brackets: between which two moments a statement was signed, proven by witnesses.

*Not before*: the earliest cosignature time in the newest anchor whose leaf index
is below the size that the statement cites; its signer has seen that anchor.
*Not after*: the latest cosignature time in the first anchor whose checkpoint is
larger than the statement's leaf index; its witnesses have seen the statement.
A missing end stays open.  A signer can always cite an old checkpoint: the lower
end limits honest clocks, not liars.

Asked the other way round, the same anchors tell how long the log was at a moment: at least as long
as the largest tree that was cosigned by then, and no longer than up to the first anchor that was
cosigned after it.

Pure: the same anchors give everybody the same brackets.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

from ledger.anchor import Anchor, Anchored
from ledger.journal import Entry
from ledger.tlog.errors import ProofError
from ledger.tlog.note import VerifierKey
from ledger.tlog.policy import Policy


class Bracket(NamedTuple):
    """Both ends in seconds since 1970 UTC; None is an open end."""

    not_before: int | None
    not_after: int | None


class Extent(NamedTuple):
    """How many leaves the log had at a moment."""

    at_least: int
    """A quorum had seen a tree of so many by then."""

    at_most: int | None
    """What stands behind came after that moment; None: nothing shows that."""


@dataclass(slots=True)
class Timeline:
    """The anchors of a log, in the order of their leaves."""

    _places: list[int] = field(default_factory=list)
    """Leaf index of every anchor that tells a time."""

    _earliest: list[int] = field(default_factory=list)
    """Earliest time of each."""

    _sizes: list[int] = field(default_factory=list)
    """Sizes of those anchors whose checkpoint is larger than all before."""

    _latest: list[int] = field(default_factory=list)
    """Latest time of each of those."""

    def take(self, index: int, anchored: Anchored) -> None:
        """Take the anchor at leaf `index`, which stands behind all that were taken.

        The caller has compared its checkpoint with the tree: an anchor of another tree tells
        nothing about this one.

        Raises:
            ProofError: It is of a tree that holds the anchor itself, which cannot be.
        """
        size = anchored.checkpoint.size
        if size > index:
            raise ProofError(f"the anchor at leaf {index} is of a tree of {size} leaves")
        earliest, latest = anchored.earliest, anchored.latest
        if earliest is None or latest is None:
            return
        self._places.append(index)
        self._earliest.append(earliest)
        if not self._sizes or size > self._sizes[-1]:
            self._sizes.append(size)
            self._latest.append(latest)

    def read(self, index: int, entry: Entry, log: VerifierKey, policy: Policy) -> Anchored:
        """Check the anchor note at leaf `index` and take it.

        Args:
            index: Its leaf index, larger than that of every anchor before.
            entry: The note, signed by the clerk.
            log: The log's key.
            policy: The policy in force at that leaf.

        Raises:
            TlogError: Out of form, not the log's, not seen by a quorum, or of a later tree.
        """
        anchored = Anchor.parse(entry.body).verified(log, policy)
        self.take(index, anchored)
        return anchored

    def bracket(self, index: int, cited: int) -> Bracket:
        """Return between which moments the statement at leaf `index` was signed.

        Args:
            index: Its leaf index.
            cited: The tree size in its header.
        """
        before = bisect_left(self._places, cited)
        after = bisect_right(self._sizes, index)
        return Bracket(
            self._earliest[before - 1] if before else None,
            self._latest[after] if after < len(self._sizes) else None,
        )

    def extent(self, moment: int) -> Extent:
        """Return how long the log was at a moment.

        Args:
            moment: Seconds since 1970 UTC.
        """
        seen = [size for size, at in zip(self._sizes, self._latest, strict=True) if at <= moment]
        at_least = seen[-1] if seen else 0
        later = (
            place
            for place, at in zip(self._places, self._earliest, strict=True)
            if at > moment and place >= at_least  # what was seen was there, whatever a clock says
        )
        return Extent(at_least, next(later, None))
