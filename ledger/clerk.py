"""The clerk: the server's own journal, which writes only facts about notes."""

from ledger.errors import RefusedError
from ledger.evidence import Docket
from ledger.journal import EVIDENCE, Entry, Header
from ledger.register import Register
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.note import SignerKey


class Clerk:
    """Signs evidence notes, each the next of its journal."""

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
        if evidence is None:
            return None
        chain = self._register.member(self._key.name).chain
        header = Header(
            EVIDENCE,
            seen.origin,
            self._key.name,
            chain.expected,
            chain.head,
            seen.size,
            seen.root,
        )
        note = self._key.sign(header.text() + evidence.body())
        return Entry.parse(note.serialise())
