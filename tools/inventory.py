"""The page of all lists: what can be exported, column by column.

Columns follow from the structs that folds keep, and their words from the docstrings there.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import msgspec
from msgspec import structs

from api.remark import remarks
from projections.catalogue import PROJECTIONS
from projections.column import Column, columns_of, struct_of
from projections.listing import NOUNS, listings
from tools.markdown import bullets, filled

_ORDER: Final = {
    "statements": "in the order of the log",
    "findings": "the gravest and oldest first, as they stand at a stated time",
}


def page() -> str:
    """Return the page in Markdown."""
    of_folds = {NOUNS.get(one.fold.name, one.fold.name): one for one in PROJECTIONS}
    sections = []
    for listing in listings().values():
        fold = of_folds.get(listing.name)
        kind = listing.shape
        called = f" / {fold.fold.name}" if fold else ""
        columns = columns_of(kind)
        ahead = listing.columns[: len(listing.columns) - sum(one.width for one in columns)]
        begins = f" {', '.join(f'`{name}`' for name in ahead)}, then of the state:"
        order = _ORDER.get(listing.name, "by name (`subject`), as they were as of a leaf")
        head = filled(f"Rows {order}.{begins if ahead else ''}")
        words = bullets(_columns(kind, columns))
        sections.append(f"## {listing.name}{called}\n\n{head}\n\n{words}")
    return "\n\n".join(("# Daftar / Lists", _INTRODUCTION, *sections))


_INTRODUCTION: Final = """\
`segel export DIREKTORI places -o tempat.csv` menulis satu daftar utuh per satu daun; berkas yang
sama selalu keluar untuk daun yang sama. Kolom pertama adalah indeks daun yang membuat baris itu
begitu.

Every list, whole, as of one leaf: `segel export`, or `GET /export/places.csv?as_of=N` and `.jsonl`.
The first column is the index of the leaf that brought the row about. In CSV a column is named by
its way through the row (`registered.name`); in JSON lines the same stands as objects within
objects, under `state` where a row is of a subject, and what is left out has its default. The table
of boxes shows how each stands; its JSON lines have the whole state, with what that rests on.

CSV is RFC 4180: commas, CRLF, UTF-8 with a byte order mark. A text that a spreadsheet would run as
a formula (what nobody sees aside it begins with `=`, `+`, `-`, `@` or a full-width twin) has one
apostrophe `'` more in front; take it away from a text that begins with apostrophes and then so, and
from no other. Lists and objects stand in a cell as JSON; none, and an empty list, is empty."""


def _columns(
    kind: type[msgspec.Struct], columns: Sequence[Column], before: str = ""
) -> Iterator[str]:
    """Yield a line for every column, with what the code says of the field."""
    said = remarks(kind)
    types: dict[str, Any] = {field.name: field.type for field in structs.fields(kind)}
    for column in columns:
        name = f"{before}{column.name.removesuffix('_')}"
        inner = struct_of(types[column.name])
        if column.inner and inner is not None:
            yield from _columns(inner, column.inner, f"{name}.")
            continue
        words = said[column.name].words if column.name in said else ""
        yield f"`{name}`: {words}" if words else f"`{name}`"
