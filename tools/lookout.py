"""A lookout: one log as it is seen from everywhere, compared with one verified copy.

Whoever shows a checkpoint that the log has signed (its server, a mirror, a witness) shows the same
history as the copy, or the log has signed two: then the two checkpoints are kept as proof.  Each
growth is verified entry by entry before it enters the copy, and every rule is run over the copy.
What is found becomes an alert before anything is written that would let it be forgotten.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from ledger import file
from ledger.charter import Charter
from ledger.errors import ForkError
from ledger.mirror import Growth, Read
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.cosignature import verify_cosignature
from ledger.tlog.errors import TlogError
from ledger.tlog.note import Note
from projections.findings import Listed
from tools.alert import Alert, Kind, Outbox
from tools.attention import Attention
from tools.shadow import Clock, Fault, Shadow
from tools.succession import Succession, succession
from tools.translation import said
from tools.vantage import Vantage
from tools.verdict import Text

EVIDENCE = "evidence"
"""Last part of the name of the folder of proofs against a log, beside its copy."""

MINUTE = 60_000


class Patience(NamedTuple):
    """After how long something is worth an alert, in milliseconds."""

    unwitnessed: int = 30 * MINUTE
    silent: int = 5 * MINUTE


class Lookout:
    """One log; its vantages are dealt with one after the other."""

    def __init__(
        self, folder: Path, charter: bytes, outbox: Outbox, clock: Clock, patience: Patience
    ) -> None:
        """Open the copy, and go on where it was left.

        Raises:
            CharterError: The charter is none.
            StorageError: The disk did not take it.
        """
        self.charter = Charter.opened(charter)
        self.origin = self.charter.origin
        self._folder = folder
        self._raw_charter = charter
        self._outbox = outbox
        self._clock = clock
        self._patience = patience
        self._folded = -1
        self._due: datetime | None = None
        with self._shadow() as shadow:
            self.known = shadow.known
            self.policy = shadow.register.policy
            if self.known.size > 1:  # else nothing but the charter
                self._judge(shadow)
        self._attention = Attention(outbox.remembered(f"unwitnessed {self.origin}"))

    def take(self, vantage: Vantage, raw: bytes, read: Read) -> None:
        """Deal with a checkpoint that is shown somewhere.

        Args:
            vantage: Where.
            raw: Its bytes.
            read: Of tiles and entries at the same place; not used for a witness.

        Raises:
            SourceError: Something could not be read; nothing is forgotten, try again.
            UnprovenError: What is shown is not what was signed; try again.
            StorageError: The disk did not take it.
        """
        checkpoint = self._opened(vantage, raw)
        if checkpoint is None:
            vantage.dealt_with(raw)
            return
        if vantage.witness is not None and checkpoint.size > self.known.size:
            self._wait(vantage, checkpoint)
            return
        vantage.ahead_since = None
        if checkpoint == self.known or self._compared(vantage, checkpoint, raw, read):
            self._attention.hear(self.policy, Note.parse(raw), checkpoint.size)
            if checkpoint.size > vantage.size:
                vantage.size = checkpoint.size
                self._outbox.remember(f"size {vantage.address}", str(checkpoint.size))
        vantage.dealt_with(raw)

    def mind_time(self) -> None:
        """See what has become worth an alert because time has passed.

        Raises:
            StorageError: The disk did not take it.
        """
        now = self._clock()
        if self._due is not None and now / 1000 > self._due.timestamp():
            with self._shadow() as shadow:
                self._judge(shadow)
        waiting, is_new = self._attention.waiting(self.policy, self.known.size, now)
        if is_new:
            self._outbox.remember(f"unwitnessed {self.origin}", str(waiting or ""))
        if waiting is not None and now - waiting.since > self._patience.unwitnessed:
            minutes = (now - waiting.since) // MINUTE
            text = Text(
                f"belum ada kuorum saksi untuk ukuran {waiting.size} selama {minutes} menit",
                f"no quorum of witnesses has seen size {waiting.size} for {minutes} minutes",
            )
            self._tell("unwitnessed", "", f"{waiting.size}", text, size=waiting.size)

    @contextmanager
    def _shadow(self) -> Iterator[Shadow]:
        shadow = Shadow.open(self._folder, self._raw_charter, self._clock)
        try:
            yield shadow
        finally:
            shadow.close()

    def _opened(self, vantage: Vantage, raw: bytes) -> Checkpoint | None:
        """Return a checkpoint that the log, and the witness if it is one's, has signed."""
        try:
            if vantage.witness is not None:
                verify_cosignature(Note.parse(raw), vantage.witness)
            return Checkpoint.opened(raw, self.charter.log)
        except TlogError as error:
            text = said(f"the checkpoint does not hold: {error}")
            about = f"{vantage.address} {sha256(raw).hexdigest()}"
            self._tell("signature", vantage.address, about, text)
            return None

    def _wait(self, vantage: Vantage, checkpoint: Checkpoint) -> None:
        """Give the log time to show to us what a witness has seen."""
        now = self._clock()
        if vantage.ahead_since is None:
            vantage.ahead_since = now
        if now - vantage.ahead_since > self._patience.silent:
            size, known = checkpoint.size, self.known.size
            text = Text(
                f"saksi sudah melihat {size} daun, kepada kita log menunjukkan {known}",
                f"a witness has seen {size} leaves, the log shows {known} to us",
            )
            self._tell("withheld", vantage.address, f"{vantage.address} {known}", text, size=size)

    def _compared(self, vantage: Vantage, checkpoint: Checkpoint, raw: bytes, read: Read) -> bool:
        """Tell whether a checkpoint is of the same history as the copy, which grows by it."""
        found: Succession | None = None
        with self._shadow() as shadow:
            self.known = shadow.known
            try:
                if checkpoint.size > self.known.size:
                    return self._grown(shadow, vantage, (checkpoint, raw), read)
                shadow.check(checkpoint, raw)
            except ForkError:
                found = self._parted(shadow, vantage, (checkpoint, raw), read)
                if found is None:
                    return False
        if found is not None:
            self._succeed(vantage, found)
            return True
        if vantage.witness is None and checkpoint.size < vantage.size:
            text = Text(
                f"dahulu menunjukkan {vantage.size} daun, sekarang {checkpoint.size}",
                f"showed {vantage.size} leaves before, now {checkpoint.size}",
            )
            about = f"{vantage.address} {vantage.size} {checkpoint.size}"
            self._tell("rollback", vantage.address, about, text, size=checkpoint.size)
        return True

    def _grown(
        self, shadow: Shadow, vantage: Vantage, shown: tuple[Checkpoint, bytes], read: Read
    ) -> bool:
        checkpoint, raw = shown
        growth = Growth(self.known, checkpoint, read)
        for fault in shadow.grow(growth, raw):
            self._blame(vantage, fault)
        self.known, self.policy = shadow.known, shadow.register.policy
        self._judge(shadow)
        return True

    def _parted(
        self, shadow: Shadow, vantage: Vantage, shown: tuple[Checkpoint, bytes], read: Read
    ) -> Succession | None:
        """Say that the log has signed two histories; return the other if it is to be followed."""
        checkpoint, raw = shown
        is_larger = checkpoint.size > self.known.size
        if not is_larger:
            self._accuse(shadow, vantage, raw, None)
        if vantage.witness is not None:
            return None
        growth = Growth(None, checkpoint, read)
        if is_larger:
            self._accuse(shadow, vantage, raw, growth)
        return succession(shadow, growth, raw, self._beside("new"))

    def _succeed(self, vantage: Vantage, found: Succession) -> None:
        """Follow the new history; keep the copy of the old one."""
        before, size = self.known.size, found.recovery.size
        old = self._beside(f"before-{size}-{before}")
        text = Text(
            f"pendaftar memulihkan log dari {size} daun: {before - size} daun lama tidak lagi sah",
            f"registrars recovered the log from {size} leaves: {before - size} old leaves are lost",
        )
        about = f"{size} {found.recovery.index}"
        self._tell("recovery", vantage.address, about, text, size=size, kept=str(old))
        for fault in found.faults:
            self._blame(vantage, fault)
        self._folder.rename(old)
        found.folder.rename(self._folder)
        self._attention, self._folded, vantage.size = Attention(), -1, 0
        with self._shadow() as shadow:
            self.known, self.policy = shadow.known, shadow.register.policy
            self._judge(shadow)

    def _beside(self, name: str) -> Path:
        return self._folder.with_name(f"{self._folder.name}.{name}")

    def _judge(self, shadow: Shadow) -> None:
        """Run every rule over what is new in the copy."""
        now = self._clock()
        found, self._due = shadow.findings(self._folded, now)
        self._outbox.raise_([self._finding(one) for one in found], now)
        self._folded = shadow.known.size - 1

    def _finding(self, listed: Listed) -> Alert:
        finding = listed.finding
        detail: dict[str, str | int] = {
            "rule": finding.rule,
            "severity": finding.severity,
            "subject_kind": finding.subject_kind,
            "subject": finding.subject,
        }
        if finding.explained_by is not None:
            detail["explained_by"] = finding.explained_by
        text = Text(finding.indonesian(), finding.english())
        leaf = finding.evidence[0] if finding.evidence else listed.since
        return Alert("finding", self.origin, "", finding.key, text, leaf, detail)

    def _blame(self, vantage: Vantage, fault: Fault) -> None:
        kind: Kind = "citation" if fault.is_citation else "entry"
        alert = Alert(
            kind,
            self.origin,
            vantage.address,
            f"{fault.leaf}",
            Text(*2 * (fault.reason,)),
            fault.leaf,
        )
        self._outbox.raise_([alert], self._clock())

    def _accuse(self, shadow: Shadow, vantage: Vantage, raw: bytes, growth: Growth | None) -> None:
        """Keep the proof that the log has signed two histories, then say so."""
        proof = shadow.accused(raw, growth)
        detail: dict[str, str | int] = {}
        if proof is not None:
            content = proof.serialise()
            path = self._beside(EVIDENCE) / f"{sha256(content).hexdigest()[:16]}.equivocation"
            path.parent.mkdir(exist_ok=True)
            if not path.exists():
                file.replace(path, content)
            detail["evidence"] = str(path)
        text = Text(
            "log menandatangani dua sejarah: yang tampak di sini lain dari salinan kita",
            "the log has signed two histories: what is shown here is not that of our copy",
        )
        about = " ".join([vantage.address, *(one.line for one in shadow.register.recoveries)])
        alert = Alert("fork", self.origin, vantage.address, about, text, None, detail)
        self._outbox.raise_([alert], self._clock())

    def _tell(self, kind: Kind, place: str, about: str, text: Text, **detail: str | int) -> None:
        alert = Alert(kind, self.origin, place, about, text, None, dict(detail))
        self._outbox.raise_([alert], self._clock())
