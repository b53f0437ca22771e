"""Search: subjects whose name begins with some text, or holds it, and places and units by name.

Names begin with their area, and every table is ordered by name: so what begins with a text is found
at once.  Only where nothing does, the names of all are gone through.

Source: SQLite, "The LIKE optimization"
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from domain.finding import Subject
from projections.catalogue import PROJECTIONS
from projections.consignment import CONSIGNMENTS
from projections.custody import BOXES
from projections.organisation import ORGANISATIONS
from projections.place import PLACES
from projections.query import Query, query
from projections.version import Versions
from projections.view import View

KINDS: Final[tuple[Subject, ...]] = (
    "kotak",
    "segel",
    "kiriman",
    "tempat",
    "organisasi",
    "orang",
    "jurnal",
    "perintah",
    "giat",
)
"""What people look for by name; everything else is led to from there."""

LEAST: Final = 3
"""Signs that a text within names must have."""

_TABLES: Final[dict[str, Versions[Any]]] = {one.fold.name: one.versions for one in PROJECTIONS}
_WITHIN: Final = (
    "SELECT DISTINCT subject FROM {fold} WHERE subject LIKE :like ESCAPE '\\' "
    "ORDER BY subject LIMIT :limit"
)
_STANDING: Final = (
    "SELECT subject FROM {fold} INDEXED BY {index} WHERE until IS NULL "
    "AND subject LIKE :like ESCAPE '\\' ORDER BY subject LIMIT :limit"
)
"""Of what holds now each subject has one row, where all that it was has twenty."""
_INDEXES: Final[dict[Subject, str]] = {
    one.fold: f"{one.fold}_status" for one in (BOXES, CONSIGNMENTS)
}
_BEGINNING: Final = (
    "SELECT DISTINCT subject FROM {fold} WHERE subject >= :text AND subject < :end "
    "ORDER BY subject LIMIT :limit"
)
_NAMED: Final = {
    PLACES.fold: query(
        "SELECT DISTINCT subject FROM {fold} WHERE json_extract(state, '$.registered.name') "
        "LIKE :like ESCAPE '\\' ORDER BY subject LIMIT :limit",
        fold=PLACES.fold,
    ),
    ORGANISATIONS.fold: query(
        "SELECT DISTINCT subject FROM {fold} WHERE json_extract(state, '$.registered.name') "
        "LIKE :like ESCAPE '\\' ORDER BY subject LIMIT :limit",
        fold=ORGANISATIONS.fold,
    ),
}
_LAST: Final = "\U0010ffff"


def found(
    view: View, text: str, limit: int, kinds: Iterable[Subject] = KINDS
) -> dict[Subject, list[str]]:
    """Return the names of subjects by kind, each kind's in order; kinds without any are left out.

    Args:
        view: As of which leaf.
        text: What the names begin with or, of at least `LEAST` signs, hold; case does not count.
        limit: How many of a kind at most.
        kinds: Which.
    """
    kinds = tuple(kinds)
    names = {kind: set(_beginning(view, kind, text, limit)) for kind in kinds}
    is_begun = any(names.values())
    if len(text) >= LEAST:
        for kind in kinds:
            if kind in _NAMED:
                names[kind].update(_like(view, _NAMED[kind], text, limit))
            if not is_begun:
                names[kind].update(_like(view, _within(view, kind), text, limit))
    known = {
        kind: sorted(_TABLES[kind].some(view, some))[:limit] for kind, some in names.items() if some
    }
    return {kind: some for kind, some in known.items() if some}


def _beginning(view: View, kind: Subject, text: str, limit: int) -> Iterator[str]:
    sql = query(_BEGINNING, fold=kind)
    for one in {text, text.upper(), text.lower()}:
        rows = view.rows(sql, {"text": one, "end": one + _LAST, "limit": limit})
        yield from (row[0] for row in rows)


def _within(view: View, kind: Subject) -> Query:
    if kind in _INDEXES and view.as_of >= view.position:
        return query(_STANDING, fold=kind, index=_INDEXES[kind])
    return query(_WITHIN, fold=kind)


def _like(view: View, sql: str, text: str, limit: int) -> Iterator[str]:
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    rows = view.rows(sql, {"like": f"%{escaped}%", "limit": limit})
    yield from (row[0] for row in rows)
