"""A hash that two people can compare aloud.

Eight words of five letters, each spelling 16 bits as consonant and vowel in
turn (`lusab babad`), carry 128 bits.  They need no word list, and an Indonesian
reads them as they are written.

Source: D. S. Wilkerson, "A proposal for proquints", arXiv:0901.4016.
"""

from ledger.tlog.errors import FormatError
from ledger.tlog.text import HASH_BYTES

_CONSONANTS = "bdfghjklmnprstvz"
_VOWELS = "aiou"
_WORDS = 8


def words(value: bytes) -> str:
    """Return the first 16 bytes of a hash as eight words.

    Raises:
        FormatError: Not 32 bytes; the words of nothing would look like anybody's.
    """
    if len(value) != HASH_BYTES:
        raise FormatError("fingerprint", f"a hash has {HASH_BYTES} bytes, this has {len(value)}")
    pairs = (value[2 * i : 2 * i + 2] for i in range(_WORDS))
    return " ".join(_word(int.from_bytes(pair, "big")) for pair in pairs)


def _word(number: int) -> str:
    return "".join(
        (
            _CONSONANTS[number >> 12 & 15],
            _VOWELS[number >> 10 & 3],
            _CONSONANTS[number >> 6 & 15],
            _VOWELS[number >> 4 & 3],
            _CONSONANTS[number & 15],
        )
    )
