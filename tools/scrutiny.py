"""Every note of a log, one after the other: form, signer, order, citation, register.

The same pure folds as the server's, over entry bytes alone.  A word of a later
version (an unknown verb, key type or kind of note) is no fault; but from there
on this reader cannot know the whole register, so what it then misses (a journal,
a number) is undecided instead of bad.
"""

import re

from ledger.charter import Charter
from ledger.errors import LedgerError, MalformedNoteError, RefusedError, WrongOriginError
from ledger.journal import ANCHOR, CHARTER, EVIDENCE, REGISTER, STATEMENT, Entry, Header
from ledger.member import Member
from ledger.recovery import Recovery
from ledger.register import Effect, Outcome, Register
from ledger.verifier import Signed
from tools.citation import Citations
from tools.clerk import ClerkReader
from tools.recount import Places, Tree
from tools.signature import SignatureQueue
from tools.source import Source
from tools.translation import said
from tools.verdict import Check, Span, Text, leaf

CHECKS = {
    "form": Text("Bentuk catatan", "Form of the notes"),
    "signatures": Text("Tanda tangan", "Signatures"),
    "journals": Text("Urutan tiap jurnal", "Order of each journal"),
    "register": Text("Daftar kunci", "Register of keys"),
    "citations": Text("Checkpoint yang dikutip perangkat", "Checkpoints that devices cite"),
    "clerk": Text("Catatan panitera (server)", "Notes of the clerk (server)"),
}
"""Key -> name of each check that is made here."""

_LATER_TOPIC = re.compile(rb"segel/[a-z-]{1,40}/v[0-9]{1,6}")
_TOPICS = {topic.encode() for topic in (STATEMENT, REGISTER, EVIDENCE, ANCHOR, CHARTER)}


class Scrutiny:
    """The state of the ledger's folds, and what did not fit so far."""

    def __init__(self, charter: Charter, tree: Tree, queue: SignatureQueue, source: Source) -> None:
        """Begin behind the charter, whose leaf hash is the tree's first."""
        self.checks = {key: Check(key, name) for key, name in CHECKS.items()}
        self.register = Register.opened(charter, tree.leaf(0))
        self._tree = tree
        self._queue = queue
        self._places = Places()
        self._clerk = ClerkReader(
            charter, self.register, self._places, tree, source.entry, self.checks["clerk"]
        )
        self._citations = Citations(self.checks["citations"], tree)
        self._is_partial = False
        self._void = 0
        self.signed = 0
        """How many signatures of journals were handed to the queue."""
        self.by_hardware: set[Span] = set()
        """Where those of hardware keys stand."""

    def take(self, index: int, raw: bytes) -> None:
        """Judge the note at leaf `index`, whose predecessors have all been taken."""
        try:
            entry = Entry.parse(raw)
        except RefusedError as error:
            self._take_unread(index, raw, error)
            return
        try:
            member = self.register.signer(entry)
        except RefusedError as error:
            self._take_unsigned(index, entry, error)
            return
        self._queue_signature(index, entry, member)
        self._check_order(index, entry.header, member)
        self._citations.take(index, entry, self.register)
        self._fold(index, entry)

    def close(self) -> None:
        """Write the summaries, once every note was taken."""
        self._citations.close()
        register, checks = self.register, self.checks
        members = len(register.members)
        resumed = f", {self._void} baris tidak berlaku" if self._void else ""
        void = f", {self._void} void lines" if self._void else ""
        checks["register"].summary = Text(f"{members} jurnal{resumed}", f"{members} journals{void}")
        count = self._places.journals
        checks["journals"].summary = Text(f"{count} jurnal berisi", f"{count} journals in use")

    def _take_unread(self, index: int, raw: bytes, error: RefusedError) -> None:
        topic = raw.partition(b"\n")[0]
        if topic in _TOPICS or _LATER_TOPIC.fullmatch(topic) is None:
            self._fail("form", index, str(error))
            return
        self._is_partial = True
        self._doubt("form", index, f"{topic.decode()} is of a later version")

    def _take_unsigned(self, index: int, entry: Entry, error: RefusedError) -> None:
        """Judge a note that its journal's key has not even claimed; its lines do not act."""
        header = entry.header
        if isinstance(error, WrongOriginError):
            self._fail("form", index, str(error))
            return
        is_clerks = isinstance(error, MalformedNoteError)
        self._miss("clerk" if is_clerks else "signatures", index, str(error))
        member = self.register.members.get(header.journal)
        if member is not None:
            self._check_order(index, header, member)
            self._places.put(header.journal, header.sequence, index)
            member.chain.advance(header.sequence, entry.leaf)

    def _queue_signature(self, index: int, entry: Entry, member: Member) -> None:
        signed = Signed(member.public(entry.signature), entry.signature.value, entry.text.encode())
        self.signed += 1
        span = leaf(index)
        if entry.signature.key_id != member.key_id:
            self.by_hardware.add(span)
        self._queue.add(("signatures", span), signed)

    def _check_order(self, index: int, header: Header, member: Member) -> None:
        after = member.revoked_after
        if after is not None and header.sequence > after:
            self._miss("journals", index, f"{header.journal} was revoked after number {after}")
        try:
            member.chain.check(header)
        except LedgerError as error:
            self._miss("journals", index, f"{header.journal}: {error}")

    def _fold(self, index: int, entry: Entry) -> None:
        header = entry.header
        if header.topic in {EVIDENCE, ANCHOR}:
            self._clerk.is_partial = self._is_partial
            self._clerk.take(index, entry)
        self._places.put(header.journal, header.sequence, index)
        for outcome in self.register.take(index, entry):
            self._read_outcome(index, outcome)

    def _read_outcome(self, index: int, outcome: Outcome) -> None:
        if outcome.effect is Effect.UNKNOWN:
            self._is_partial = True
            self._doubt("register", index, outcome.reason)
        elif outcome.effect is Effect.VOID:
            self._void += 1
            self.checks["register"].remark(said(f"void line: {outcome.reason}"), leaf(index))
        elif outcome.effect is Effect.RECOVERED:
            self._recover(index, self.register.recoveries[-1])

    def _recover(self, index: int, recovery: Recovery) -> None:
        """Say from where the log went on; its own tree is the only one that it can name."""
        if self._tree.root(recovery.size) != recovery.root:
            self._fail("register", index, f"{recovery.line!r} names another tree than this log's")
        self.checks["register"].remark(
            Text(
                f"log dipulihkan dari {recovery.size} entri oleh kuorum pendaftar; yang pernah "
                f"ditandatangani sesudahnya hilang, dan hanya perangkat yang dapat mengirim ulang",
                f"the log was recovered from {recovery.size} entries by a quorum of registrars; "
                f"what it had signed beyond was lost, and only devices can send it again",
            ),
            leaf(index),
        )
        self._citations.recover(recovery)

    def _miss(self, key: str, index: int, reason: str) -> None:
        """Say what does not fit, as far as this reader knows the register."""
        if self._is_partial:
            self._doubt(key, index, reason)
        else:
            self._fail(key, index, reason)

    def _fail(self, key: str, index: int, reason: str) -> None:
        self.checks[key].fail(said(reason), leaf(index))

    def _doubt(self, key: str, index: int, reason: str) -> None:
        self.checks[key].doubt(said(reason), leaf(index))
