"""Is what the server wrote about notes true?

The clerk's journal holds facts only: refused notes (evidence) and witnessed
checkpoints (anchors).  Evidence against a device is no fault of the log.  A
filed note that cites another tree is testimony that the log has forked: nobody
can decide it from this log alone, so the verdict says who said so.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from ledger.anchor import Anchor
from ledger.bracket import Timeline
from ledger.charter import Charter
from ledger.errors import RefusedError
from ledger.evidence import Evidence, Reason
from ledger.journal import EVIDENCE, Entry
from ledger.register import Register
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.errors import PolicyError, TlogError
from ledger.tlog.note import Note
from tools.recount import Places, Tree
from tools.translation import said
from tools.verdict import Check, Text, leaf


@dataclass(slots=True)
class ClerkReader:
    """Reads the clerk's notes against what the verifier has recomputed."""

    charter: Charter
    register: Register
    places: Places
    tree: Tree
    entry: Callable[[int], bytes]
    """Leaf index -> that entry's bytes."""

    check: Check
    timeline: Timeline = field(default_factory=Timeline)
    """The anchors that hold."""

    is_partial: bool = False
    """Whether a later version's word came before: the register may lack what the clerk knew."""

    def take(self, index: int, entry: Entry) -> None:
        """Judge the evidence note or anchor at leaf `index`, signed by the clerk's key."""
        try:
            if entry.header.topic == EVIDENCE:
                self._weigh(index, Evidence.parse(entry.body))
            else:
                self._read_anchor(index, entry.body)
        except RefusedError as error:
            self._miss(index, str(error))
        except TlogError as error:
            self._fail(index, str(error))

    def _weigh(self, index: int, evidence: Evidence) -> None:
        filed = Entry.parse(evidence.note)
        self.register.check_signed(filed)
        header = filed.header
        if evidence.reason is Reason.DISPUTED:
            self._weigh_testimony(index, filed)
        elif not self._shows(evidence.reason, filed):
            self._miss(
                index,
                f"number {header.sequence} of {header.journal} was filed as {evidence.reason}, "
                f"which it does not show",
            )
        else:
            self.check.remark(
                Text(
                    f"{header.journal} nomor {header.sequence} ditolak: {evidence.reason}",
                    f"{header.journal} number {header.sequence} was refused: {evidence.reason}",
                ),
                leaf(index),
            )

    def _shows(self, reason: Reason, filed: Entry) -> bool:
        header = filed.header
        if reason is Reason.REVOKED:
            last = self.register.member(header.journal).revoked_after
            return last is not None and header.sequence > last
        if reason is Reason.EQUIVOCATION:
            kept = self.places.find(header.journal, header.sequence)
            return kept is not None and Note.parse(self.entry(kept)).text != filed.text
        chain = self.register.member(header.journal).chain
        if header.sequence < chain.expected:  # resumed beyond it: lost, and found too late
            return self.places.find(header.journal, header.sequence) is None
        return header.sequence == chain.expected and header.previous != chain.head

    def _weigh_testimony(self, index: int, filed: Entry) -> None:
        header = filed.header
        if header.size <= index and self.tree.root(header.size) == header.root:
            self._fail(index, f"filed as disputed, but {header.size} was this log's root")
            return
        self.check.doubt(
            Text(
                f"{header.journal} nomor {header.sequence} mengaku melihat pohon lain "
                f"berukuran {header.size}",
                f"{header.journal} number {header.sequence} says it saw another tree "
                f"of size {header.size}",
            ),
            leaf(index),
        )

    def _read_anchor(self, index: int, body: str) -> None:
        """Judge an anchor under the policy in force at its leaf."""
        anchor = Anchor.parse(body)
        anchored = Checkpoint.opened(anchor.note, self.charter.log)
        if anchored.size > index or self.tree.root(anchored.size) != anchored.root:
            self._fail(index, f"the log signed another root of size {anchored.size}")
            return
        try:
            self.timeline.take(index, anchor.verified(self.charter.log, self.register.policy))
        except PolicyError:
            self._miss(index, "the cosignatures under this anchor are no quorum")

    def _miss(self, index: int, reason: str) -> None:
        """Say what does not fit, as far as this reader knows the register."""
        if self.is_partial:
            self.check.doubt(said(reason), leaf(index))
        else:
            self._fail(index, reason)

    def _fail(self, index: int, reason: str) -> None:
        self.check.fail(said(f"the clerk's note is untrue: {reason}"), leaf(index))
