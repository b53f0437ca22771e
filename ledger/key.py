"""Private keys as files: one line that Go's tools read as well.

PRIVATE+KEY+<name>+<hex key id>+<base64 of 0x01 and the 32-byte seed>
"""

import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ledger import file
from ledger.tlog.ed25519 import PUBLIC_BYTES
from ledger.tlog.errors import KeyFormatError
from ledger.tlog.note import ED25519, SignerKey
from ledger.tlog.text import parse_base64, to_base64

PREFIX = "PRIVATE+KEY+"
"""How a private key begins: whoever pastes one in the wrong place is to be told."""

_OWNER_ONLY = 0o600


def parse(text: str) -> SignerKey:
    """Read a private key.

    Raises:
        KeyFormatError: Out of form, or an id that does not belong to it.
    """
    name, _, rest = text.removeprefix(PREFIX).partition("+")
    hex_id, _, encoded = rest.partition("+")
    value = parse_base64(encoded, "private key")
    if not text.startswith(PREFIX) or len(value) != 1 + PUBLIC_BYTES or value[0] != ED25519:
        raise KeyFormatError("private key", "out of form")
    key = SignerKey.from_seed(name, value[1:])
    if key.verifier.id.hex() != hex_id:
        raise KeyFormatError("private key", "the id does not belong to name and key")
    return key


def serialise(key: SignerKey) -> str:
    """Return the line that `parse` reads; it is the secret."""
    seed = key.private.private_bytes_raw()
    encoded = to_base64(bytes([ED25519]) + seed)
    return f"{PREFIX}{key.name}+{key.verifier.id.hex()}+{encoded}"


def generate(name: str) -> SignerKey:
    """Make a new key from the operating system's randomness."""
    return SignerKey.from_seed(name, Ed25519PrivateKey.generate().private_bytes_raw())


def load(path: Path) -> SignerKey:
    """Read the key in a file.

    Raises:
        KeyFormatError: The file does not hold one.
        OSError: The file cannot be read.
    """
    return parse(path.read_text(encoding="utf-8").removesuffix("\n"))


def save(path: Path, key: SignerKey) -> None:
    """Write a key to a new file that only its owner can read.

    Raises:
        FileExistsError: There is a file; keys are not written over.
    """
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(f"{serialise(key)}\n")
        stream.flush()
        os.fsync(stream.fileno())
    file.sync(path.parent)
