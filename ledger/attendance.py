"""Attendance: which witness has cosigned which checkpoint, and what a quorum has seen.

Pure state over verified cosignatures; threads, HTTP and the clock are elsewhere
(`ledger.witnessing`), so that a command may ask the same of a directory's files.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from ledger.anchor import Anchored, opened
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.cosignature import verify_cosignature
from ledger.tlog.errors import TlogError
from ledger.tlog.note import Note, Signature, VerifierKey
from ledger.tlog.policy import Policy, Witness

NO_ADDRESS = "no address in the policy"
"""The fault of a witness whom this server cannot ask; somebody else brings its word."""

_SIZES_KEPT = 256
"""Sizes whose cosignatures are remembered: a slow witness completes an older one's quorum."""


class Seen(NamedTuple):
    """The newest checkpoint that a witness has cosigned."""

    size: int
    time: int
    """Seconds since 1970 UTC by the witness' clock; 0 is no word on the time."""


class Witnessed(NamedTuple):
    """A checkpoint that a quorum has cosigned."""

    note: Note
    anchored: Anchored

    @property
    def size(self) -> int:
        """Number of leaves."""
        return self.anchored.checkpoint.size


class Attendant(NamedTuple):
    """One witness of the policy, as it stands."""

    name: str
    url: str
    key: str
    size: int
    """Of the newest checkpoint it has cosigned; 0 if none."""

    time: int | None
    """When, in seconds since 1970 UTC by its own clock."""

    failures: int
    """Since it has last answered well."""

    fault: str
    """What the last failure was, in words."""

    is_absent: bool


class Report(NamedTuple):
    """How witnessing stands."""

    quorum: str
    """Name in the policy; `none`."""

    witnesses: list[Attendant]
    size: int
    """Of the newest checkpoint that a quorum has seen; 0 if none."""

    time: int | None
    """When it was seen, by the middle one of these witnesses' clocks, in seconds."""

    signed: int
    """Size of the newest checkpoint."""

    objections: list[str]
    """Files about answers as if the log had signed two trees."""


class Behind(NamedTuple):
    """A witness who has not seen what the log took in a while ago."""

    name: str
    leaf: int
    """The first leaf that it has not seen."""

    since: int
    """When the log took that in, in milliseconds since 1970 UTC by its own clock."""


def behind(
    report: Report, received: Callable[[int], int], before: int, joined: int = 0
) -> list[Behind]:
    """Return who has not seen something that the log took in before a moment.

    That a cosignature is old means nothing by itself: a log that does not grow has nothing new to
    be seen.

    Args:
        report: How witnessing stands.
        received: When the log took a leaf in, in milliseconds since 1970 UTC.
        before: The moment, in milliseconds.
        joined: The leaf by which the policy came into force, from which on a witness that has
            never cosigned is awaited.
    """
    found = []
    for one in report.witnesses:
        first = one.size or joined
        if first < report.signed and (since := received(first)) < before:
            found.append(Behind(one.name, first, since))
    return found


@dataclass(slots=True)
class Attendance:
    """Who has cosigned what, under the policy in force."""

    log: VerifierKey
    policy: Policy
    witnessed: Witnessed | None = None
    """The newest checkpoint whose cosignatures met the policy; later policies do not undo it."""

    seen: dict[str, Seen] = field(default_factory=dict)
    """Newest cosignature of each witness of the policy, by its name there."""

    _notes: dict[int, Note] = field(default_factory=dict)
    """Size -> the log's checkpoint with the cosignatures so far."""

    def under(self, policy: Policy) -> None:
        """Go on under another policy; who left it, or has another key there, is forgotten."""
        before = {witness.name: witness.key for witness in self.policy.witnesses}
        now = {witness.name: witness.key for witness in policy.witnesses}
        self.policy = policy
        for name in [n for n in self.seen if n not in now or now[n] != before.get(n)]:
            del self.seen[name]
        for size in sorted(self._notes):
            self._judge(size)

    def take(self, note: Note, witness: Witness, line: Signature) -> bool:
        """Take a cosignature; tell whether a quorum has now seen a newer checkpoint.

        Args:
            note: The checkpoint as the log has signed it.
            witness: Of the policy in force.
            line: The witness' line.

        Raises:
            TlogError: The line does not hold.
        """
        said = verify_cosignature(Note(note.text, (line,)), witness.key)
        size = Checkpoint.parse(note.text).size
        known = self._notes.setdefault(size, note)
        others = [s for s in known.signatures if (s.name, s.key_id) != (line.name, line.key_id)]
        self._notes[size] = Note(known.text, (*others, line))
        if witness.name not in self.seen or self.seen[witness.name].size <= size:
            self.seen[witness.name] = Seen(size, said.time)
        while len(self._notes) > _SIZES_KEPT:
            del self._notes[min(self._notes)]
        return self._judge(size)

    def cosigned(self, size: int) -> tuple[Signature, ...]:
        """Return the witnesses' lines under the checkpoint of a size."""
        note = self._notes.get(size)
        if note is None:
            return ()
        own = (self.log.name, self.log.id)
        return tuple(s for s in note.signatures if (s.name, s.key_id) != own)

    def absent(self, size: int) -> list[str]:
        """Return who of the policy has not cosigned a tree of this size or a larger one."""
        found = self.seen
        return [
            witness.name
            for witness in self.policy.witnesses
            if witness.name not in found or found[witness.name].size < size
        ]

    def _judge(self, size: int) -> bool:
        if size not in self._notes or (self.witnessed and self.witnessed.size >= size):
            return False
        note = self._notes[size]
        try:
            anchored = opened(note.serialise(), self.log, self.policy)
        except TlogError:
            return False
        self.witnessed = Witnessed(note, anchored)
        return True


def restored(log: VerifierKey, policy: Policy, rows: Iterable[tuple[Note, str, str]]) -> Attendance:
    """Return the attendance that stored cosignatures make; lines that do not hold are left out.

    Args:
        log: The log's key.
        policy: The policy in force.
        rows: A checkpoint as the log has signed it, a witness' name, and its line; oldest first.
    """
    attendance = Attendance(log, policy)
    witnesses = {witness.name: witness for witness in policy.witnesses}
    for note, name, line in rows:
        try:
            (signature,) = Note.parse(note.signed_text() + f"{line}\n".encode()).signatures
            if name in witnesses:
                attendance.take(note, witnesses[name], signature)
        except (TlogError, ValueError):
            continue
    return attendance
