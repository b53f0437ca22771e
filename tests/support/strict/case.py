"""One case, and the small honest things that cases are made of."""

import base64
import hashlib
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

Case = dict[str, Any]

ORIGIN: Final = "segel.example/latihan/16.08/pilkada-2024"
JOURNAL: Final = "16.08/kpu/gudang-03"
SEED: Final = bytes(range(32))
TEXT: Final = f"{ORIGIN}\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n"
EMPTY_ROOT: Final = hashlib.sha256(b"").digest()


def b64(value: bytes) -> str:
    return base64.b64encode(value).decode()


def public_of(seed: bytes) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def key_id(name: str, public: bytes, kind: int = 1) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:4]


def vkey(name: str, public: bytes, kind: int = 1) -> str:
    return f"{name}+{key_id(name, public, kind).hex()}+{b64(bytes([kind]) + public)}"


def line(signature: bytes, name: str = ORIGIN, public: bytes | None = None) -> str:
    return f"— {name} {b64(key_id(name, public or public_of(SEED)) + signature)}\n"


def sign(text: str, name: str = ORIGIN, seed: bytes = SEED) -> str:
    """Return a note of *text* with one honest signature."""
    signature = Ed25519PrivateKey.from_private_bytes(seed).sign(text.encode())
    return f"{text}\n{line(signature, name, public_of(seed))}"


LOG: Final = vkey(ORIGIN, public_of(SEED))
NOTE: Final = sign(TEXT)


def case(check: str, name: str, verdict: bool, **given: object) -> Case:
    return {"check": check, "name": name, "verdict": ("refused", "accepted")[verdict], **given}


def text_of(value: str | bytes) -> dict[str, str]:
    """Return bytes as they go into a case: text where it is text, else hexadecimal."""
    if isinstance(value, str):
        return {"text": value}
    try:
        return {"text": value.decode()}
    except UnicodeDecodeError:
        return {"hex": value.hex()}
