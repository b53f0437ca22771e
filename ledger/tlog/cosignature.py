"""Cosignatures: a witness' word that it saw a checkpoint at a time.

    cosignature/v1
    time 1732640400
    segel.example/16.08/pilkada-2024
    8
    Xcnaeac...Qyg=

is what an Ed25519 witness (type 0x04) signs; an ML-DSA-44 witness (0x06) signs
a binary form of the same facts.  Both put the time in front of the signature.

Source: https://c2sp.org/tlog-cosignature
"""

from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PublicKey

from ledger.tlog import ed25519
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.errors import FormatError, KeyFormatError, SignatureError
from ledger.tlog.note import (
    COSIGNATURE_ED25519,
    COSIGNATURE_MLDSA44,
    Note,
    Signature,
    VerifierKey,
    key_id,
)

_TIME_BYTES = 8
_NAME_BYTES_MAX = 255
_MLDSA_LABEL = b"subtree/v1\n\x00"


@dataclass(frozen=True, slots=True)
class Cosignature:
    """Which witness vouched for a checkpoint, and when."""

    witness: str
    time: int
    """Seconds since 1970 UTC, as the witness' clock said; 0 from ML-DSA is no word on the time."""


def verify_cosignature(note: Note, witness: VerifierKey) -> Cosignature:
    """Check the witness' line on a checkpoint note; the newest counts if there are several.

    Raises:
        SignatureError: No line by this witness, or one that does not hold.
        FormatError: The note is no checkpoint, or the time cannot be.
        KeyFormatError: A key of a type that does not cosign.
    """
    if witness.algorithm not in {COSIGNATURE_ED25519, COSIGNATURE_MLDSA44}:
        raise KeyFormatError("witness key", f"type {witness.algorithm:#04x} does not cosign")
    checkpoint = Checkpoint.parse(note.text)
    own = witness.id
    found = [s for s in note.signatures if s.key_id == own and s.name == witness.name]
    if not found:
        raise SignatureError(f"no cosignature by {witness.name}")
    times = [_verified_time(note.text, checkpoint, signature, witness) for signature in found]
    return Cosignature(witness.name, max(times))


def cosign(text: str, name: str, private: Ed25519PrivateKey, time: int) -> Signature:
    """Return the 0x04 signature line of an Ed25519 witness over a checkpoint's text.

    Args:
        text: The checkpoint note's text, ending in a line feed.
        name: The witness' key name.
        private: The witness' key, used for nothing but cosignatures.
        time: Seconds since 1970 UTC.
    """
    public = private.public_key().public_bytes_raw()
    value = time.to_bytes(_TIME_BYTES, "big") + private.sign(_ed25519_message(text, time))
    return Signature(name, key_id(name, COSIGNATURE_ED25519, public), value)


def _verified_time(
    text: str, checkpoint: Checkpoint, signature: Signature, witness: VerifierKey
) -> int:
    time = int.from_bytes(signature.value[:_TIME_BYTES], "big")
    if time >= 1 << 63 or len(signature.value) <= _TIME_BYTES:
        raise FormatError("cosignature", "no signature behind a time that can be")
    value = signature.value[_TIME_BYTES:]
    if witness.algorithm == COSIGNATURE_ED25519:
        ed25519.verify(witness.public, value, _ed25519_message(text, time))
    else:
        _verify_mldsa(witness, value, _mldsa_message(checkpoint, witness.name, time))
    return time


def _ed25519_message(text: str, time: int) -> bytes:
    return f"cosignature/v1\ntime {time}\n{text}".encode()


def _mldsa_message(checkpoint: Checkpoint, witness: str, time: int) -> bytes:
    name, origin = witness.encode(), checkpoint.origin.encode()
    if max(len(name), len(origin)) > _NAME_BYTES_MAX:
        raise FormatError("cosignature", f"an origin of more than {_NAME_BYTES_MAX} bytes")
    return b"".join(
        (
            _MLDSA_LABEL,
            bytes([len(name)]) + name,
            time.to_bytes(_TIME_BYTES, "big"),
            bytes([len(origin)]) + origin,
            (0).to_bytes(8, "big"),
            checkpoint.size.to_bytes(8, "big"),
            checkpoint.root,
        )
    )


def _verify_mldsa(witness: VerifierKey, value: bytes, message: bytes) -> None:
    try:
        MLDSA44PublicKey.from_public_bytes(witness.public).verify(value, message)
    except (InvalidSignature, ValueError) as error:
        raise SignatureError(f"the cosignature of {witness.name} does not hold") from error
