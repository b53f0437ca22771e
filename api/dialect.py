"""How the rows of a list are written down: CSV for spreadsheets, JSON lines for programs.

CSV is RFC 4180 in UTF-8 with a byte order mark, without which the usual spreadsheet takes it for
another encoding.  A spreadsheet runs what looks like a formula, so a text that does gets an
apostrophe in front:

    apostrophes and signs that nobody sees, then one of
    = + - @ (or its full-width twin)                    ->  one ' more in front of all

Nobody sees white space, control and format characters, joiners, fillers and selectors: a
spreadsheet may throw them away and run the rest.

Whoever reads the file takes one apostrophe away from every such text and has what was there; no
other text is touched, an apostrophe in front of anything else included.  Numbers are never texts.
Values that are lists or objects stand in their cell as JSON; none, and nothing in a list, is empty.

JSON lines are exact: one object a line, what is left out has its default.

Source: RFC 4180; https://owasp.org/www-community/attacks/CSV_Injection; https://jsonlines.org
"""

import csv
import io
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import Any, Final

import msgspec

from projections.listing import Listing

UNSEEN: Final = (
    r"\x00-\x20\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f"
    r"\u2028-\u202f\u205f-\u206f\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    r"\U000e0000-\U000e0fff"
)
"""Characters that nobody sees, as the inside of a class of a pattern.

Source: Unicode 15, White_Space, Cc and Default_Ignorable_Code_Point.
"""
_BEGINS: Final = rf"['{UNSEEN}]*[=+\-@\uff1d\uff0b\uff0d\uff20]"
_FORMULA: Final = re.compile(_BEGINS).match
_MARKED: Final = re.compile(f"'{_BEGINS}").match

_encode = msgspec.json.Encoder().encode


class Dialect(ABC):
    """A way to write rows down."""

    name: str
    """What files in it end in."""
    media_type: str

    @abstractmethod
    def begin(self, listing: Listing) -> bytes:
        """Return what stands before the first row."""

    @abstractmethod
    def rows(self, listing: Listing, rows: Sequence[Any]) -> bytes:
        """Return rows, each with its end."""


class Csv(Dialect):
    """Comma-separated values."""

    name = "csv"
    media_type = "text/csv; charset=utf-8; header=present"

    def begin(self, listing: Listing) -> bytes:
        """Return the byte order mark and the names of the columns."""
        return b"\xef\xbb\xbf" + _lines([listing.columns])

    def rows(self, listing: Listing, rows: Sequence[Any]) -> bytes:
        """Return rows of cells."""
        cells = listing.cells
        return _lines([_written(cells(row)) for row in rows])


class JsonLines(Dialect):
    """One JSON object a line."""

    name = "jsonl"
    media_type = "application/jsonl"

    def begin(self, listing: Listing) -> bytes:
        """Return nothing."""
        del listing
        return b""

    def rows(self, listing: Listing, rows: Sequence[Any]) -> bytes:
        """Return rows as objects."""
        del listing
        return b"".join(_encode(row) + b"\n" for row in rows)


DIALECTS: Final[dict[str, Dialect]] = {one.name: one for one in (Csv(), JsonLines())}
"""By the ending of the file."""


def neutral(text: str) -> str:
    """Return a text as a cell that no spreadsheet runs."""
    first = text[:1]
    if (
        first.isascii() and first.isalnum()
    ):  # nearly all of them, and quicker than asking the pattern
        return text
    return f"'{text}" if _FORMULA(text) is not None else text


def plain(cell: str) -> str:
    """Return the text that `neutral` has made a cell of."""
    return cell[1:] if _MARKED(cell) is not None else cell


def _lines(rows: Sequence[Sequence[object]]) -> bytes:
    written = io.StringIO(newline="")
    csv.writer(written).writerows(rows)
    return written.getvalue().encode()


def _written(cells: Sequence[object]) -> list[object]:
    """Return the cells of one row as the writer takes them, who knows none and numbers."""
    return [
        cell
        if cell is None or cell.__class__ is int
        else _WRITTEN.get(cell.__class__, _as_json)(cell)
        for cell in cells
    ]


def _as_json(cell: object) -> str:
    """Write a list, an object, or a scalar that JSON has no type for, such as a time."""
    if not cell and not isinstance(cell, float):
        return ""
    return neutral(_encode(cell).decode().strip('"'))


_WRITTEN: Final[dict[type, Callable[[Any], object]]] = {
    str: neutral,
    bool: lambda cell: "true" if cell else "false",
}
