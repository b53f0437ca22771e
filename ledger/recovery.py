"""Recovery: a log goes on after entries that it had signed for were lost for good.

    recover <size> <base64 root>

A quorum of registrars names the tree from which it goes on.  What the log had
signed beyond that tree is its *lost tail*: nobody can compute it any more, so a
citation of it is neither true nor false here.  It is excused until its journal
first cites a tree that holds the recovery.

The line acts only where it can do no harm: the note that bears it cites this
very tree (which every reader compares), and since that tree nobody but the
registrars has written anything.  So a log that was not halted cannot be recovered.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from ledger.charter import Charter
from ledger.errors import LedgerError, RecoveryError
from ledger.journal import REGISTER, Entry, Header
from ledger.line import OUT_OF_FORM, Line, VoidError
from ledger.tlog import ed25519
from ledger.tlog.errors import TlogError
from ledger.tlog.text import parse_hash, parse_number, to_base64

_TOPIC = f"{REGISTER}\n".encode()


@dataclass(frozen=True, slots=True)
class Recovery:
    """From which tree a log went on, and where that was said by the last one needed."""

    size: int
    root: bytes
    index: int
    """Leaf index at which the quorum was complete."""

    @classmethod
    def of(cls, line: Line) -> Self:
        """Read a line of a register note.

        Raises:
            VoidError: It can do nothing, whoever says it.
            FormatError: A number or a hash out of form.
        """
        match line.words:
            case ["recover", number, root]:
                size, hashed = parse_number(number, "recovered size"), parse_hash(root, "root")
            case _:
                raise VoidError(OUT_OF_FORM)
        header = line.entry.header
        if (header.size, header.root) != (size, hashed):
            raise VoidError("the note that says so does not cite this tree itself")
        if size == 0 or size > line.index:
            raise VoidError("a log is recovered from a tree that it has, the charter included")
        return cls(size, hashed, line.index)

    @property
    def line(self) -> str:
        """What each registrar has said."""
        return recover_line(self.size, self.root)

    def is_said_in(self, note: bytes) -> bool:
        """Tell whether a note of the log is one by which the registrars said so."""
        return note.startswith(_TOPIC) and f"\n{self.line}\n".encode() in note

    def excuses(self, size: int, returned: int) -> bool:
        """Tell whether a citation can be of the lost tail.

        Args:
            size: The size cited, with a root that this log does not have.
            returned: The largest size of this log's own trees that the journal has cited before.
        """
        return size > self.size and returned <= self.index


def recover_line(size: int, root: bytes) -> str:
    """Return the line by which a registrar lets the log go on from a tree."""
    return f"recover {size} {to_base64(root)}"


def says_so(entry: Entry) -> bool:
    """Tell whether a note has a `recover` line: what it cites itself is never excused."""
    return entry.header.topic == REGISTER and any(
        line.startswith("recover ") for line in entry.body.split("\n")
    )


def excuse(recoveries: Iterable[Recovery], entry: Entry, returned: int) -> Recovery | None:
    """Return the recovery behind which a citation that does not fit can be of the lost tail.

    Args:
        recoveries: All that stand before the note, or that the registrars are just saying.
        entry: The note.
        returned: The largest size of this log's own trees that its journal has cited before.
    """
    if says_so(entry):
        return None
    size = entry.header.size
    return next((one for one in recoveries if one.excuses(size, returned)), None)


def behind(recoveries: Iterable[Recovery], index: int) -> Recovery | None:
    """Return the newest recovery whose tree does not hold leaf `index`."""
    return max((one for one in recoveries if one.size <= index), key=_size, default=None)


def _size(recovery: Recovery) -> int:
    return recovery.size


def check(charter: Charter, size: int, root: bytes, notes: Sequence[bytes]) -> None:
    """Check that a quorum of the charter's registrars has said the same.

    For those who do not hold the log: a registrar that was revoked counts here all the same.

    Raises:
        RecoveryError: It has not.
    """
    line = recover_line(size, root)
    said = {name for raw in notes if (name := _sayer(charter, raw, line)) is not None}
    if len(said) < charter.quorum:
        raise RecoveryError(
            f"{len(said)} of the {charter.quorum} registrars needed have recovered the log"
        )


def _sayer(charter: Charter, raw: bytes, line: str) -> str | None:
    """Return which registrar says a line in a note; None: no registrar, or not this."""
    try:
        entry = Entry.parse(raw)
        header = entry.header
        key = next((one for one in charter.registrars if one.name == header.journal), None)
        if key is None or (header.topic, header.origin) != (REGISTER, charter.origin):
            return None
        if entry.signature.name != key.name or entry.signature.key_id != key.id:
            return None
        ed25519.verify(key.public, entry.signature.value, entry.text.encode())
    except (LedgerError, TlogError):
        return None
    return header.journal if line in entry.body.split("\n") and _cites(header, line) else None


def _cites(header: Header, line: str) -> bool:
    return recover_line(header.size, header.root) == line
