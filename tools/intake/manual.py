"""The page of all lists that can be taken in: their columns, and what may stand in them."""

from tools.intake.column import Column
from tools.intake.command import KINDS
from tools.markdown import bullets

_INTRODUCTION = """\
`segel import KIND BERKAS TARGET JURNAL` membaca CSV dari lembar kerja baris demi baris; panduannya
ada di [impor.md](../guide/impor.md). Judul kolom ditulis bebas dengan huruf besar atau kecil;
beberapa nama berarti sama. Kolom lain dilewati dan disebut. Sel kosong berarti tidak disebut.

Titles are compared in small letters, with `_` for everything that is neither letter nor digit; of
several names one is enough. Other columns are not read, and are named. An empty cell says nothing,
and what a row does not say is compared with nothing. Lists are read in UTF-8 (with or without a
byte order mark), UTF-16, or Windows-1252 if that is said; with commas, semicolons or tabs."""

_TIMES = """\
## Waktu / Times

`25/11/2024 08:00` (day first), `2024-11-25 08:00`, a spreadsheet's day count (`45621`), or RFC
3339. A day alone is its first minute in `mulai` and its last second in `sampai`. Times without an
offset are those of `--zone` (WIB unless another is given)."""


def page() -> str:
    """Return the page in Markdown."""
    sections = (
        f"## {kind.name}\n\n{kind.label.id} / {kind.label.en}\n\n"
        f"{bullets(map(_line, kind.columns))}"
        for kind in KINDS.values()
    )
    return "\n\n".join(("# Impor / Imports", _INTRODUCTION, *sections, _TIMES))


def _line(column: Column) -> str:
    """Return what is said of one column."""
    heads = ", ".join(f"`{head}`" for head in column.heads)
    needed = " (wajib / needed)" if column.is_needed else ""
    words = column.words
    both = words.id if words.id == words.en else f"{words.id} / {words.en}"
    return f"{heads}{needed}: {both}"
