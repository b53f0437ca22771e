"""Signatures: honest, changed, and those on which libraries are known to disagree."""

import hashlib
from collections.abc import Iterator

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.support import edwards
from tests.support.strict.case import (
    LOG,
    NOTE,
    ORIGIN,
    SEED,
    TEXT,
    Case,
    case,
    line,
    public_of,
    vkey,
)


def signatures() -> Iterator[Case]:
    def given(note: str) -> dict[str, str]:
        return {"text": note, "vkey": LOG}

    other = bytes(range(32, 64))
    honest = Ed25519PrivateKey.from_private_bytes(SEED).sign(TEXT.encode())
    stranger = line(bytes(64), "someone.example/else", public_of(other))
    same_name = line(bytes(64), ORIGIN, public_of(other))
    yield case("note.verify", "an honest note", True, **given(NOTE))
    yield case("note.verify", "a stranger's line is ignored", True, **given(NOTE + stranger))
    yield case("note.verify", "a line of our name and another id", True, **given(NOTE + same_name))
    yield case("note.verify", "the same line twice", True, **given(NOTE + line(honest)))
    wrong = {
        "signed by a stranger alone": f"{TEXT}\n{stranger}",
        "signed under our name with another id": f"{TEXT}\n{same_name}",
        "a good line and a bad one": NOTE + line(bytes(64)),
        "a bad line and a good one": f"{TEXT}\n{line(bytes(63) + b'1')}{line(honest)}",
        "another size": NOTE.replace("\n8\n", "\n9\n"),
        "another origin": NOTE.replace("latihan", "Latihan", 1),
        "one more newline": NOTE.replace("\n\n", "\n\n\n"),
        "63 bytes": f"{TEXT}\n{line(honest[:-1])}",
        "65 bytes": f"{TEXT}\n{line(honest + bytes(1))}",
    }
    for name, note in wrong.items():
        yield case("note.verify", name, False, **given(note))
    for bit in (0, 7, 250, 255, 256, 400, 511):
        flipped = bytearray(honest)
        flipped[bit // 8] ^= 1 << bit % 8
        name = f"bit {bit} of the signature flipped"
        yield case("note.verify", name, False, **given(f"{TEXT}\n{line(bytes(flipped))}"))


def strange_signatures() -> Iterator[Case]:
    """Signatures on which libraries are known to disagree."""
    message = TEXT.encode()
    secret, public = secret_of(SEED), public_of(SEED)
    honest = Ed25519PrivateKey.from_private_bytes(SEED).sign(message)
    scalar = int.from_bytes(honest[32:], "little")
    too_large = {
        "S above L": scalar + edwards.ORDER,
        "S equal to L": edwards.ORDER,
        "S of all ones": 2**256 - 1,
    }
    for name, value in too_large.items():
        forged = honest[:32] + scalar_bytes(value)
        yield case("note.verify", name, False, text=f"{TEXT}\n{line(forged)}", vkey=LOG)
    # With r = 0 and R the neutral point, S = k a: many libraries find this signature good.
    for name, r in {
        "R is the neutral point": edwards.IDENTITY.encoded(),
        "R is the neutral point, spelled y + p": (edwards.PRIME + 1).to_bytes(32, "little"),
        "R is the neutral point with a sign": (1 | 1 << 255).to_bytes(32, "little"),
    }.items():
        k = challenge(r, public, message)
        forged = r + scalar_bytes(k * secret % edwards.ORDER)
        yield case("note.verify", name, False, text=f"{TEXT}\n{line(forged)}", vkey=LOG)
    for order, point in enumerate(edwards.TORSION):
        r = point.encoded()
        k = challenge(r, public, message)
        forged = r + scalar_bytes(k * secret % edwards.ORDER)
        name = f"R is torsion point {order}"
        yield case("note.verify", name, False, text=f"{TEXT}\n{line(forged)}", vkey=LOG)
    yield from _signatures_of_weak_keys(message)


def _signatures_of_weak_keys(message: bytes) -> Iterator[Case]:
    """With a neutral key, S B = R is a signature over anything at all."""
    r = edwards.BASE.times(5).encoded()
    for name, public in {
        "a neutral key signs everything": edwards.IDENTITY.encoded(),
        "a neutral key spelled y + p": (edwards.PRIME + 1).to_bytes(32, "little"),
    }.items():
        forged = line(r + scalar_bytes(5), ORIGIN, public)
        given = {"text": f"{message.decode()}\n{forged}", "vkey": vkey(ORIGIN, public)}
        yield case("note.verify", name, False, **given)

    for order, point in enumerate(edwards.TORSION):
        if point == edwards.IDENTITY:
            continue
        public = point.encoded()
        forged = line(_signature_of_torsion(point, message), ORIGIN, public)
        given = {"text": f"{message.decode()}\n{forged}", "vkey": vkey(ORIGIN, public)}
        yield case("note.verify", f"a key that is torsion point {order}", False, **given)


def _signature_of_torsion(point: edwards.Point, message: bytes) -> bytes:
    """Find R = S B - k A: k counts only modulo 8 where A is of small order."""
    for scalar in range(2, 1000):
        at = edwards.BASE.times(scalar)
        for turn in range(8):
            r = at.plus(point.times(8 - turn)).encoded()
            if challenge(r, point.encoded(), message) % 8 == turn:
                return r + scalar_bytes(scalar)
    raise AssertionError("one in eight fits")


def secret_of(seed: bytes) -> int:
    """Return the scalar of an Ed25519 seed."""
    low = int.from_bytes(hashlib.sha512(seed).digest()[:32], "little")
    return low & ~7 & (2**254 - 1) | 2**254


def challenge(r: bytes, public: bytes, message: bytes) -> int:
    return int.from_bytes(hashlib.sha512(r + public + message).digest(), "little") % edwards.ORDER


def scalar_bytes(scalar: int) -> bytes:
    return scalar.to_bytes(32, "little")
