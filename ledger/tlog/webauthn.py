"""WebAuthn assertions as signatures under notes: the key stays in hardware, a finger wakes it.

    verifier key   name+id+base64(0xff || identifier || SHA-256(RP id) || public key)
    signature      authenticatorData (37 bytes) || signature (64 bytes) || clientDataJSON

Two parts of fixed length and the rest: no length is written, so none can lie, and
`serialise(parse(x)) == x` for whatever is long enough.  What is signed is
authenticatorData || SHA-256(clientDataJSON), and clientDataJSON holds the hash of the note's text
as its challenge.

The RP id's hash is part of the key.  So whoever verifies years later, without knowing the server's
address, still sees that the assertion was made for the site at which the key was enrolled, and that
the page which asked lay on that site.  Points are not compressed: browsers read no others, and to
decompress them is arithmetic that nobody should write.  ECDSA signatures are `r || s` with the
smaller of the two `s`: one spelling, where DER and the other `s` would give several.

Source: W3C Web Authentication Level 2, sections 5.8.1, 6.1, 6.3.3 and 7.2; COSE -7 and -8
"""

import re
from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Final, NamedTuple, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePublicKey,
)
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from ledger.tlog import ed25519
from ledger.tlog.errors import FormatError, KeyFormatError, SignatureError

ES256: Final = b"segel/webauthn-es256/v1"
"""ECDSA over P-256 with SHA-256."""

EDDSA: Final = b"segel/webauthn-eddsa/v1"
"""Ed25519."""

HASH_BYTES: Final = 32
POINT_BYTES: Final = 65
"""`0x04 || x || y`."""

SIGNATURE_BYTES: Final = 64
DATA_BYTES: Final = 37
"""RP id hash, flags, counter; nobody has asked for extensions, so none follow."""

CLIENT_DATA_MAX: Final = 1024

_PUBLIC_BYTES: Final = {ES256: POINT_BYTES, EDDSA: ed25519.PUBLIC_BYTES}
_ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""n, the order of P-256."""

_PRESENT: Final = 0x01
_VERIFIED: Final = 0x04
_ATTACHED: Final = 0x40 | 0x80
"""Flags: the person was there; was recognised; more bytes follow."""

_CLIENT_DATA: Final = re.compile(
    rb'\{"type":"webauthn\.get","challenge":"([A-Za-z0-9_-]{43})",'
    rb'"origin":"(?:https://([a-z0-9.-]+)|http://(localhost))(?::[0-9]{1,5})?"'
    rb'(?:,"crossOrigin":false(,[ -\[\]-~]+)?)?\}'
)
"""As browsers must write it; behind the four names others may come, of which nothing is read."""

_AGAIN: Final = re.compile(rb'"(?:type|challenge|origin|crossOrigin)"')
"""A second value for one of the names: another reader could believe that one."""


class Public(NamedTuple):
    """What a verifier key of type 0xff holds behind that byte."""

    identifier: bytes
    rp_id_hash: bytes
    """SHA-256 of the host name for which the phone has made the key."""

    key: bytes
    """`0x04 || x || y` on P-256, or an Ed25519 key of 32 bytes."""

    @classmethod
    def parse(cls, value: bytes) -> Self:
        """Take the bytes apart; whether the key is a good one is not looked at.

        Raises:
            KeyFormatError: Another identifier, or a length that it cannot have.
        """
        for identifier, length in _PUBLIC_BYTES.items():
            if value.startswith(identifier):
                start = len(identifier)
                if len(value) != start + HASH_BYTES + length:
                    break
                rest = start + HASH_BYTES
                return cls(identifier, value[start:rest], value[rest:])
        raise KeyFormatError("hardware key", "unknown, or a length that it cannot have")

    def serialise(self) -> bytes:
        """Return the bytes that `parse` reads."""
        return self.identifier + self.rp_id_hash + self.key


class Assertion(NamedTuple):
    """What the phone's hardware answers, and what the browser asked it."""

    data: bytes
    """authenticatorData."""

    signature: bytes
    client_data: bytes
    """clientDataJSON."""

    @classmethod
    def parse(cls, value: bytes) -> Self:
        """Take the bytes of a signature apart.

        Raises:
            FormatError: Too few or too many.
        """
        start = DATA_BYTES + SIGNATURE_BYTES
        if not start < len(value) <= start + CLIENT_DATA_MAX:
            raise FormatError("assertion", f"{len(value)} bytes are too few or too many")
        return cls(value[:DATA_BYTES], value[DATA_BYTES:start], value[start:])

    def serialise(self) -> bytes:
        """Return the bytes that `parse` reads."""
        return self.data + self.signature + self.client_data


def is_later(value: bytes) -> bool:
    """Tell whether a key behind the byte 0xff is of a kind that only a later version knows."""
    return not value.startswith((ES256, EDDSA))


def check_public(value: bytes) -> None:
    """Refuse a key that is none, or on whose signatures libraries could disagree.

    Raises:
        KeyFormatError: Out of form, or not on the curve, or weak.
    """
    public = Public.parse(value)
    if public.identifier == EDDSA:
        ed25519.check_public(public.key)
    else:
        _point(public.key)


def verify(value: bytes, signature: bytes, text: bytes) -> None:
    """Check that the person at the hardware key agreed to exactly this text.

    Args:
        value: The key, as `Public.parse` reads it.
        signature: As `Assertion.parse` reads it.
        text: What is signed.

    Raises:
        SignatureError: Out of form, for another text or site, without the person, or not by the
            key.
    """
    try:
        public, assertion = Public.parse(value), Assertion.parse(signature)
        _check_data(assertion.data, public.rp_id_hash)
        _check_client_data(assertion.client_data, public.rp_id_hash, text)
        message = assertion.data + sha256(assertion.client_data).digest()
        if public.identifier == EDDSA:
            ed25519.verify(public.key, assertion.signature, message)
        else:
            _verify_es256(public.key, assertion.signature, message)
    except FormatError as error:
        raise SignatureError(str(error)) from error


def _check_data(data: bytes, rp_id_hash: bytes) -> None:
    flags = data[HASH_BYTES]
    if data[:HASH_BYTES] != rp_id_hash:
        raise SignatureError("the assertion was made for another site than the key's")
    if not flags & _PRESENT or not flags & _VERIFIED:
        raise SignatureError("the phone has not recognised the person")
    if flags & _ATTACHED:
        raise SignatureError("the assertion announces bytes that are not there")


def _check_client_data(client_data: bytes, rp_id_hash: bytes, text: bytes) -> None:
    found = _CLIENT_DATA.fullmatch(client_data)
    if found is None or _AGAIN.search(found[4] or b""):
        raise SignatureError("clientDataJSON is out of form, or from a page in another one's frame")
    if found[1] != urlsafe_b64encode(sha256(text).digest()).rstrip(b"="):
        raise SignatureError("the assertion is over another text")
    labels = (found[2] or found[3]).split(b".")
    sites = (b".".join(labels[start:]) for start in range(len(labels)))
    if all(sha256(site).digest() != rp_id_hash for site in sites):
        raise SignatureError("the page that asked does not lie on the key's site")


def _verify_es256(point: bytes, signature: bytes, message: bytes) -> None:
    r, s = (int.from_bytes(half) for half in (signature[:32], signature[32:]))
    if not 0 < r < _ORDER or not 0 < s <= _ORDER // 2:
        raise SignatureError("signature not strict: r or s is out of range, or s is the larger one")
    try:
        _point(point).verify(encode_dss_signature(r, s), message, ECDSA(SHA256()))
    except InvalidSignature as error:
        raise SignatureError("the signature does not hold over this text") from error


def _point(point: bytes) -> EllipticCurvePublicKey:
    if len(point) != POINT_BYTES:  # the library would read compressed ones too
        raise KeyFormatError("P-256 key", f"want {POINT_BYTES} bytes, have {len(point)}")
    try:
        return EllipticCurvePublicKey.from_encoded_point(SECP256R1(), point)
    except ValueError as error:
        raise KeyFormatError("P-256 key", "not a point of the curve") from error
