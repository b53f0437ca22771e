"""A member of the register: one journal, its keys, and where it stands.

Every journal has an Ed25519 key that signs in a moment and needs nobody's finger.  It may have a
second one beside it, which the phone's hardware keeps and a finger wakes: two keys, one name, one
chain of numbers, ended by one revocation.
"""

from dataclasses import dataclass, field

from ledger.errors import BadSignatureError, UnknownJournalError
from ledger.journal import Chain
from ledger.tlog import ed25519, webauthn
from ledger.tlog.errors import KeyFormatError
from ledger.tlog.note import ED25519, HARDWARE, Signature, VerifierKey


def check_joint(possession: bytes, text: bytes, own: VerifierKey, hardware: VerifierKey) -> None:
    """Check that both keys of a journal have signed that the second one joins the first.

    Args:
        possession: The first one's signature, and the second one's behind it.
        text: What both have signed.
        own: The journal's Ed25519 key.
        hardware: The key that joins it.

    Raises:
        KeyFormatError: Not such keys, or of two names, or a weak one.
        SignatureError: Either signature does not hold.
    """
    kinds = own.algorithm, hardware.algorithm
    if kinds != (ED25519, HARDWARE) or own.name != hardware.name:
        raise KeyFormatError("hardware key", "none that could join this journal's own key")
    webauthn.check_public(hardware.public)
    agreed = ed25519.SIGNATURE_BYTES
    ed25519.verify(own.public, possession[:agreed], text)
    webauthn.verify(hardware.public, possession[agreed:], text)


@dataclass(slots=True)
class Member:
    """A journal that the register knows."""

    key: VerifierKey
    enroller: str
    """The journal that enrolled it; the origin for those of the charter."""

    registrar: str
    """The founder from whom it descends; itself, for a registrar; the origin, for the clerk."""

    enrolled_at: int
    """Leaf index of the note that enrolled it."""

    enrolled_by: bytes
    """Leaf hash of that note: the predecessor of the journal's number 0."""

    chain: Chain
    prefix: str | None = None
    """A delegate acts only on names under it."""

    revoked_after: int | None = None
    revoked_at: int | None = None
    """Leaf index of the revocation."""

    hardware: VerifierKey | None = None
    """The key that the phone's hardware keeps; never of a founder or the clerk."""

    key_id: bytes = field(init=False)
    """The four bytes of its signature lines."""

    hardware_id: bytes = field(init=False, default=b"")
    """The same of its hardware key; nothing, if it has none."""

    def __post_init__(self) -> None:
        """Compute once what every note is compared with."""
        self.key_id = self.key.id

    @property
    def is_registrar(self) -> bool:
        """Whether the charter names it as a founder."""
        return self.registrar == self.key.name

    @property
    def keys(self) -> tuple[VerifierKey, ...]:
        """Its own key, and the one in hardware if it has one."""
        return (self.key,) if self.hardware is None else (self.key, self.hardware)

    def strengthen(self, key: VerifierKey) -> None:
        """Let a hardware key speak for the journal too."""
        self.hardware_id = key.id  # first: threads that read meanwhile must not refuse for ever
        self.hardware = key

    def public(self, signature: Signature) -> bytes:
        """Return the key by which a signature is checked.

        Raises:
            BadSignatureError: Its line names no key of this journal.
            UnknownJournalError: Perhaps it names a hardware key that nobody has enrolled so far.
        """
        if signature.key_id == self.key_id:
            return self.key.public
        if self.hardware is not None and signature.key_id == self.hardware_id:
            return self.hardware.public
        if self.hardware is None and len(signature.value) > ed25519.SIGNATURE_BYTES:
            raise UnknownJournalError(f"no note has enrolled a hardware key of {self.key.name} yet")
        raise BadSignatureError(f"no key of {self.key.name} signed this")
