"""Only signatures that every library accepts are accepted, and only keys all agree on."""

import hashlib

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given, settings, strategies as st

from ledger.tlog import ed25519
from ledger.tlog.errors import KeyFormatError, SignatureError
from tests.support import edwards
from tests.support.edwards import BASE, NOT_CANONICAL, ORDER, TORSION, Scalar
from tests.support.figures import FIGURES, seed

MESSAGE = b"segel/statement/v1\n"
SIGNER = Scalar(2**251 + 8 * 123_456_789)
NONCE = 987_654_321
HONEST_R = BASE.times(NONCE).encoded()
HONEST = SIGNER.sign(MESSAGE, NONCE, HONEST_R)


def openssl_accepts(public: bytes, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def segel_accepts(public: bytes, signature: bytes, message: bytes) -> bool:
    try:
        ed25519.verify(public, signature, message)
    except SignatureError:
        return False
    return True


def test_an_honest_signature_made_by_hand_is_accepted() -> None:
    ed25519.check_public(SIGNER.public)
    ed25519.verify(SIGNER.public, HONEST, MESSAGE)


@given(secret=st.binary(min_size=32, max_size=32), message=st.binary(max_size=300))
def test_whatever_cryptography_signs_is_accepted(secret: bytes, message: bytes) -> None:
    private = Ed25519PrivateKey.from_private_bytes(secret)
    public = private.public_key().public_bytes_raw()
    ed25519.check_public(public)
    ed25519.verify(public, private.sign(message), message)


@settings(max_examples=300)
@given(
    message=st.binary(max_size=40),
    at=st.integers(0, 63),
    bits=st.integers(1, 255),
    where=st.sampled_from(("signature", "message", "public")),
)
def test_damage_is_judged_as_cryptography_judges_it(
    message: bytes, at: int, bits: int, where: str
) -> None:
    private = Ed25519PrivateKey.from_private_bytes(seed("log"))
    parts = {
        "signature": private.sign(message),
        "message": message,
        "public": private.public_key().public_bytes_raw(),
    }
    damaged = bytearray(parts[where] or b"\x00")
    damaged[at % len(damaged)] ^= bits
    parts[where] = bytes(damaged)
    assert not segel_accepts(**parts)
    assert not openssl_accepts(**parts)


@pytest.mark.parametrize("name", ["log", "witness_ed25519"])
def test_the_published_keys_are_strong(name: str) -> None:
    ed25519.check_public(bytes.fromhex(FIGURES[name]["public_hex"]))


@pytest.mark.parametrize("point", TORSION)
def test_a_public_key_of_small_order_is_refused(point: edwards.Point) -> None:
    with pytest.raises(KeyFormatError):
        ed25519.check_public(point.encoded())


@pytest.mark.parametrize("encoding", NOT_CANONICAL, ids=bytes.hex)
def test_a_public_key_in_a_second_spelling_is_refused(encoding: bytes) -> None:
    with pytest.raises(KeyFormatError):
        ed25519.check_public(encoding)


@pytest.mark.parametrize("torsion", TORSION[1:])
def test_a_public_key_with_torsion_is_refused(torsion: edwards.Point) -> None:
    strong = edwards.decoded(SIGNER.public)
    assert strong.encoded() == SIGNER.public
    with pytest.raises(KeyFormatError):
        ed25519.check_public(strong.plus(torsion).encoded())


def test_public_keys_off_the_curve_are_refused() -> None:
    off = [edwards.encode(y, 0) for y in range(2, 40) if edwards.with_y(y, 0) is None]
    assert len(off) > 10
    for encoding in off:
        with pytest.raises(KeyFormatError):
            ed25519.check_public(encoding)


@pytest.mark.parametrize("length", [0, 31, 33, 64, 1312])
def test_a_public_key_of_another_length_is_refused(length: int) -> None:
    with pytest.raises(KeyFormatError):
        ed25519.check_public(bytes([1]) * length)


@pytest.mark.parametrize("multiple", range(1, 16))
def test_s_not_below_the_order_is_refused(multiple: int) -> None:
    larger = int.from_bytes(HONEST[32:], "little") + multiple * ORDER
    with pytest.raises(SignatureError, match="not below L"):
        ed25519.verify(SIGNER.public, HONEST[:32] + larger.to_bytes(32, "little"), MESSAGE)


@pytest.mark.parametrize("torsion", TORSION)
def test_r_of_small_order_is_refused_though_the_equation_holds(torsion: edwards.Point) -> None:
    signature = SIGNER.sign(MESSAGE, 0, torsion.encoded())
    with pytest.raises(SignatureError, match="small order"):
        ed25519.verify(SIGNER.public, signature, MESSAGE)


@pytest.mark.parametrize("encoding", NOT_CANONICAL, ids=bytes.hex)
def test_r_in_a_second_spelling_is_refused(encoding: bytes) -> None:
    signature = SIGNER.sign(MESSAGE, 0, encoding)
    with pytest.raises(SignatureError, match="not canonical or of small order"):
        ed25519.verify(SIGNER.public, signature, MESSAGE)


@pytest.mark.parametrize("torsion", TORSION[1:])
def test_r_with_torsion_is_refused_though_it_holds_times_eight(torsion: edwards.Point) -> None:
    commitment = BASE.times(NONCE).plus(torsion).encoded()
    with pytest.raises(SignatureError):
        ed25519.verify(SIGNER.public, SIGNER.sign(MESSAGE, NONCE, commitment), MESSAGE)


@pytest.mark.parametrize("point", TORSION)
def test_no_signature_holds_under_a_key_of_small_order(point: edwards.Point) -> None:
    for number in range(8):
        message = bytes([number])
        signature = HONEST_R + NONCE.to_bytes(32, "little")
        challenge = hashlib.sha512(HONEST_R + point.encoded() + message).digest()
        multiple = int.from_bytes(challenge, "little") % 8
        if point.times(multiple) == edwards.IDENTITY:  # the equation holds
            with pytest.raises(SignatureError):
                ed25519.verify(point.encoded(), signature, message)


@pytest.mark.parametrize("length", [0, 32, 63, 65, 128])
def test_a_signature_of_another_length_is_refused(length: int) -> None:
    with pytest.raises(SignatureError, match="64 bytes"):
        ed25519.verify(SIGNER.public, (HONEST * 2)[:length], MESSAGE)


@pytest.mark.parametrize("length", [0, 31, 33, 1312])
def test_no_signature_holds_under_a_key_of_another_length(length: int) -> None:
    with pytest.raises(SignatureError, match="32 bytes"):
        ed25519.verify((SIGNER.public * 41)[:length], HONEST, MESSAGE)
