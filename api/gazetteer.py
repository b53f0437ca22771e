"""The gazetteer: a page calls places and units by their names, not by their codes.

Read modules write codes, which are what statements say and what programs compare.  Before a page is
written, the names of all its codes are looked up together; a code that nobody has registered with
force stays as it is.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from api.sheet import BETWEEN, Cell, Sheet, Text
from projections.organisation import ORGANISATIONS
from projections.place import PLACES
from projections.view import View

_CODE: Final = re.compile(r"(?<![\w./-])\d\d\.\d\d[\w.-]*/[\w./-]*\w")
"""What can be the code of a place or a unit, wherever it stands."""


class Gazetteer(NamedTuple):
    """What codes are called, as of a view."""

    places: Mapping[str, str]
    units: Mapping[str, str]

    @classmethod
    def of(cls, view: View, places: Iterable[str], units: Iterable[str]) -> "Gazetteer":
        """Look codes up."""
        found = PLACES.some(view, places)
        known = ORGANISATIONS.some(view, units)
        return cls(
            {code: one.registered.name for code, one in found.items() if one.registered},
            {code: one.registered.name for code, one in known.items()},
        )

    def named(self, cell: Cell) -> Cell:
        """Return a cell with names for codes."""
        if cell.of == "prose":
            return replace(cell, text=self._read(cell.text))
        names = {"place": self.places, "unit": self.units}.get(cell.of)
        if names is None or not isinstance(cell.text, str):
            return cell
        codes = cell.text.split(BETWEEN)
        return replace(cell, text=BETWEEN.join(names.get(code, code) for code in codes))

    def _read(self, text: str | Text) -> str | Text:
        if isinstance(text, Text):
            return Text(*(_CODE.sub(self._name, one) for one in text))
        return _CODE.sub(self._name, text)

    def _name(self, found: re.Match[str]) -> str:
        return self.places.get(found[0]) or self.units.get(found[0], found[0])


def named(view: View, sheet: Sheet) -> Sheet:
    """Return a sheet that says names."""
    codes: dict[str, set[str]] = {"place": set(), "unit": set()}
    for cell in _cells(sheet):
        if cell.of == "prose":
            written = {*_codes(cell.text)}
            codes["place"] |= written
            codes["unit"] |= written
        elif cell.of and isinstance(cell.text, str):
            codes[cell.of].update(cell.text.split(BETWEEN))
    if not any(codes.values()):
        return sheet
    gazetteer = Gazetteer.of(view, codes["place"], codes["unit"])
    tables = [
        replace(table, rows=[[gazetteer.named(cell) for cell in row] for row in table.rows])
        for table in sheet.tables
    ]
    facts = [(label, gazetteer.named(cell)) for label, cell in sheet.facts]
    about = None if sheet.about is None else gazetteer.named(sheet.about)
    return replace(sheet, facts=facts, tables=tables, about=about)


def _codes(text: str | Text) -> Iterator[str]:
    for one in (text,) if isinstance(text, str) else text:
        yield from _CODE.findall(one)


def _cells(sheet: Sheet) -> Sequence[Cell]:
    inside = [cell for table in sheet.tables for row in table.rows for cell in row]
    about = () if sheet.about is None else (sheet.about,)
    return [*(cell for _, cell in sheet.facts), *inside, *about]
