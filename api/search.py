"""`/search`: whatever somebody has at hand, a number, a name, a hash, an hour: where it leads.

What was typed is taken for everything that it can be; nobody has to say what it is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Annotated, Final, NamedTuple
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Response

from api.documentation import fails
from api.findings import page_of
from api.reading import Asked, Question
from api.sheet import Cell, Field, Sheet, Table, Text, leaf, link, unit
from api.statement import named
from api.vocabulary import kind_name
from api.whereabouts import known_by
from domain.catalogue import KINDS as ACTS
from domain.checkdigit import unprinted
from domain.finding import Subject
from ledger.tlog.errors import FormatError
from ledger.tlog.text import parse_hash
from projections.search import KINDS, LEAST, found as subjects
from projections.view import View

router = APIRouter(tags=["subjects"])

SHOWN: Final = 20
"""Of each kind; of one kind alone ten times as many."""

_MOST: Final = 200
_TITLE: Final = Text("Cari", "Search")
_WHAT: Final = Text(
    "kotak, segel, tempat, satuan, orang, hash, waktu", "box, seal, place, unit, person, hash, time"
)
_URL_SAFE: Final = str.maketrans("-_", "+/")
_HASH_SIGNS: Final = 43

Typed = Annotated[str, Query(max_length=200)]
Kind = Annotated[Subject | None, Query()]


class Found(NamedTuple):
    """What a text can be."""

    leaves: tuple[int, ...]
    """By index, or by hash."""
    known: int | None
    """The newest leaf that witnesses had seen at the hour that was typed."""
    acts: tuple[str, ...]
    """Kinds of statements that are called so."""
    names: Mapping[Subject, list[str]]
    """Subjects by kind."""

    @property
    def is_nothing(self) -> bool:
        """Whether there is none of it."""
        return not (self.leaves or self.acts or self.names) and self.known is None


@router.get("/search", responses=fails("bad-parameter", "not-yet-folded"))
def search(asked: Question, q: Typed = "", kind: Kind = None) -> Response:
    """Return what a text can be: subjects by name, kinds of statements, a leaf, an hour.

    Of one kind of subject alone, if asked for.
    """
    typed = q.strip()
    with asked.view() as view:
        found = _found(asked, view, typed, kind)
        value = {
            "q": typed,
            "leaves": found.leaves,
            "known": found.known,
            "kinds": found.acts,
            "subjects": found.names,
        }
        return asked.tell(view, value, _sheet(typed, found, kind))


def _found(asked: Asked, view: View, typed: str, kind: Subject | None) -> Found:
    if not typed:
        return Found((), None, (), {})
    number = unprinted(typed)  # as it stands on the box, with its check character
    kinds, limit = (KINDS, SHOWN) if kind is None else ((kind,), _MOST)
    names = subjects(view, typed, limit, kinds)
    if number is not None and not names:
        names = subjects(view, number, limit, kinds)
    if kind is not None:
        return Found((), None, (), names)
    return Found(_leaves(asked, view, typed), _known(asked, view, typed), _acts(typed), names)


def _leaves(asked: Asked, view: View, typed: str) -> tuple[int, ...]:
    if typed.isascii() and typed.isdigit() and len(typed) < _HASH_SIGNS:
        return (int(typed),) if int(typed) <= view.as_of else ()
    try:
        stored = asked.service.ledger.tree.cited(_hash(typed))
    except FormatError:
        return ()
    return () if stored is None or stored.leaf_index > view.as_of else (stored.leaf_index,)


def _hash(typed: str) -> bytes:
    standard = typed.rstrip("=").translate(_URL_SAFE)
    return parse_hash(f"{standard}=", "leaf hash")


def _known(asked: Asked, view: View, typed: str) -> int | None:
    try:
        at = datetime.fromisoformat(typed.replace(" ", "T", 1))
    except ValueError:
        return None
    if typed.isdigit():
        return None  # it may well be a day without dashes, but nobody types one
    at = at if at.tzinfo is not None else at.replace(tzinfo=asked.zone)
    known = known_by(asked.service.projections.recollection, view, at)
    return None if known is None else known.leaf


def _acts(typed: str) -> tuple[str, ...]:
    wanted = typed.casefold()
    return tuple(
        name
        for name, one in ACTS.items()
        if len(wanted) >= LEAST and wanted in f"{one.label} {one.english} {name}".casefold()
    )


def _sheet(typed: str, found: Found, kind: Subject | None) -> Sheet:
    fields = [Field("q", _WHAT, "16.08.05.2003-TPS007", typed)]
    facts = [*_facts(found)]
    if typed and found.is_nothing:
        nothing = Text("tidak ditemukan", "nothing was found")
        facts.append((Text("hasil", "result"), Cell(nothing, tone="warn")))
    tables = [_table(one, names, typed, kind) for one, names in found.names.items()]
    if found.acts:
        heads = (Text("jenis pernyataan", "kind of statement"),)
        rows = [[Cell(named(one), f"/statements?kind={one}")] for one in found.acts]
        tables.append(Table(Text("Pernyataan", "Statements"), heads, rows))
    return Sheet(_TITLE, facts, tables, fields=fields)


def _facts(found: Found) -> Iterator[tuple[Text, Cell]]:
    for index in found.leaves:
        yield Text("pernyataan pada daun", "statement at leaf"), leaf(index)
    if found.known is not None:
        label = Text("saksi sudah melihat sampai daun", "witnesses had seen up to leaf")
        yield label, leaf(found.known)
        then = Cell(Text("ikhtisar waktu itu", "overview of then"), f"/?as_of={found.known}")
        yield Text("seperti diketahui", "as it was known"), then


def _table(kind: Subject, names: list[str], typed: str, only: Subject | None) -> Table:
    rows = [[link(page_of(kind), name), *_called(kind, name)] for name in names]
    rows = [[replace(row[0], of=""), *row[1:]] for row in rows]
    if only is None and len(names) == SHOWN:
        more = Text(f"selebihnya dari {SHOWN} …", f"more than {SHOWN} …")
        rows.append([Cell(more, f"/search?{urlencode({'q': typed, 'kind': kind})}")])
    heads = [kind_name(kind)]
    if any(len(row) > 1 for row in rows):
        heads.append(Text("nama", "name"))
    rows = [[*row, *[Cell()] * (len(heads) - len(row))] for row in rows]
    return Table(kind_name(kind), heads, rows)


def _called(kind: str, name: str) -> list[Cell]:
    """Write what a place or a unit is called, beside its code."""
    if kind == "tempat":
        return [Cell(name, of="place")]
    return [unit(name)] if kind == "organisasi" else []
