"""Cells: what people type into one, made plain; what they cannot have meant is told, not mended.

A name may be written in any script (it is brought into Unicode's form C, as phones write it), but
not with what a reader does not see: control characters, or signs that turn the direction of text.
A formula is never computed.  The apostrophe that our own files put before what looks like one is
taken away again.
"""

import re
import unicodedata
from typing import Final

from api.dialect import UNSEEN, plain
from tools.verdict import Text

_TURNING: Final = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_JOINING: Final = frozenset("\u200c\u200d")
"""Unseen, but some scripts need them."""
_FORMULA: Final = re.compile(f"[{UNSEEN}]*[=\uff1d]")
"""Behind signs that nobody sees, too: a spreadsheet may throw them away."""
_REPLACEMENT: Final = "\ufffd"
_TWICE: Final = ("Ã", "Â", "â€")
"""What UTF-8 looks like that was once read as Windows-1252 and saved so."""


class CellError(Exception):
    """What stands in a cell cannot be what was meant."""

    def __init__(self, indonesian: str, english: str) -> None:
        """Say why."""
        super().__init__(english)
        self.text = Text(indonesian, english)


def made_plain(cell: str) -> str:
    """Return what stands in a cell, without white space around it; empty if nothing does.

    Raises:
        CellError: A formula, a sign that nobody sees, or a letter that was lost on the way.
    """
    text = unicodedata.normalize("NFC", cell.replace("\xa0", " ")).strip(" ")
    if _FORMULA.match(text) is not None:
        raise CellError(
            "sel berisi rumus, yang tidak pernah dihitung di sini: tempel nilainya saja",
            "the cell holds a formula, which is never computed here: paste its value",
        )
    if not (text.isascii() and text.isprintable()):
        for sign in text:
            _look_at(sign)
    if any(twice in text for twice in _TWICE) and _was_read_twice(text):
        raise CellError(
            "huruf rusak: UTF-8 pernah dibaca sebagai Windows-1252",
            "garbled letters: UTF-8 was once read as Windows-1252",
        )
    return plain(text)


def _look_at(sign: str) -> None:
    category = unicodedata.category(sign)
    if sign in _TURNING:
        raise CellError(
            f"tanda pembalik arah tulisan U+{ord(sign):04X}",
            f"a sign that turns the direction of text, U+{ord(sign):04X}",
        )
    if category in {"Cc", "Zl", "Zp"} or (category == "Cf" and sign not in _JOINING):
        raise CellError(
            f"karakter yang tidak tampak U+{ord(sign):04X}",
            f"a character that is not seen, U+{ord(sign):04X}",
        )
    if sign == _REPLACEMENT:
        raise CellError("huruf hilang (U+FFFD)", "a letter was lost (U+FFFD)")


def _was_read_twice(text: str) -> bool:
    """Tell whether a text makes sense as UTF-8 that was read as Windows-1252."""
    try:
        text.encode("windows-1252").decode()
    except UnicodeError:
        return False
    return True
