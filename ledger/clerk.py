"""The clerk: the server's own journal, which writes only facts about notes."""

from ledger.anchor import Anchor
from ledger.errors import RefusedError
from ledger.evidence import Docket
from ledger.journal import ANCHOR, EVIDENCE, Entry, Header
from ledger.register import Register
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.note import Note, SignerKey


class Clerk:
    """Signs evidence notes and anchors, each the next of its journal."""

    def __init__(self, key: SignerKey, register: Register, docket: Docket) -> None:
        """Write in the journal of `key`, where the register says that it stands."""
        self._key = key
        self._register = register
        self._docket = docket

    def file(self, refused: Entry, refusal: RefusedError, seen: Checkpoint) -> Entry | None:
        """Return the evidence note to append for a refused note, or None if it is not filed.

        Args:
            refused: A note whose signature holds.
            refusal: Why it was refused.
            seen: The newest checkpoint.
        """
        evidence = self._docket.file(refused, refusal)
        return None if evidence is None else self._written(EVIDENCE, evidence.body(), seen)

    def anchor(self, checkpoint: Note, seen: Checkpoint) -> Entry:
        """Return the anchor to append for a cosigned checkpoint of this tree.

        Args:
            checkpoint: With the cosignatures; whether it is of this tree, the caller has checked.
            seen: The newest checkpoint.

        Raises:
            TlogError: Not the log's, or not seen by a quorum of the policy in force.
        """
        register = self._register
        anchor = Anchor.of(checkpoint, register.charter.log, register.policy)
        return self._written(ANCHOR, anchor.body(), seen)

    def _written(self, topic: str, body: str, seen: Checkpoint) -> Entry:
        chain = self._register.member(self._key.name).chain
        header = Header(
            topic,
            seen.origin,
            self._key.name,
            chain.expected,
            chain.head,
            seen.size,
            seen.root,
        )
        note = self._key.sign(header.text() + body)
        return Entry.parse(note.serialise())
