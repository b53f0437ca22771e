"""Sheets: what a page says, in both languages, before it is written as HTML.

A read module states facts and tables once; whether they become Indonesian or English, a table or a
list, is decided by the one template that writes every sheet.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from typing import Final, Literal, NamedTuple
from urllib.parse import urlencode

from api.address import address
from api.drawing import Picture
from domain.finding import Subject
from domain.wording import zone

Language = Literal["id", "en"]
Tone = Literal["", "good", "warn", "bad"]

_LEAF_HASH: Final = re.compile(r"[A-Za-z0-9+/]{43}=")
_SHORT: Final = 8
_OF_PLACES: Final = frozenset({"places", "posts", "watches"})
BETWEEN: Final = " / "
"""Stands between several codes in one cell."""

WIB: Final = timezone(timedelta(hours=7))
"""For times that no signer's clock has shown, such as a witness'."""


class Text(NamedTuple):
    """The same in two languages."""

    id: str
    en: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One value, and where more stands about it."""

    text: str | Text = "-"
    href: str | None = None
    tone: Tone = ""
    """How it is to be looked at; a word says so too."""

    is_code: bool = False
    of: Literal["", "place", "unit", "prose"] = ""
    """Whose code the text is, or codes with ` / ` between them; in prose they may stand anywhere.
    A page says the names instead (`api.gazetteer`)."""

    beside: tuple["Cell", ...] = ()
    """More of the same, in the same place."""


@dataclass(frozen=True, slots=True)
class Table:
    """Things of one kind."""

    title: Text
    heads: Sequence[Text]
    rows: Sequence[Sequence[Cell]]


class Field(NamedTuple):
    """What a reader may ask a page about."""

    name: str
    """Of the parameter."""
    label: Text
    example: str
    value: str | datetime | None = ""
    """What was asked."""
    is_hour: bool = False
    """Whether it is picked from a calendar and a clock: those of the operation (`api.zone`)."""

    def typed(self, zone: timezone) -> str:
        """Return what was asked as it stands in the field."""
        if isinstance(self.value, datetime):
            return f"{self.value.astimezone(zone):%Y-%m-%dT%H:%M:%S}"
        return self.value or ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page."""

    title: Text
    facts: Sequence[tuple[Text, Cell]] = ()
    tables: Sequence[Table] = ()
    note: str | None = None
    """A signed note, shown as it is."""

    next: str | None = None
    """Where the list goes on."""

    fields: Sequence[Field] = ()
    """What can be asked of the same page."""

    state_root: str = ""
    """The root over the custody state that is shown, where it is."""

    pictures: Sequence[Picture] = ()
    """Of what the tables say too."""

    about: Cell | None = None
    """The place that the page is about; its name follows the title."""


_WORDS: Final[dict[str, tuple[Text, Tone]]] = {
    "dipegang": (Text("dipegang", "held"), "good"),
    "di_perjalanan": (Text("di perjalanan", "on the road"), ""),
    "disengketakan": (Text("disengketakan", "disputed"), "warn"),
    "tidak_dikenal": (Text("tidak dikenal", "unknown"), "warn"),
    "diganti": (Text("diganti", "replaced"), ""),
    "dimusnahkan": (Text("dimusnahkan", "destroyed"), ""),
    "melapor": (Text("melapor", "has reported"), ""),
    "di_dalam": (Text("di dalam", "inside"), ""),
    "ditolak": (Text("ditolak", "refused"), "warn"),
    "keluar": (Text("sudah keluar", "has left"), "good"),
    "dijaga": (Text("dijaga", "guarded"), "good"),
    "kosong": (Text("kosong", "empty"), "warn"),
    "ditawarkan": (Text("ditawarkan", "offered"), ""),
    "tiba": (Text("tiba", "has arrived"), ""),
    "diterima": (Text("diterima", "accepted"), "good"),
    "terpasang": (Text("terpasang", "in place"), "good"),
    "dilepas": (Text("dilepas", "taken off"), ""),
    "kritis": (Text("kritis", "critical"), "bad"),
    "tinggi": (Text("tinggi", "high"), "warn"),
    "sedang": (Text("sedang", "medium"), ""),
    "satu": (Text("cukup satu orang", "one person is enough"), "good"),
    "menunggu": (Text("menunggu orang kedua", "waits for a second person"), "warn"),
    "lengkap": (Text("lengkap dua orang", "signed by two"), "good"),
    "pendaftaran": (Text("pendaftaran", "registration"), ""),
    "tawaran": (Text("tawaran", "offer"), ""),
    "rencana": (Text("rencana", "plan"), ""),
    "pernyataan": (Text("pernyataan", "own word"), "warn"),
    "perangkat lunak": (Text("perangkat lunak", "software"), ""),
    "sidik jari": (Text("sidik jari", "fingerprint"), "good"),
    "utuh": (Text("utuh", "intact"), "good"),
    "tidak_utuh": (Text("tidak utuh", "not intact"), "bad"),
    "tidak_dilihat": (Text("tidak dilihat", "not looked at"), "warn"),
    "terbuka": (Text("terbuka", "open"), ""),
    "dijawab": (Text("sudah ditanggapi", "answered"), ""),
    "diteruskan": (Text("diteruskan", "escalated"), "warn"),
    "ditutup": (Text("ditutup", "closed"), "good"),
    "diduga": (Text("diduga", "alleged"), ""),
    "diputus": (Text("sudah diputus", "ruled on"), ""),
    "disanksi": (Text("sudah disanksi", "sanctioned"), ""),
    "dinyatakan": (Text("dinyatakan", "declared"), "warn"),
    "diselesaikan": (Text("diselesaikan", "resolved"), "good"),
    "dilaporkan": (Text("dilaporkan", "reported"), "warn"),
    "ditangani": (Text("ditangani", "being dealt with"), ""),
    "selesai": (Text("selesai", "ended"), "good"),
    "berjalan": (Text("berjalan", "under way"), ""),
    "tanpa_pembukaan": (Text("tanpa pembukaan", "never opened"), "warn"),
    "hidup": (Text("hidup", "running"), "good"),
    "mati": (Text("mati", "not running"), "warn"),
    "ditugaskan": (Text("ditugaskan", "assigned"), "good"),
    "tanpa_tugas": (Text("tanpa penugasan", "not assigned"), "warn"),
}
"""What the codes of the domain are called."""


def called(code: str) -> Text:
    """Return what a code of the domain is called; one that is not known stands as it is."""
    return _WORDS[code][0] if code in _WORDS else Text(code, code)


def word(code: str) -> Cell:
    """Say a code of the domain in words, as it is to be looked at."""
    return Cell(called(code), tone=_WORDS[code][1] if code in _WORDS else "")


def moment(time: datetime | str | None) -> Cell:
    """Write a time as its signer's clock showed it: `25-11-2024 08.01 WIB`."""
    if time is None:
        return Cell()
    time = datetime.fromisoformat(time) if isinstance(time, str) else time
    return Cell(f"{time:%d-%m-%Y %H.%M} {zone(time)}")


def hour(name: str, label: Text, at: datetime | None) -> Field:
    """Return a field for a date and an hour, with what was asked."""
    return Field(name, label, "", at, is_hour=True)


def leaf(index: int | None) -> Cell:
    """Write a leaf index that leads to its statement."""
    return Cell() if index is None else Cell(str(index), f"/statements/{index}")


def leaves(indexes: Sequence[int]) -> Cell:
    """Write leaf indexes, at least one, each of which leads to its statement."""
    first, *rest = map(leaf, indexes)
    return replace(first, beside=tuple(rest))


def link(folder: str, name: str | None) -> Cell:
    """Write a name that leads to its own page; a leaf hash is shortened."""
    if name is None:
        return Cell()
    short = f"{name[:_SHORT]}…" if _LEAF_HASH.fullmatch(name) else name
    return Cell(short, address(folder, name), of="place" if folder in _OF_PLACES else "")


def unit(*codes: str | None) -> Cell:
    """Write units; nothing is a dash."""
    known = [code for code in codes if code]
    return Cell(BETWEEN.join(known), of="unit") if known else Cell()


def prose(cell: Cell) -> Cell:
    """Return a cell in whose text codes of places and units may stand."""
    return replace(cell, of="prose")


def in_language(cell: Cell, lang: Language) -> dict[str, str]:
    """Return what a cell says in one language, for a script that writes it."""
    text = cell.text if isinstance(cell.text, str) else cell.text[0 if lang == "id" else 1]
    found = {"text": text, "tone": cell.tone}
    if cell.href is not None:
        is_more = "&" if "?" in cell.href else "?"
        found["href"] = cell.href if lang == "id" else f"{cell.href}{is_more}lang=en"
    return {name: said for name, said in found.items() if said}


def about(kind: Subject, name: str) -> list[tuple[Text, Cell]]:
    """Write where everything that was said about a subject stands, and what did not fit."""
    query = urlencode({"kind": kind, "subject": name})
    all_of_it = Text("semua yang dikatakan", "everything said")
    return [
        (all_of_it, Cell(Text("riwayat", "history"), f"{address('history', name)}?kind={kind}")),
        (Text("selisih", "differences"), Cell(Text("temuan", "findings"), f"/findings?{query}")),
    ]


def plain(value: object) -> Cell:
    """Write a value as it is; nothing is a dash."""
    return Cell() if value is None else Cell(str(value))


def code(value: str) -> Cell:
    """Write what is to be compared sign by sign."""
    return Cell(value, is_code=True)
