"""The tier of a signature: by software alone, or by hardware that a finger had to wake.

Of a note in the log, which is authentic, one byte tells: a signature line by Ed25519 has its space
in one place only, and in that place a hardware key's longer line holds base64, where no space is.
"""

from enum import StrEnum
from typing import Final

from ledger.tlog.ed25519 import SIGNATURE_BYTES
from ledger.tlog.note import KEY_ID_BYTES

_LINE_END: Final = 4 * -(-(KEY_ID_BYTES + SIGNATURE_BYTES) // 3) + 2
"""From the space to the end: base64 of key id and signature, and the line feed."""

_MARK: Final = slice(-_LINE_END, 1 - _LINE_END)


class Tier(StrEnum):
    """Which of a journal's keys has signed."""

    SOFTWARE = "perangkat lunak"
    HARDWARE = "sidik jari"


def is_by_hardware(note: bytes) -> bool:
    """Tell whether a hardware key has signed a note that was found authentic."""
    return note[_MARK] != b" "


def tier(note: bytes) -> Tier:
    """Return the tier of a note that was found authentic."""
    return Tier.HARDWARE if is_by_hardware(note) else Tier.SOFTWARE
