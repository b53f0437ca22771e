"""The check character of numbers that people type: a slip of the finger is told at once.

One wrong character and two swapped neighbours are found.  It is printed behind a dash
(`16.08.05.2003-TPS007-GUB-9`); dots, dashes and case do not count.  The phone has the same in
`api/web/static/checkdigit.js`.

Source: ISO/IEC 7064, MOD 37,36.
"""

import re
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

_IDLE: Final = re.compile("[^0-9A-Z]")


def check_character(text: str) -> str:
    """Return the one check character of a number."""
    product = 36
    for character in _IDLE.sub("", text.upper()):
        product = ((product + ALPHABET.index(character)) % 36 or 36) * 2 % 37
    return ALPHABET[(37 - product) % 36]


def printed(text: str) -> str:
    """Write a number as it is printed."""
    return f"{text}-{check_character(text)}"


def unprinted(text: str) -> str | None:
    """Return the number that was printed or typed, or None if its check character is not right."""
    number, _, check = text.strip().rpartition("-")
    if not _IDLE.sub("", number.upper()) or len(check) != 1 or not check.isascii():
        return None
    return number if check_character(number) == check.upper() else None
