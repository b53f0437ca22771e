"""Canonical text for numbers and bytes: exactly one spelling each.

A size `+5` or `0005`, or base64 with stray bits, would let two texts mean the
same thing, and then a signature over one would speak for the other.
"""

import binascii
import re

from ledger.tlog.errors import FormatError

SIZE_MAX = 2**63 - 1
"""Largest tree size every known reader accepts (Go's int64)."""

HASH_BYTES = 32
"""SHA-256."""

_NUMBER = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)


def parse_number(text: str, thing: str) -> int:
    """Read a canonical decimal number: ASCII digits, no sign, no leading zero, below 2^63."""
    if _NUMBER.fullmatch(text) is None or (number := int(text)) > SIZE_MAX:
        raise FormatError(thing, f"{text[:40]!r} is not a canonical decimal number")
    return number


def parse_base64(text: str, thing: str) -> bytes:
    """Read standard base64 with padding, refusing every second spelling of the same bytes."""
    try:
        value = binascii.a2b_base64(text)
    except (binascii.Error, ValueError) as error:
        raise FormatError(thing, "not base64") from error
    if to_base64(value) != text:
        raise FormatError(thing, "base64 is not canonical")
    return value


def parse_hash(text: str, thing: str) -> bytes:
    """Read a base64 SHA-256 hash of 32 bytes."""
    value = parse_base64(text, thing)
    if len(value) != HASH_BYTES:
        raise FormatError(thing, f"a hash has {HASH_BYTES} bytes, this has {len(value)}")
    return value


def to_base64(value: bytes) -> str:
    """Write standard base64 with padding."""
    return binascii.b2a_base64(value, newline=False).decode("ascii")
