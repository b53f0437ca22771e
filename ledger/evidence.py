"""Evidence: refused notes with a valid signature, filed in the clerk's journal.

    segel/evidence/v1
    <four more header lines, in the clerk's journal>
    equivocation
    note <base64 of the refused note, byte for byte>

The server writes only facts about notes.  The first note per journal, number
and text is filed, and at most 100 of one journal: a stolen phone cannot fill
the log.  A note that cites a larger tree than the log has is not filed: whether
it is false shows only when the log has grown that far, and a log that has lost
its end must not put a leaf of its own where a lost one stood.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import Self

from ledger.errors import (
    BrokenChainError,
    DisputedError,
    EquivocationError,
    PassedNumberError,
    RefusedError,
    RevokedError,
)
from ledger.journal import EVIDENCE, Entry
from ledger.tlog.errors import FormatError
from ledger.tlog.text import parse_base64, to_base64

PER_JOURNAL_MAX = 100
"""How many notes of one journal are filed."""


class Reason(StrEnum):
    """Why the ledger refused what is filed."""

    EQUIVOCATION = "equivocation"
    REVOKED = "revoked"
    DISPUTED = "disputed"
    CHAIN = "chain"


_REASONS: dict[type[RefusedError], Reason] = {
    EquivocationError: Reason.EQUIVOCATION,
    RevokedError: Reason.REVOKED,
    DisputedError: Reason.DISPUTED,
    BrokenChainError: Reason.CHAIN,
    PassedNumberError: Reason.CHAIN,
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One refused note and why it was refused."""

    reason: Reason
    note: bytes

    @classmethod
    def parse(cls, body: str) -> Self:
        """Read the lines of an evidence note after its header, without the last line feed.

        Raises:
            FormatError: Out of form.
        """
        reason, _, line = body.partition("\n")
        word, _, encoded = line.partition(" ")
        if word != "note" or not encoded or reason not in list(Reason):
            raise FormatError("evidence", f"{reason[:40]!r} {word[:40]!r} is out of form")
        return cls(Reason(reason), parse_base64(encoded, "evidence"))

    def body(self) -> str:
        """Return the lines that `parse` reads, and the last line feed."""
        return f"{self.reason}\nnote {to_base64(self.note)}\n"


@dataclass(slots=True)
class Docket:
    """What has been filed, to file nothing twice and not too much of anybody."""

    _seen: dict[str, set[tuple[int, bytes]]] = field(default_factory=dict)

    def file(self, entry: Entry, refusal: RefusedError) -> Evidence | None:
        """Return the evidence to write for a refused note, unless it is not worth a leaf."""
        reason = _REASONS.get(type(refusal))
        if reason is None or not self._is_new(entry):
            return None
        return Evidence(reason, entry.raw)

    def take(self, entry: Entry) -> None:
        """Fold a note of the log: remember what an evidence note has filed."""
        if entry.header.topic != EVIDENCE:
            return
        try:
            self._is_new(Entry.parse(Evidence.parse(entry.body).note))
        except (FormatError, RefusedError):
            return

    def _is_new(self, entry: Entry) -> bool:
        header = entry.header
        filed = self._seen.setdefault(header.journal, set())
        key = (header.sequence, sha256(entry.text.encode()).digest())
        if key in filed or len(filed) >= PER_JOURNAL_MAX:
            return False
        filed.add(key)
        return True
