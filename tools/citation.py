"""Checkpoints that devices cite: is each a tree that this log has had?

If not, somebody has seen another log, and from this one alone nobody can tell
which is true: undecided.  Unless a quorum of registrars has recovered the log:
then it can be of the lost tail, which is named as such until its journal cites a
tree that holds the recovery.  The registrars' own lost notes come just before
their word, so a citation of theirs that does not fit waits for it.
"""

from dataclasses import dataclass, field
from typing import Protocol

from ledger.journal import Entry, Header
from ledger.recovery import Recovery, excuse, says_so
from ledger.register import Register
from tools.verdict import Check, Text, leaf


class Roots(Protocol):
    """A tree, as far as its roots are known."""

    def root(self, size: int, /) -> bytes | None:
        """Return the root of the first `size` leaves; None: not known."""
        ...


@dataclass(slots=True)
class Citations:
    """Judges one note's citation after the other."""

    check: Check
    tree: Roots
    _returned: dict[str, int] = field(default_factory=dict)
    """Journal -> largest tree of this log that it cites since the first recovery."""

    _seen: dict[int, int] = field(default_factory=dict)
    """Leaf index -> size of this log's own tree that is seen by who cites another one."""

    _open: list[tuple[int, Header]] = field(default_factory=list)
    """Registrars' citations that do not fit, and may be explained in a moment."""

    def take(self, index: int, entry: Entry, register: Register) -> None:
        """Judge the note at leaf `index`, before the register takes it."""
        header = entry.header
        returned = self._returned.get(header.journal, 0)
        if header.size <= index and self.tree.root(header.size) == header.root:
            if register.recoveries:
                self._returned[header.journal] = max(returned, header.size)
            return
        member = register.members.get(header.journal)
        if (recovery := excuse(register.recoveries, entry, returned)) is not None:
            self._excuse(index, header, recovery)
        elif member is not None and member.is_registrar and not says_so(entry):
            self._open.append((index, header))
        else:
            self._doubt(index, header)

    def seen(self, index: int, cited: int) -> int:
        """Return the size of this log's tree that the signer of a leaf surely had seen.

        Args:
            index: Its leaf index; it was judged.
            cited: The size that it cites.
        """
        return self._seen.get(index, cited)

    def recover(self, recovery: Recovery) -> None:
        """Take the registrars' word for a loss, which explains what they cited before it."""
        for index, header in self._open:
            if recovery.size <= index and recovery.excuses(header.size, 0):
                self._excuse(index, header, recovery)
            else:
                self._doubt(index, header)
        self._open.clear()

    def close(self) -> None:
        """Decide on what nothing has explained."""
        for index, header in self._open:
            self._doubt(index, header)
        self._open.clear()

    def _excuse(self, index: int, header: Header, recovery: Recovery) -> None:
        self._seen[index] = recovery.size
        self.check.remark(
            Text(
                f"{header.journal} nomor {header.sequence} mengutip ekor yang hilang, berukuran "
                f"{header.size}; log dipulihkan pada daun {recovery.index}",
                f"{header.journal} number {header.sequence} cites the lost tail, of size "
                f"{header.size}; the log was recovered at leaf {recovery.index}",
            ),
            leaf(index),
        )

    def _doubt(self, index: int, header: Header) -> None:
        self._seen[index] = 0
        self.check.doubt(
            Text(
                f"{header.journal} nomor {header.sequence} mengutip pohon lain "
                f"berukuran {header.size}",
                f"{header.journal} number {header.sequence} cites another tree "
                f"of size {header.size}",
            ),
            leaf(index),
        )
