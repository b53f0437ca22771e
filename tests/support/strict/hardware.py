"""Assertions of hardware keys, honest and doctored, and their verifier keys."""

from collections.abc import Iterator
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.support import edwards
from tests.support.authenticator import EDDSA, ES256, ORDER, TOUCHED, Authenticator
from tests.support.strict.case import (
    JOURNAL,
    ORIGIN,
    TEXT,
    Case,
    b64,
    case,
    key_id,
    public_of,
    vkey,
)

_KIND: Final = 0xFF
_FINGERS: Final = {"ES256": Authenticator(ES256), "EdDSA": Authenticator(EDDSA)}
_CROSS: Final = ',"crossOrigin":false'
_ENDS: Final = {
    "without crossOrigin": ("", True),
    "with what browsers may add": (f'{_CROSS},"other_keys_can_be_added_here":"no"', True),
    "in a frame of another origin": (',"crossOrigin":true', False),
    "in a frame, with its top": (',"crossOrigin":true,"topOrigin":"https://lain.example"', False),
    "another name before crossOrigin": (f',"a":1{_CROSS}', False),
    "crossOrigin twice": (f'{_CROSS},"crossOrigin":true', False),
    "a second type": (f'{_CROSS},"type":"webauthn.create"', False),
    "a second challenge": (f'{_CROSS},"challenge":""', False),
    "a second origin": (f'{_CROSS},"origin":"https://lain.example"', False),
    "a second type, escaped": (f'{_CROSS},"\\u0074ype":"webauthn.create"', False),
    "a space": (',"crossOrigin": false', False),
    "a letter beyond ASCII": (f'{_CROSS},"a":"é"', False),
    "a line feed": (f'{_CROSS},\n"a":1', False),
}
_ORIGINS: Final = {
    "https://segel.example:8443": True,
    "https://jaga.segel.example": True,
    "https://lain.example": False,
    "https://lainsegel.example": False,
    "https://segel.example.lain.example": False,
    "http://segel.example": False,
    "http://localhost": False,
    "https://SEGEL.example": False,
    "https://segel.example/": False,
    "https://segel.example@lain.example": False,
    "null": False,
    "": False,
}
_FLAGS: Final = {
    "a synchronised key": (0x1D, True),
    "a reserved flag": (0x07, True),
    "nobody there": (0x04, False),
    "nobody recognised": (0x01, False),
    "nothing at all": (0x00, False),
    "a key announced": (0x45, False),
    "extensions announced": (0x85, False),
}


def assertions() -> Iterator[Case]:
    for name, finger in _FINGERS.items():
        for what, is_good, signature in _signatures(finger):
            yield _verified(finger, f"{name}: {what}", is_good, signature)
    yield from _of_p256(Authenticator(ES256))
    yield from _kinds_mixed_up()


def hardware_keys() -> Iterator[Case]:
    for name, finger in _FINGERS.items():
        key = vkey(JOURNAL, finger.public, _KIND)
        yield case("vkey.parse", f"a hardware key: {name}", True, text=key)
        yield case("key.strong", f"a hardware key: {name}", True, text=key)
        for what, public in {
            "a byte short": finger.public[:-1],
            "a byte long": finger.public + bytes(1),
            "of an unknown identifier": b"segel/webauthn-mldsa44/v1" + finger.public[23:],
            "of no identifier": finger.public[23:],
        }.items():
            text = vkey(JOURNAL, public, _KIND)
            yield case("vkey.parse", f"a hardware key {what}: {name}", False, text=text)
    yield from _weak()


def joins() -> Iterator[Case]:
    """Yield lines by which a hardware key joins a journal's own key, with the word of both."""
    own, other = bytes(range(32, 64)), bytes(range(64, 96))
    known = vkey(JOURNAL, public_of(own))
    for name, finger in _FINGERS.items():
        key = vkey(JOURNAL, finger.public, _KIND)
        text = f"segel/enrol/v1\n{ORIGIN}\n{key}\n".encode()
        agreed, held = _agreed(own, text), finger.signs(text)
        foreign = text.replace(b"latihan", b"lain")
        for what, (possession, is_good) in {
            "the word of both": (agreed + held, True),
            "the word of the journal alone": (agreed, False),
            "the word of the hardware alone": (held, False),
            "the wrong way round": (held + agreed, False),
            "another journal's word": (_agreed(other, text) + held, False),
            "another hardware's word": (agreed + Authenticator(finger.kind, 7).signs(text), False),
            "the journal's word for another log": (_agreed(own, foreign) + held, False),
            "the hardware's word for another log": (agreed + finger.signs(foreign), False),
        }.items():
            line = f"enrol {key} {b64(possession)}"
            yield _join(f"{name}: {what}", is_good, line, known)
        line = f"enrol {key} {b64(agreed + held)}"
        yield _join(f"{name}: a prefix", False, f"{line} delegate 16.08", known)
        yield _join(f"{name}: another verb", False, line.replace("enrol", "renew"), known)
        stranger = vkey("16.08/kpu/gudang-04", public_of(own))
        yield _join(f"{name}: under another name", False, line, stranger)
        yield _join(f"{name}: beside itself", False, line, key)
    text = f"segel/enrol/v1\n{ORIGIN}\n{known}\n".encode()
    line = f"enrol {known} {b64(_agreed(own, text))}"
    yield _join("a journal's own key", False, line, known)


def _join(name: str, is_good: bool, line: str, own: str) -> Case:
    return case("join.check", name, is_good, text=line, origin=ORIGIN, own=own)


def _agreed(seed: bytes, text: bytes) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(seed).sign(text)


def _signatures(finger: Authenticator) -> Iterator[tuple[str, bool, bytes]]:
    text = TEXT.encode()
    honest = finger.signs(text)
    yield "an honest assertion", True, honest
    yield "another challenge", False, finger.signs(b"another text\n")
    yield "bytes behind it", False, honest + b"}"
    yield "no clientDataJSON", False, honest[:101]
    yield "the bytes of Ed25519 alone", False, honest[37:101]
    yield "too long", False, finger.signs(text, client_data=_long(finger, 1025))
    yield "as long as may be", True, finger.signs(text, client_data=_long(finger, 1024))
    for at in (0, 31, 33, 36, 37, 68, 69, 100, 101, len(honest) - 1):
        changed = bytearray(honest)
        changed[at] ^= 0x01
        yield f"byte {at} changed", False, bytes(changed)
    creating = finger.client_data(text, type_="webauthn.create")
    yield "a key being made", False, finger.signs(text, client_data=creating)
    for what, (rest, is_good) in _ENDS.items():
        client_data = finger.client_data(text, rest=rest)
        yield what, is_good, finger.signs(text, client_data=client_data)
    for origin, is_good in _ORIGINS.items():
        client_data = finger.client_data(text, origin=origin)
        yield f"from {origin}", is_good, finger.signs(text, client_data=client_data)
    for what, (flags, is_good) in _FLAGS.items():
        yield what, is_good, finger.signs(text, data=finger.data(flags=flags))
    other = finger.data(site="lain.example")
    yield "for another site", False, finger.signs(text, data=other)
    longer = finger.data(flags=TOUCHED | 0x80, rest=b"\xa0")
    yield "with extensions", False, finger.signs(text, data=longer)
    yield "by another key", False, Authenticator(finger.kind, 7).signs(text)


def _of_p256(finger: Authenticator) -> Iterator[Case]:
    honest = finger.signs(TEXT)
    large = finger.signs(TEXT, is_large=True)
    yield _verified(finger, "ES256: the larger s", False, large)
    for what, half in {"r": slice(37, 69), "s": slice(69, 101)}.items():
        for name, value in {"0": 0, "n": ORDER, "2^256 - 1": 2**256 - 1}.items():
            changed = bytearray(honest)
            changed[half] = value.to_bytes(32)
            yield _verified(finger, f"ES256: {what} is {name}", False, bytes(changed))


def _kinds_mixed_up() -> Iterator[Case]:
    """What one algorithm has signed never passes for the other."""
    p256, ed25519 = _FINGERS.values()
    yield _verified(p256, "ES256: signed with EdDSA", False, ed25519.signs(TEXT))
    yield _verified(ed25519, "EdDSA: signed with ES256", False, p256.signs(TEXT))


def _weak() -> Iterator[Case]:
    point = _FINGERS["ES256"].point
    start = _FINGERS["ES256"].public[:-65]
    for what, other in {
        "infinity": bytes(65),
        "off the curve": point[:-1] + bytes([point[-1] ^ 1]),
        "a hybrid point": bytes([6 + point[-1] % 2]) + point[1:],
        "x of all ones": b"\x04" + b"\xff" * 32 + point[33:],
    }.items():
        text = vkey(JOURNAL, start + other, _KIND)
        yield case("key.strong", f"P-256: {what}", False, text=text)
    start = _FINGERS["EdDSA"].public[:-32]
    for order, torsion in enumerate(edwards.TORSION):
        text = vkey(JOURNAL, start + torsion.encoded(), _KIND)
        yield case("key.strong", f"hardware torsion point {order}", False, text=text)


def _long(finger: Authenticator, length: int) -> bytes:
    more = length - len(finger.client_data(TEXT.encode(), rest=f'{_CROSS},"a":""'))
    return finger.client_data(TEXT.encode(), rest=f'{_CROSS},"a":"{"x" * more}"')


def _verified(finger: Authenticator, name: str, is_good: bool, signature: bytes) -> Case:
    value = b64(key_id(JOURNAL, finger.public, _KIND) + signature)
    text = f"{TEXT}\n— {JOURNAL} {value}\n"
    key = vkey(JOURNAL, finger.public, _KIND)
    return case("note.verify", name, is_good, text=text, vkey=key)
