"""Columns: what they may be titled, what stands in them, and how a cell of theirs is read."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from tools.intake.cell import CellError, made_plain
from tools.intake.worksheet import Row, Worksheet, WorksheetError
from tools.verdict import Text

_OTHER: Final = re.compile(r"[\W_]+")
_DOTTED: Final = re.compile(r"[a-z_]+(?:\.[a-z_]+)+")
"""A title as our own lists write it: the way to a field of a field."""
_WHOLE: Final = re.compile(r"-?[0-9]{1,15}(?:[.,]0+)?")
_DEGREES: Final = re.compile(r"-?[0-9]{1,3}(?:[.,][0-9]+)?")
_MICRO: Final = 1_000_000
_SHOWN_MAX: Final = 40


class Column(NamedTuple):
    """One column that a kind of list may have."""

    field: str
    """What its values are called further on."""
    heads: tuple[str, ...]
    """What it may be titled, in small letters with `_` for everything else; the first is ours."""
    read: Callable[[str], object]
    """Returns the value of a cell that is not empty; raises CellError."""
    words: Text
    is_needed: bool = False
    is_private: bool = False
    """Whether nothing of its cells may be repeated on a screen; its reader does not."""


def column(field: str, heads: str, read: Callable[[str], object], words: str) -> Column:
    """Declare a column.

    Args:
        field: What its values are called.
        heads: What it may be titled, with spaces between.
        read: Reads a cell.
        words: What stands in it: Indonesian, ` / `, English; once where both say the same.
    """
    indonesian, _, english = words.partition(" / ")
    return Column(field, tuple(heads.split()), read, Text(indonesian, english or indonesian))


def needed(column: Column) -> Column:
    """Say that a list is nothing without this column."""
    return column._replace(is_needed=True)


def private(column: Column) -> Column:
    """Say that nothing in this column may be repeated on a screen."""
    return column._replace(is_private=True)


@dataclass(slots=True)
class Entry:
    """One row with its values."""

    line: int
    values: dict[str, Any] = field(default_factory=dict)
    """By field; only of cells that are not empty."""
    faults: list[Text] = field(default_factory=list)
    is_empty: bool = False


def known(columns: Sequence[Column]) -> Callable[[Sequence[str]], int]:
    """Return what counts, of cells, how many are titles of these columns."""
    heads = {head for column in columns for head in column.heads}
    return lambda cells: len(heads & {title(cell) for cell in cells})


def title(cell: str) -> str:
    """Return a title in the one form in which titles are compared."""
    if _DOTTED.fullmatch(cell):
        return cell
    return _OTHER.sub("_", unicodedata.normalize("NFC", cell).casefold()).strip("_")


def entries(worksheet: Worksheet, columns: Sequence[Column]) -> tuple[list[Entry], tuple[str, ...]]:
    """Read every row below the header; return them with the titles that no column has.

    Raises:
        WorksheetError: A column is missing, or is there twice.
    """
    titles = [title(cell) for cell in worksheet.header.cells]
    places = dict(_places(titles, columns))
    missing = [one.heads[0] for one in columns if one.is_needed and one.field not in places]
    if missing:
        names = ", ".join(missing)
        raise WorksheetError(Text(f"kolom tidak ada: {names}", f"missing columns: {names}"))
    heads = {head for column in columns for head in column.heads}
    unread = tuple(one for one in titles if one and one not in heads)
    return [_entry(row, places, len(titles)) for row in worksheet.rows], unread


def _places(titles: Sequence[str], columns: Sequence[Column]) -> Iterator[tuple[str, Any]]:
    seen: dict[str, str] = {}
    for column in columns:
        for place, one in enumerate(titles):
            if one not in column.heads:
                continue
            if column.field in seen:
                twice = f"{seen[column.field]}, {one}"
                raise WorksheetError(
                    Text(f"kolom ganda: {twice}", f"the same column twice: {twice}")
                )
            seen[column.field] = one
            yield column.field, (place, column)


def _entry(row: Row, places: Mapping[str, tuple[int, Column]], width: int) -> Entry:
    entry = Entry(row.line, faults=list(row.faults), is_empty=row.is_empty)
    if entry.faults or entry.is_empty:
        return entry
    if any(cell.strip() for cell in row.cells[width:]):
        entry.faults.append(
            Text(
                f"{len(row.cells)} sel, judul kolom hanya {width}: ada pemisah di dalam sel tanpa "
                f"tanda kutip?",
                f"{len(row.cells)} cells, but {width} titles: a separator within a cell?",
            )
        )
        return entry
    for name, (place, column) in places.items():
        cell = row.cells[place] if place < len(row.cells) else ""
        try:
            if text := made_plain(cell):
                entry.values[name] = column.read(text)
                continue
        except CellError as error:
            entry.faults.append(_fault(column, error))
            continue
        if column.is_needed:
            entry.faults.append(_fault(column, CellError("kosong", "empty")))
    return entry


def _fault(column: Column, error: CellError) -> Text:
    head, text = column.heads[0], error.text
    return Text(f"{head}: {text.id}", f"{head}: {text.en}")


def text_of(most: int) -> Callable[[str], str]:
    """Return a reader of texts of so many characters at most."""

    def read(text: str) -> str:
        if len(text) > most:
            raise CellError(
                f"{len(text)} huruf, paling banyak {most}", f"{len(text)} letters, at most {most}"
            )
        return text

    return read


def identifier(text: str) -> str:
    """Read an id such as `16.08/GDG-01`."""
    if any(sign.isspace() for sign in text):
        raise CellError(f"{text}: spasi dalam kode", f"{text}: a space within a code")
    return text_of(128)(text)


def count_of(most: int, least: int = 0) -> Callable[[str], int]:
    """Return a reader of whole numbers within bounds."""

    def read(text: str) -> int:
        if not _WHOLE.fullmatch(text):
            raise CellError(
                f"{text[:_SHOWN_MAX]}: bukan bilangan bulat",
                f"{text[:_SHOWN_MAX]}: no whole number",
            )
        number = int(re.split("[.,]", text)[0])
        if not least <= number <= most:
            raise CellError(
                f"{number}: di luar {least} sampai {most}",
                f"{number}: not within {least} to {most}",
            )
        return number

    return read


def degrees(text: str) -> int:
    """Read degrees as millionths."""
    if not _DEGREES.fullmatch(text):
        raise CellError(
            f"{text[:_SHOWN_MAX]}: bukan derajat seperti -4.123456",
            f"{text[:_SHOWN_MAX]}: no degrees such as -4.123456",
        )
    number = round(float(text.replace(",", ".")) * _MICRO)
    if abs(number) > 180 * _MICRO:
        raise CellError(f"{text}: lebih dari 180 derajat", f"{text}: more than 180 degrees")
    return number


def one_of(words: Collection[str], labels: Mapping[str, str] | None = None) -> Callable[[str], str]:
    """Return a reader of words of a list, or of what people call them."""
    by_label = {title(label): word for word, label in (labels or {}).items()}

    def read(text: str) -> str:
        word = title(text)
        found = word if word in words else by_label.get(word)
        if found is None:
            choice = ", ".join(sorted(words))
            raise CellError(
                f"{text[:_SHOWN_MAX]}: tidak dikenal; salah satu dari {choice}",
                f"{text[:_SHOWN_MAX]}: unknown; one of {choice}",
            )
        return found

    return read
