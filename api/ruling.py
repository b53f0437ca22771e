"""Ruling: a long table as lines of fixed pitch, for PDF.

What makes PDF needs half a millisecond for each cell, whatever its style is; three hundred boxes of
nine columns took two seconds.  Here a row is one cell, ruled off from the next, and its columns are
held apart by spaces.  How much a letter of fixed pitch takes is known without any font, so columns
become as wide as what stands in them needs.

A row keeps its cells where it has letters that a font of fixed pitch may lack, or is prose of many
lines; a table with many such rows keeps them all.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from projections.paper.document import Grid

PITCH_EM: Final = 0.6
"""How wide a letter is (Liberation Mono, Courier New; DejaVu Sans Mono: 0.602)."""

_LONG: Final = 40
"""Rows; what fits on a page or so stays as every browser prints it."""

_GAP: Final = 2
"""Letters between columns."""

_WIDTH_MIN: Final = 4
_LINES_MAX: Final = 5
_SHARE_MIN: Final = 0.9
"""Of rows, so that a table does not look like two."""

_PIECE: Final = re.compile("[^ /-]*[ /-]*")
"""What stays on one line; the next may begin after spaces, strokes and hyphens."""

_WHOLE: Final = re.compile("[^ /]+/?|/")
"""What is cut only where there is no room."""

_FIXED: Final = re.compile(r"[ -~\u00a1-\u00ac\u00ae-\u017f\u2026]*")
"""Letters of Latin, which every font of fixed pitch has, and the sign of what was shortened."""


@dataclass(frozen=True, slots=True)
class Ruled:
    """A long table whose rows are lines of text."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    """One text for all columns, or one for each."""
    widths: Sequence[float]
    """Of the columns, in hundredths."""
    total: str


def ruled(grid: Grid, room: int) -> Ruled | None:
    """Return a long table as lines; None: it keeps its cells.

    Args:
        grid: The table.
        room: How many letters fit side by side.
    """
    room -= _GAP * len(grid.heads)
    if len(grid.rows) < _LONG or len(grid.heads) == 1 or room < _WIDTH_MIN * len(grid.heads):
        return None
    widths = _widths((grid.heads, *grid.rows), room)
    rows = [_set(row, widths) for row in grid.rows]
    if sum(len(row) == 1 for row in rows) < _SHARE_MIN * len(rows):
        return None
    whole = sum(widths) + _GAP * len(widths)
    parts = [round((width + _GAP) * 100 / whole, 3) for width in widths]
    return Ruled(grid.title, grid.heads, rows, parts, grid.total)


def _widths(rows: Sequence[Sequence[str]], room: int) -> list[int]:
    """Return how many letters each column holds: whole words first, then what is longest."""
    columns = list(zip(*rows, strict=True))
    whole = [max(map(len, column)) for column in columns]
    pieces = [{piece for cell in column for piece in _WHOLE.findall(cell)} for column in columns]
    widths = [max(_WIDTH_MIN, *map(len, found or {""})) for found in pieces]
    places = range(len(widths))
    while sum(widths) > room:
        widths[max(places, key=widths.__getitem__)] -= 1
    while sum(widths) < room:
        widths[max(places, key=lambda place: whole[place] / widths[place])] += 1
    return widths


def _set(row: Sequence[str], widths: Sequence[int]) -> Sequence[str]:
    """Return a row as one text of some lines, or as it was."""
    if not all(map(_FIXED.fullmatch, row)):
        return row
    cells = [_wrapped(cell, width) for cell, width in zip(row, widths, strict=True)]
    height = max(map(len, cells))
    if height > _LINES_MAX:
        return row
    lines = []
    for number in range(height):
        parts = [
            (cell[number] if number < len(cell) else "").ljust(width)
            for cell, width in zip(cells, widths, strict=True)
        ]
        lines.append(f" {(' ' * _GAP).join(parts)}".rstrip())
    return ("\n".join(lines),)


def _wrapped(cell: str, width: int) -> list[str]:
    """Return a cell as lines, cut after spaces, strokes and hyphens, else within a word."""
    if len(cell) <= width:
        return [cell]
    lines = [""]
    for piece in _PIECE.findall(cell):
        if len(lines[-1]) + len(piece.rstrip()) <= width:
            lines[-1] += piece
        else:
            lines += [piece[at : at + width] for at in range(0, len(piece), width)]
    return [line.rstrip() for line in lines if line.strip()]
