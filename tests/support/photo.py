"""Pictures for tests: the smallest one there is, and larger ones of any size."""

from base64 import b64encode, urlsafe_b64encode
from binascii import a2b_base64
from hashlib import sha256

PNG = a2b_base64(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg=="
)
"""One pixel."""


def picture(size: int, seed: int = 0) -> bytes:
    """Return bytes that begin as a JPEG does."""
    blocks = (sha256(f"{seed} {number}".encode()).digest() for number in range(size // 32 + 1))
    return (b"\xff\xd8\xff\xe0" + b"".join(blocks))[:size]


def digest(raw: bytes) -> str:
    """Return the hash of a picture as a statement cites it."""
    return b64encode(sha256(raw).digest()).decode()


def name(raw: bytes) -> str:
    """Return the hash of a picture as an address has it."""
    return urlsafe_b64encode(sha256(raw).digest()).decode().rstrip("=")
