"""What the ledger can answer other than a receipt.

LedgerError
├── RefusedError            one note was not taken; nothing else of the request suffers
│   ├── MalformedNoteError      never: not a note of a kind that this ledger keeps
│   ├── OversizeError           never: larger than a phone would have signed
│   ├── WrongOriginError        never: signed for another log
│   ├── BadSignatureError       never: not signed by a key of its journal
│   ├── EquivocationError       never: other text under a number that is used
│   ├── PassedNumberError       never: a number that the journal was resumed beyond
│   ├── BrokenChainError        never: does not follow the journal's last note
│   ├── RevokedError            never: the journal was revoked before this number
│   ├── UnknownJournalError     retry: its enroller may still be offline
│   ├── AheadError              retry: earlier numbers are missing (`expected`)
│   └── DisputedError           retry: cites a checkpoint that is not of this log
│       └── BehindError         retry: cites a larger tree than this log has
├── HaltedError             the log is disputed by its own signature; nothing is appended
├── ClosingError            the server is being stopped; nothing is appended
├── CharterError            a charter that cannot found a ledger
│   └── UnfitError              what somebody brought does not belong under this charter
├── GuardError              the signing guard refuses: the tree does not extend what was signed
│   └── LostError               entries that were signed are not in the database
├── RecoveryError           these notes do not let the log go on after entries were lost
├── LockedError             another process writes to this directory
├── GrowthError             a log that somebody copies or follows is not what it was, or says it is
│   ├── UnprovenError           what it shows is not what it has signed
│   ├── ShrunkError             it shows a smaller tree than before
│   └── ForkError               it has signed two trees of which one does not begin with the other
├── ReplicaError            a copy of a log cannot go on, or is not what it was
├── RestorationError        a copy from which no directory can be made again
├── MemoryLostError         a witness that does not know what it has signed
├── WitnessError            a witness gave no cosignature; another time it will perhaps
│   └── ObjectionError          it answers as if the log had signed two trees
├── PhotoError              one photograph is not taken, or not handed out
│   ├── AbsentPhotoError        not here, or not all of it
│   ├── DamagedPhotoError       the disk has changed it since it arrived
│   ├── OffsetError             what has arrived ends elsewhere (`expected`)
│   ├── OversizePhotoError      larger than what is kept
│   ├── WrongPhotoError         bytes of another hash
│   └── NoPhotoError            bytes of the right hash that are no picture
└── StorageError            the disk did not take it; the outcome is as if it had not been sent
    ├── StorageFullError
    │   └── PhotosFullError         there is no room for photographs; the log still has some
    ├── StorageBusyError
    ├── ConflictError           a row stands in this place already
    └── UnsafeStorageError      the database does not keep the promises that receipts make
"""

from typing import Final, Literal, TypeAlias

Fault: TypeAlias = Literal["nothing", "form", "secret", "other", "stranger", "false"]
"""What can be wrong with a signature that somebody brings for a charter."""


class LedgerError(Exception):
    """Something the ledger will not or cannot do."""


class RefusedError(LedgerError):
    """One note was not taken."""

    is_final = True
    """Whether sending the same bytes again can never help."""


class MalformedNoteError(RefusedError):
    """The bytes are not a note of a kind that this ledger keeps."""


class OversizeError(RefusedError):
    """The note is larger than what a device may sign."""


class WrongOriginError(RefusedError):
    """The note was signed for another log."""


class BadSignatureError(RefusedError):
    """No key of the journal signed this text."""


class EquivocationError(RefusedError):
    """The journal holds another text under this number."""


class PassedNumberError(RefusedError):
    """The journal was resumed beyond this number."""


class BrokenChainError(RefusedError):
    """The note names another predecessor than the journal's last note."""


class RevokedError(RefusedError):
    """The journal was revoked before this number."""


class UnknownJournalError(RefusedError):
    """No note has enrolled this journal yet."""

    is_final = False


class AheadError(RefusedError):
    """Earlier notes of the journal have not arrived."""

    is_final = False

    def __init__(self, given: int, expected: int) -> None:
        super().__init__(given, expected)
        self.given = given
        self.expected = expected
        """Where the device should resend from."""

    def __str__(self) -> str:
        return f"number {self.given} given, {self.expected} expected"


class DisputedError(RefusedError):
    """The note cites a size and root that this log never had."""

    is_final = False


class BehindError(DisputedError):
    """The note cites a larger tree than this log has: from here nobody can tell who is right."""


class HaltedError(LedgerError):
    """Two statements of the log contradict each other: it appends and signs nothing."""


class ClosingError(LedgerError):
    """The ledger is being closed: the same bytes may be sent when it is open again."""


class CharterError(LedgerError):
    """The charter cannot found a ledger."""


class UnfitError(CharterError):
    """What somebody brought does not belong under the charter that is being signed."""

    def __init__(self, fault: Fault, detail: str) -> None:
        """Say what is wrong, in one of few ways.

        Args:
            fault: `nothing` is signed; out of `form`; a `secret` key; of an `other` charter; by a
                `stranger` to this one; a signature that is `false`.
            detail: What it is about: a name, or what the parser says.
        """
        super().__init__(f"{fault}: {detail}")
        self.fault: Final = fault
        self.detail: Final = detail


class GuardError(LedgerError):
    """The tree does not extend what the log has signed before."""


class LostError(GuardError):
    """Entries that the log has signed are not in the database: an old copy was put back."""

    def __init__(self, signed: int, stored: int, guard: str) -> None:
        super().__init__(signed, stored, guard)
        self.signed = signed
        self.stored = stored

    def __str__(self) -> str:
        return (
            f"storage was lost: {self.args[0]} entries were signed, {self.args[1]} are in the "
            f"database. Nothing is signed, nothing is appended. Put back the newest copy of "
            f"ledger.db, or rebuild it from a mirror, or let the registrars recover the log; "
            f"do not delete {self.args[2]}."
        )


class RecoveryError(LedgerError):
    """These notes do not show that a quorum of registrars lets the log go on."""


class LockedError(LedgerError):
    """Another process is the writer of this directory."""


class MemoryLostError(LedgerError):
    """A witness whose memory is gone, or is that of another key: it must not sign on."""


class WitnessError(LedgerError):
    """A witness gave no cosignature; another time it will perhaps."""


class ObjectionError(WitnessError):
    """A witness answers as if the log had signed two trees: nothing more is to be published."""

    def __init__(self, reason: str, request: bytes, status: int, answer: bytes) -> None:
        super().__init__(reason, request, status, answer)
        self.reason = reason
        self.request = request
        """What it was sent, byte for byte."""

        self.status = status
        self.answer = answer

    def __str__(self) -> str:
        return self.reason


class GrowthError(LedgerError):
    """A log that somebody copies or follows is not what it was, or not what it says it is."""


class UnprovenError(GrowthError):
    """What a log shows is not what it has signed."""

    def __init__(self, what: str, size: int) -> None:
        super().__init__(what, size)
        self.what = what
        self.size = size
        """Of the signed tree."""

    def __str__(self) -> str:
        return f"{self.what}: not what the log has signed at size {self.size}"


class ShrunkError(GrowthError):
    """A log shows a smaller tree than before."""

    def __init__(self, old: int, new: int) -> None:
        super().__init__(old, new)
        self.old = old
        """The size that was seen before."""

        self.new = new

    def __str__(self) -> str:
        return f"the log had {self.old} entries, and now shows {self.new}"


class ForkError(GrowthError):
    """A log has signed two trees of which one does not begin with the other."""

    def __init__(self, old: int, new: int) -> None:
        super().__init__(old, new)
        self.old = old
        """The size that was seen before."""

        self.new = new

    def __str__(self) -> str:
        return f"the log has signed two histories: sizes {self.old} and {self.new}"


class ReplicaError(LedgerError):
    """A copy of a log cannot go on, or is not what it was."""


class RestorationError(LedgerError):
    """A copy of a log from which its directory cannot be made again."""


class PhotoError(LedgerError):
    """One photograph is not taken, or not handed out."""


class AbsentPhotoError(PhotoError):
    """The photograph has not arrived, or not all of it."""

    def __init__(self, digest: bytes) -> None:
        super().__init__(digest)
        self.digest = digest

    def __str__(self) -> str:
        return f"photograph {self.digest.hex()} has not arrived"


class DamagedPhotoError(PhotoError):
    """The disk holds other bytes than those that arrived."""

    def __init__(self, digest: bytes) -> None:
        super().__init__(digest)
        self.digest = digest

    def __str__(self) -> str:
        return f"photograph {self.digest.hex()} is damaged on the server's disk"


class OffsetError(PhotoError):
    """A piece does not begin where what has arrived ends."""

    def __init__(self, given: int, expected: int) -> None:
        super().__init__(given, expected)
        self.given = given
        self.expected = expected
        """Where the next piece has to begin, in bytes."""

    def __str__(self) -> str:
        return f"the piece begins at byte {self.given}, {self.expected} have arrived"


class OversizePhotoError(PhotoError):
    """The photograph is larger than what is kept."""

    def __init__(self, size: int, most: int) -> None:
        super().__init__(size, most)
        self.size = size
        self.most = most

    def __str__(self) -> str:
        return f"{self.size} bytes in one photograph, at most {self.most}"


class WrongPhotoError(PhotoError):
    """The bytes have another hash than the one they were sent under."""

    def __init__(self, digest: bytes, found: bytes) -> None:
        super().__init__(digest, found)
        self.digest = digest
        self.found = found

    def __str__(self) -> str:
        return f"the hash of these bytes is {self.found.hex()}, not {self.digest.hex()}"


class NoPhotoError(PhotoError):
    """The bytes have the right hash and are no picture."""

    def __init__(self, digest: bytes) -> None:
        super().__init__(digest)
        self.digest = digest

    def __str__(self) -> str:
        return f"{self.digest.hex()} is neither JPEG nor PNG nor WebP"


class StorageError(LedgerError):
    """The disk did not take it; nothing of the batch was kept."""


class StorageFullError(StorageError):
    """There is no room on the disk."""


class PhotosFullError(StorageFullError):
    """There is no room for photographs; what is left is the log's."""


class StorageBusyError(StorageError):
    """Another program holds the database."""


class ConflictError(StorageError):
    """A row stands in this place already; the log is append-only."""


class UnsafeStorageError(StorageError):
    """The database does not keep the promises that receipts make."""
