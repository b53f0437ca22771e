"""What the log has put its name to, against what its entries say.

Checkpoints, the guard's memory, checkpoints kept in a dispute, witnesses' lines:
each names a size and a root, and is compared with the root that the verifier
has computed at that size.  Two words of the log that cannot both be true are
proof against it.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from ledger.charter import Charter
from ledger.recovery import Recovery
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.errors import TlogError
from ledger.tlog.note import Note
from ledger.tlog.policy import NONE, Policy
from ledger.verifier import Signed
from tools import witness
from tools.recount import Tree
from tools.signature import SignatureQueue
from tools.source import DamagedError, Source
from tools.translation import said
from tools.verdict import Check, Span, Text

_COSIGNED_MAX = 256


class DisagreementError(Exception):
    """The log signed something that its entries do not bear out."""


@dataclass(slots=True)
class Promises:
    """Judges what a log has signed."""

    source: Source
    charter: Charter
    tree: Tree
    """Of all entries, complete."""

    queue: SignatureQueue
    newest: Note | None = None
    size: int = 0
    """Size of the newest checkpoint."""

    agreed: int = 0
    """Largest size whose checkpoint agrees with the entries."""

    cosigned: deque[tuple[int, Note]] = field(default_factory=lambda: deque(maxlen=_COSIGNED_MAX))
    """The newest stored checkpoints that carry lines of others, and their sizes."""

    recoveries: tuple[Recovery, ...] = ()
    lost: int = 0
    """Largest size that is known to have been signed and lost."""

    def check_checkpoints(self, check: Check) -> None:
        """Check form, signature, size and root of every stored checkpoint."""
        count = 0
        for size, raw in self.source.checkpoints():
            count += 1
            span = Span(self.agreed, max(size, self.agreed + 1))
            try:
                self._check_checkpoint(size, raw, span)
            except (TlogError, DisagreementError) as error:
                what = f"{self.source.file}: checkpoint {size}: {error}"
                check.fail(said(what), span)
        origin = self.charter.origin
        check.summary = Text(f"{origin}, {self.size}", f"{origin}, {self.size}")
        if not count:
            raise DamagedError(f"{self.source.name}: no checkpoint is stored")
        if (rest := self.tree.size - self.size) > 0:
            check.remark(
                Text(f"{rest} entri terakhir belum tercakup", f"{rest} entries not covered yet"),
                Span(self.size, self.tree.size),
            )

    def _check_checkpoint(self, size: int, raw: bytes, span: Span) -> None:
        note = Note.parse(raw)
        checkpoint = Checkpoint.parse(note.text)
        self.newest, self.size = note, size
        if checkpoint.size != size:
            raise DisagreementError(f"it says {checkpoint.size}")
        self._queue_signature(note, span)
        self.compare(checkpoint)
        self.agreed = size
        if len(note.signatures) > 1:
            self.cosigned.append((size, note))

    def _queue_signature(self, note: Note, span: Span) -> None:
        key = self.charter.log
        own = [s for s in note.signatures if (s.name, s.key_id) == (key.name, key.id)]
        if not own:
            raise DisagreementError("the log has not signed it")
        for signature in own:
            signed = Signed(key.public, signature.value, note.text.encode())
            self.queue.add(("checkpoints", span), signed)

    def compare(self, checkpoint: Checkpoint) -> None:
        """Compare one size and root with the entries.

        Raises:
            DisagreementError: They are of another tree.
        """
        if checkpoint.origin != self.charter.origin:
            raise DisagreementError(f"it is of the log {checkpoint.origin[:80]}")
        if checkpoint.size > self.tree.size:
            raise DisagreementError(
                f"{checkpoint.size} entries were signed, {self.tree.size} are here"
            )
        if self.tree.root(checkpoint.size) != checkpoint.root:
            raise DisagreementError(f"the entries have another root at size {checkpoint.size}")

    def check_guard(self, check: Check) -> None:
        """Check that what the guard remembers is true of these entries."""
        text = self.source.guard()
        if text is None:
            return
        try:
            guarded = Checkpoint.parse(text)
            self.compare(guarded)
        except (TlogError, DisagreementError) as error:
            check.fail(said(f"the file guard: {error}"))
        else:
            check.summary = Text(str(guarded.size), str(guarded.size))

    def check_disputes(self, check: Check) -> None:
        """Check the checkpoints that the server has kept as contradicting its log."""
        for name, raw in self.source.disputes():
            try:
                disputed = Checkpoint.opened(raw, self.charter.log)
            except TlogError as error:
                check.remark(said(f"{name}: {error}"))
                continue
            try:
                self.compare(disputed)
            except DisagreementError as error:
                self._weigh(check, name, disputed.size, error)

    def check_lost(self, check: Check) -> None:
        """Check the checkpoints that the server has kept of entries that were lost."""
        for name, raw in self.source.lost():
            try:
                lost = Checkpoint.opened(raw, self.charter.log)
            except TlogError as error:
                check.remark(said(f"{name}: {error}"))
                continue
            self.lost = max(self.lost, lost.size)
            try:
                self.compare(lost)
            except DisagreementError as error:
                self._weigh(check, name, lost.size, error)

    def _weigh(self, check: Check, name: str, size: int, error: DisagreementError) -> None:
        """Tell a lost tail, from which the registrars have recovered the log, from a fork."""
        found = [one for one in self.recoveries if one.size < size <= self.lost]
        if found:
            leaf = found[-1].index
            check.remark(
                Text(
                    f"{name}: ekor yang hilang, berukuran {size}; log dipulihkan pada daun {leaf} "
                    f"oleh kuorum pendaftar",
                    f"{name}: lost tail of size {size}; the log was recovered at leaf {leaf} by a "
                    f"quorum of registrars",
                )
            )
            return
        check.fail(said(f"{name}: the log signed another tree: {error}"))

    def check_witnesses(self, check: Check, policy: Policy) -> None:
        """Check all witnesses' lines, and find the newest checkpoint that a quorum has seen."""
        valid: dict[int, set[str]] = {self.size: set()}
        for size, note in self._witnessed(check):
            found = witness.count(policy, note)
            valid.setdefault(size, set()).update(found.valid)
            for name in found.broken:
                check.fail(
                    Text(
                        f"tanda saksi {name} pada checkpoint {size} tidak sah",
                        f"the line of {name} under checkpoint {size} does not hold",
                    )
                )
        if policy.quorum == NONE:
            count = len(valid[self.size])
            check.summary = Text(
                f"kebijakan tidak meminta saksi; sah {count}",
                f"the policy asks for none; valid {count}",
            )
            return
        self._judge_quorum(check, policy, valid)

    def _judge_quorum(self, check: Check, policy: Policy, valid: dict[int, set[str]]) -> None:
        """Say up to where a quorum has seen the log.

        The newest checkpoint of a log that grows is seldom witnessed yet, and that is no fault;
        but what only its server vouches for is named.
        """
        met = [size for size, names in valid.items() if policy.is_met_by(names)]
        size = max(met, default=self.size)
        need, names = witness.needed(policy), ", ".join(sorted(valid[size]))
        count = len(valid[size])
        check.summary = Text(
            f"perlu {need}, sah {count} pada {size} dari {self.size}: {names}",
            f"need {need}, valid {count} at {size} of {self.size}: {names}",
        )
        if not met:
            check.doubt(Text("kuorum saksi belum tercapai", "the quorum of witnesses is not met"))
        elif size < self.size:
            check.remark(
                Text("belum disaksikan kuorum", "not yet seen by a quorum of witnesses"),
                Span(size, self.size),
            )

    def _witnessed(self, check: Check) -> Iterator[tuple[int, Note]]:
        """Yield cosigned checkpoints, and every stored line under the text it belongs to."""
        yield from self.cosigned
        for size, line in self.source.cosignatures():
            # Larger than both: a server that goes on has added it since. Larger than the entries
            # alone: they are lost, which is said where checkpoints are compared.
            if not 0 <= size <= min(self.size, self.tree.size):
                continue
            text = Checkpoint(self.charter.origin, size, self.tree.root(size)).text()
            try:
                yield size, Note.parse(f"{text}\n{line}\n".encode())
            except TlogError as error:
                check.fail(said(f"witness' line at {size}: {error}"))
