"""Worksheets: a CSV file as people really save one, read into rows that know their lines.

Excel writes commas or semicolons by the country, Windows-1252 or UTF-8 by the menu, with or without
a byte order mark; others write tabs.  Nothing of that is guessed where a guess could change a name:
a line that is not in the encoding of the file is a fault of its rows, and the fault says how it
would read.  No row is lost: what cannot be taken apart is a row with a fault and without cells.

Knows nothing of what the columns mean.

Source: RFC 4180
"""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, Literal

from tools.verdict import Text

Encoding = Literal["utf-8", "windows-1252"]

DELIMITERS: Final = (",", ";", "\t")

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_UTF8_MARK, _UTF16_MARKS = b"\xef\xbb\xbf", (b"\xff\xfe", b"\xfe\xff")
_LINE: Final = re.compile(rb"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+\Z")
_SEPARATOR: Final = re.compile(r"sep=(.)\s*")
_HEADER_WITHIN: Final = 10
"""Rows above the header, such as a title, are at most so many."""
_SHOWN_MAX: Final = 60


class WorksheetError(Exception):
    """Nothing of a file can be read as rows."""

    def __init__(self, text: Text) -> None:
        """Say why, in both languages."""
        super().__init__(text.en)
        self.text = text


@dataclass(frozen=True, slots=True)
class Row:
    """One row."""

    line: int
    """Its first line in the file, counted from 1."""
    cells: tuple[str, ...]
    faults: tuple[Text, ...] = ()
    """Why it cannot be trusted."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it, as in the rows that spreadsheets write below the last."""
        return not self.faults and not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Worksheet:
    """A file that was read."""

    header: Row
    rows: tuple[Row, ...]
    """Below the header, in their order; empty ones too."""
    above: tuple[Row, ...]
    """What stands above the header."""
    delimiter: str


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    fault: Text | None


def read(
    raw: bytes,
    encoding: Encoding,
    known: Callable[[Sequence[str]], int],
    *,
    is_private: bool = False,
) -> Worksheet:
    """Read a file.

    Args:
        raw: All of it.
        encoding: What it was saved in.
        is_private: Whether faults may not repeat what stands in the file.
        known: Tells of cells how many of them are names of columns; the row and the delimiter with
            the most of them make the header.

    Raises:
        WorksheetError: It is no text with rows, or no row of it is a header.
    """
    lines = list(_decoded(_plain(raw), encoding, is_shown=not is_private))
    first = 0
    delimiters: Sequence[str] = DELIMITERS
    if lines and (said := _SEPARATOR.fullmatch(lines[0].text)):
        first, delimiters = 1, [said[1]]
    score, place, delimiter = 0, 0, ""
    for one in delimiters:
        for number, row in enumerate(islice(_rows(lines, first, one), _HEADER_WITHIN)):
            if (found := known(row.cells)) > score:
                score, place, delimiter = found, number, one
    if not score:
        raise WorksheetError(
            Text(
                "tidak ada baris judul kolom yang dikenal dalam sepuluh baris pertama",
                "no row of known column names within the first ten rows",
            )
        )
    rows = list(_rows(lines, first, delimiter))
    above = tuple(row for row in rows[:place] if not row.is_empty)
    return Worksheet(rows[place], tuple(rows[place + 1 :]), above, delimiter)


def _plain(raw: bytes) -> bytes:
    """Return the bytes of a UTF-8 or Windows-1252 text.

    Raises:
        WorksheetError: It is a workbook, or UTF-16 that is cut off.
    """
    if raw.startswith((_ZIP, _OLE)):
        raise WorksheetError(
            Text(
                "ini buku kerja Excel, bukan CSV: simpan sebagai CSV UTF-8",
                "this is a workbook, not CSV: save it as CSV UTF-8",
            )
        )
    if raw.startswith(_UTF16_MARKS):
        try:
            return raw.decode("utf-16").encode()
        except UnicodeDecodeError as error:
            what = Text("UTF-16 yang terpotong", "UTF-16 that is cut off")
            raise WorksheetError(what) from error
    raw = raw.removeprefix(_UTF8_MARK)
    if not raw.strip():
        raise WorksheetError(Text("berkas kosong", "the file is empty"))
    return raw


def _decoded(raw: bytes, encoding: Encoding, *, is_shown: bool) -> Iterator[_Line]:
    for found in _LINE.finditer(raw):
        line = found[0]
        yield _as_utf8(line, is_shown=is_shown) if encoding == "utf-8" else _as_windows(line)


def _as_utf8(line: bytes, *, is_shown: bool) -> _Line:
    try:
        return _Line(line.decode(), None)
    except UnicodeDecodeError:
        text = line.decode("windows-1252", "replace")
    shown = text.strip()[:_SHOWN_MAX] if is_shown else "…"
    return _Line(
        text,
        Text(
            f'bukan UTF-8; sebagai Windows-1252 terbaca "{shown}": bila itu benar, beri '
            f"--encoding windows-1252",
            f'not UTF-8; as Windows-1252 it reads "{shown}": if that is right, give '
            f"--encoding windows-1252",
        ),
    )


def _as_windows(line: bytes) -> _Line:
    if not line.isascii():
        try:
            text = line.decode()
        except UnicodeDecodeError:
            pass
        else:
            what = Text("baris ini UTF-8, bukan Windows-1252", "this line is UTF-8")
            return _Line(text, what)
    try:
        return _Line(line.decode("windows-1252"), None)
    except UnicodeDecodeError as error:
        byte = line[error.start]
        what = Text(
            f"byte 0x{byte:02x} tidak ada di Windows-1252", f"no byte 0x{byte:02x} in Windows-1252"
        )
        return _Line(line.decode("windows-1252", "replace"), what)


def _rows(lines: Sequence[_Line], first: int, delimiter: str) -> Iterator[Row]:
    """Take lines apart; a row may go over several, where a quoted cell does."""
    reader = csv.reader((line.text for line in lines[first:]), delimiter=delimiter, strict=True)
    while True:
        start = first + reader.line_num
        cells: list[str] = []
        broken: Text | None = None
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            broken = _broken(str(error), start + 1, first + reader.line_num)
        end = first + reader.line_num
        faults = [line.fault for line in lines[start:end] if line.fault is not None]
        yield Row(start + 1, tuple(cells), (*([broken] if broken else []), *faults))


def _broken(why: str, start: int, end: int) -> Text:
    if "unexpected end" in why:
        return Text(
            f"tanda kutip dibuka dan tidak ditutup sampai baris {end}: tidak satu pun baris di "
            f"antaranya terbaca",
            f"a quote is opened and not closed up to line {end}: no row between is read",
        )
    where = f"{start}" if start == end else f"{start}-{end}"
    return Text(
        f"tanda kutip tidak pada tempatnya (baris {where}): {why}",
        f"quotes out of place (line {where}): {why}",
    )
