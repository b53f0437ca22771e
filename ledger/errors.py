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
├── GuardError              the signing guard refuses: the tree does not extend what was signed
│   └── LostError               entries that were signed are not in the database
├── RecoveryError           these notes do not let the log go on after entries were lost
├── LockedError             another process writes to this directory
├── MemoryLostError         a witness that does not know what it has signed
└── StorageError            the disk did not take it; the outcome is as if it had not been sent
    ├── StorageFullError
    ├── StorageBusyError
    ├── ConflictError           a row stands in this place already
    └── UnsafeStorageError      the database does not keep the promises that receipts make
"""


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


class StorageError(LedgerError):
    """The disk did not take it; nothing of the batch was kept."""


class StorageFullError(StorageError):
    """There is no room on the disk."""


class StorageBusyError(StorageError):
    """Another program holds the database."""


class ConflictError(StorageError):
    """A row stands in this place already; the log is append-only."""


class UnsafeStorageError(StorageError):
    """The database does not keep the promises that receipts make."""
