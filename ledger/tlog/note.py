"""Signed notes: readable text, an empty line, signature lines.

    segel.example/16.08/pilkada-2024
    8
    Xcnaeac...Qyg=

    — segel.example/16.08/pilkada-2024 nz4xoqsb...sgs=

Every statement, registration, checkpoint and cosignature is one.  The parser
takes one spelling only: `Note.parse(raw).serialise() == raw`.

Source: https://c2sp.org/signed-note
"""

import hashlib
import re
from dataclasses import dataclass
from typing import NamedTuple, Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ledger.tlog import ed25519, webauthn
from ledger.tlog.errors import FormatError, KeyFormatError, SignatureError
from ledger.tlog.text import parse_base64, to_base64

ED25519 = 0x01
"""Type byte of an Ed25519 key that signs notes."""

COSIGNATURE_ED25519 = 0x04
"""Type byte of an Ed25519 key that cosigns checkpoints (ledger.tlog.cosignature)."""

COSIGNATURE_MLDSA44 = 0x06
"""Type byte of an ML-DSA-44 key that cosigns checkpoints (ledger.tlog.cosignature)."""

HARDWARE = 0xFF
"""Type byte of keys that hardware keeps; an identifier follows it (ledger.tlog.webauthn)."""

KEY_ID_BYTES = 4
SIGNATURES_MAX = 100
"""More signature lines than this are refused, as Go's readers do."""

NAME_BYTES_MAX = 128
"""Longest key name, in UTF-8."""

_PUBLIC_BYTES = {ED25519: 32, COSIGNATURE_ED25519: 32, COSIGNATURE_MLDSA44: 1312}
_HARDWARE = bytes([HARDWARE])
_CONTROLS = bytes(code for code in range(0x20) if code != ord("\n"))
_UNREADABLE = re.compile(r"[\x00-\x09\x0b-\x1f\ud800-\udfff]")
_DASH = "— "
_NAME = re.compile(r"[^\s+\x00-\x20\x7f\ud800-\udfff]+")  # half a surrogate pair is no UTF-8
_HEX_ID = re.compile(r"[0-9a-f]{8}")


def check_name(name: str) -> str:
    """Return a key name that is not empty and holds no Unicode space, no `+`, no control."""
    if _NAME.fullmatch(name) is None or len(name.encode()) > NAME_BYTES_MAX:
        raise KeyFormatError("key name", f"{name[:40]!r} is empty, too long, or has a space or +")
    return name


def key_id(name: str, algorithm: int, public: bytes) -> bytes:
    """Return the 4 bytes that name a key beside its name."""
    digest = hashlib.sha256(name.encode() + b"\n" + bytes([algorithm]) + public)
    return digest.digest()[:KEY_ID_BYTES]


def verify_signature(public: bytes, signature: bytes, message: bytes) -> None:
    """Check a signature under the key of a note.

    Args:
        public: 32 bytes of Ed25519, or a hardware key, which is always longer.
        signature: What follows the key id.
        message: The note's text.

    Raises:
        SignatureError: It does not hold.
    """
    verify = ed25519.verify if len(public) <= ed25519.PUBLIC_BYTES else webauthn.verify
    verify(public, signature, message)


class Signature(NamedTuple):
    """One signature line."""

    name: str
    key_id: bytes
    value: bytes
    """What follows the key id: 64 bytes for Ed25519, more for hardware keys."""

    def line(self) -> str:
        """Return the line, without its line feed."""
        return f"{_DASH}{self.name} {to_base64(self.key_id + self.value)}"


@dataclass(frozen=True, slots=True)
class Note:
    """A text and the signatures under it."""

    text: str
    """Ends in a line feed; it is what the signatures cover, in UTF-8."""

    signatures: tuple[Signature, ...]

    @classmethod
    def parse(cls, raw: bytes) -> Self:
        """Read a note of which every byte is as specified.

        Raises:
            FormatError: Not UTF-8, a control character, no signature, a line out of form.
        """
        try:
            whole = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            raise FormatError("note", f"not UTF-8 at byte {error.start}") from error
        if len(raw.translate(None, _CONTROLS)) != len(raw):
            raise FormatError("note", "holds a control character")
        text, gap, block = whole.rpartition("\n\n")
        if not gap or not block.endswith("\n"):
            raise FormatError("note", "no signature block after an empty line")
        lines = block[:-1].split("\n")
        if len(lines) > SIGNATURES_MAX:
            raise FormatError("note", f"more than {SIGNATURES_MAX} signatures")
        return cls(text + "\n", tuple(_signature(line) for line in lines))

    def serialise(self) -> bytes:
        """Return the bytes that `parse` reads."""
        return self.signed_text() + "".join(f"{s.line()}\n" for s in self.signatures).encode()

    def signed_text(self) -> bytes:
        """Return text and empty line: everything before the first signature line."""
        return f"{self.text}\n".encode()

    def with_signature(self, signature: Signature) -> "Note":
        """Return the note with one more signature line at its end."""
        return Note(self.text, (*self.signatures, signature))


def _signature(line: str) -> Signature:
    name, space, encoded = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH) or not space:
        raise FormatError("signature line", f"{line[:60]!r} is out of form")
    check_name(name)
    value = parse_base64(encoded, "signature line")
    if len(value) <= KEY_ID_BYTES:
        raise FormatError("signature line", "too short to hold a signature")
    return Signature(name, value[:KEY_ID_BYTES], value[KEY_ID_BYTES:])


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """The public half of a key, with the name it signs under."""

    name: str
    algorithm: int
    public: bytes

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `name+hex(key id)+base64(type || public key)`.

        Raises:
            KeyFormatError: Out of form, an unknown type, or an id that does not belong to it.
        """
        name, _, rest = text.partition("+")
        hex_id, _, encoded = rest.partition("+")
        if _HEX_ID.fullmatch(hex_id) is None:
            # The text is not told: somebody may have given the signing key by mistake.
            raise KeyFormatError("verifier key", "not name+id+key; a signing key is never given")
        try:
            value = parse_base64(encoded, "verifier key")
        except FormatError as error:
            raise KeyFormatError(error.thing, error.reason) from error
        if value[:1] == _HARDWARE:
            webauthn.Public.parse(value[1:])
        elif not value or _PUBLIC_BYTES.get(value[0]) != len(value) - 1:
            raise KeyFormatError("verifier key", "unknown type, or a length that it cannot have")
        key = cls(check_name(name), value[0], value[1:])
        if key.id.hex() != hex_id:
            raise KeyFormatError("verifier key", f"id {hex_id} does not belong to name and key")
        return key

    @property
    def id(self) -> bytes:
        """The 4 bytes that stand in front of every signature of this key."""
        return key_id(self.name, self.algorithm, self.public)

    def __str__(self) -> str:
        encoded = to_base64(bytes([self.algorithm]) + self.public)
        return f"{self.name}+{self.id.hex()}+{encoded}"

    def check_strong(self) -> None:
        """Refuse a key on whose signatures libraries could disagree (see `ed25519`)."""
        if self.algorithm == HARDWARE:
            webauthn.check_public(self.public)
        elif self.algorithm != COSIGNATURE_MLDSA44:
            ed25519.check_public(self.public)

    def verify(self, note: Note) -> None:
        """Check that this note key signed the note; other keys' lines are ignored.

        Raises:
            SignatureError: No line of this key, or one that does not hold, or a key of another
                type: what a cosigner signs must never pass for a note.
        """
        if self.algorithm not in {ED25519, HARDWARE}:
            raise SignatureError(f"a key of type {self.algorithm:#04x} signs no notes")
        own = self.id
        found = [s for s in note.signatures if s.key_id == own and s.name == self.name]
        if not found:
            raise SignatureError(f"no signature by {self.name}")
        message = note.text.encode()
        verify = webauthn.verify if self.algorithm == HARDWARE else ed25519.verify
        for signature in found:
            verify(self.public, signature.value, message)


@dataclass(frozen=True, slots=True)
class SignerKey:
    """The private half of an Ed25519 note key."""

    name: str
    private: Ed25519PrivateKey

    @classmethod
    def from_seed(cls, name: str, seed: bytes) -> Self:
        """Make the key of a 32-byte seed; the seed is the secret."""
        return cls(check_name(name), Ed25519PrivateKey.from_private_bytes(seed))

    @property
    def verifier(self) -> VerifierKey:
        """The public half."""
        return VerifierKey(self.name, ED25519, self.private.public_key().public_bytes_raw())

    def sign(self, text: str) -> Note:
        """Return a note of `text` with this key's signature alone.

        Raises:
            FormatError: The text could not be read back as a note.
        """
        return Note(text, (self.signature(text),))

    def signature(self, text: str) -> Signature:
        """Return this key's signature line over `text`.

        Raises:
            FormatError: The text could not be read back as a note.
        """
        if not text.endswith("\n") or _UNREADABLE.search(text):
            raise FormatError("note", "the text must end in a line feed and hold no other control")
        return Signature(self.name, self.verifier.id, self.private.sign(text.encode()))
