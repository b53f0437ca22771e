"""`/subjects`: everything that the folds know, of any kind, in one plain form.

Boxes, places and whatever else people ask for daily have pages of their own.  All other kinds are
answered here: a list of the kind, and one subject with the newest states that it has had.  What is
shown is the state as it was folded, field by field, so a new fold has its answer at once.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

import msgspec
from fastapi import APIRouter, Response

from api.documentation import fails
from api.problems import ApiError
from api.reading import PAGE, Cursor, Limit, Question
from api.sheet import Cell, Sheet, Table, Text, about, leaf, link, moment, plain, prose, word
from api.vocabulary import field_name, kind_name
from domain.catalogue import KINDS
from domain.finding import Subject
from domain.inquiry import Inquiry
from projections.catalogue import PROJECTIONS
from projections.version import Version, Versions

router = APIRouter(tags=["subjects"])

_TABLES: Final[dict[Subject, Versions[Any]]] = {one.fold.name: one.versions for one in PROJECTIONS}
_CHANGES: Final = 20
"""States can be long, and anybody may add to them: more are to be asked for."""

_MOMENT: Final = re.compile(r"[12]\d{3}-\d\d-\d\dT\d\d:\d\d")
_LEAVES: Final = frozenset({"index", "granted_index", "second"})
"""Fields that hold a leaf index."""
_REGISTERED: Final = frozenset({"tempat", "organisasi"})
"""Kinds of subjects that have codes."""

_YES: Final = Text("ya", "yes")
_NO: Final = Text("tidak", "no")
_SUBJECT: Final = Text("tentang", "about")
_LEAF: Final = Text("daun", "leaf")
_UNTIL: Final = Text("sampai daun", "until leaf")


class _Field(NamedTuple):
    """One value of a state, by the way to it."""

    path: tuple[str, ...]
    value: object


@router.get("/subjects", responses=fails("bad-parameter", "not-yet-folded"))
def kinds(asked: Question) -> Response:
    """List the kinds of subjects, and how many there are of each."""
    with asked.view() as view:
        counts = {kind: versions.total(view) for kind, versions in _TABLES.items()}
        rows = [
            [Cell(kind_name(kind), f"/subjects/{kind}"), plain(count)]
            for kind, count in counts.items()
        ]
        heads = (Text("jenis", "kind"), Text("jumlah", "count"))
        sheet = Sheet(
            Text("Semua perihal", "All subjects"), tables=[Table(Text("", ""), heads, rows)]
        )
        return asked.tell(view, {"subjects": counts}, sheet)


@router.get("/subjects/{kind}", responses=fails("bad-parameter", "not-found", "not-yet-folded"))
def listed(asked: Question, kind: str, cursor: Cursor = None, limit: Limit = PAGE) -> Response:
    """List the subjects of one kind by name, each with its state."""
    versions = _versions(kind)
    with asked.view() as view:
        found = versions.listed(view, {}, cursor, limit)
        shown = [_shown(versions, one) for one in found.items]
        value = {"kind": kind, "subjects": list(map(told, shown)), "next": found.next}
        sheet = Sheet(kind_name(kind), tables=[_list(kind, shown)], next=asked.turn(found.next))
        return asked.tell(view, value, sheet)


@router.get(
    "/subjects/{kind}/{name:name}",
    responses=fails("bad-parameter", "not-found", "not-yet-folded"),
)
def subject(asked: Question, kind: str, name: str, limit: Limit = _CHANGES) -> Response:
    """Return one subject and the newest states that it has had, so many at most."""
    versions = _versions(kind)
    with asked.view() as view:
        found = versions.one(view, name)
        if found is None:
            raise ApiError("not-found", "nothing was said about this subject")
        past = [_shown(versions, one) for one in versions.all(view, name, limit)]
        value = {"kind": kind, "subject": told(past[-1]), "changes": list(map(told, past))}
        return asked.tell(view, value, _sheet(kind, past))


def told(version: Version[Any]) -> dict[str, Any]:
    """Return a subject as JSON has it."""
    return {
        "subject": version.subject,
        "since": version.since,
        "until": version.until,
        "state": version.state,
    }


def _versions(kind: str) -> Versions[Any]:
    """Return the table of a kind.

    Raises:
        ApiError: `not-found`.
    """
    versions = next((one for name, one in _TABLES.items() if name == kind), None)
    if versions is None:
        raise ApiError("not-found", "there is no such kind of subject")
    return versions


def _shown(versions: Versions[Any], version: Version[Any]) -> Version[Any]:
    """Return what people are shown of a state."""
    past = versions.past
    return version if past is None else version._replace(state=past(version.state))


def _list(kind: str, shown: Sequence[Version[Any]]) -> Table:
    """Return a table of subjects with the plain values of their states."""
    states = [{one.path: one.value for one in _fields(each.state)} for each in shown]
    paths = list(dict.fromkeys(path for state in states for path in state))
    rows = [
        [
            _name(kind, each.subject),
            *(_cell(path, state.get(path)) for path in paths),
            leaf(each.since),
        ]
        for each, state in zip(shown, states, strict=True)
    ]
    return Table(Text("", ""), (_SUBJECT, *map(_head, paths), _LEAF), rows)


def _name(kind: str, name: str) -> Cell:
    """Write a subject's name; a place or a unit by its code, as its name stands beside it."""
    linked = link(f"subjects/{kind}", name)
    return linked if kind in _REGISTERED else prose(linked)


def _sheet(kind: str, past: Sequence[Version[Any]]) -> Sheet:
    newest = past[-1]
    facts = [(_head(one.path), _cell(one.path, one.value)) for one in _fields(newest.state)]
    links = [pair for known in _TABLES if known == kind for pair in about(known, newest.subject)]
    changes = _list(kind, past)
    heads = (*changes.heads[1:], _UNTIL)
    rows = [[*row[1:], leaf(one.until)] for row, one in zip(changes.rows, past, strict=True)]
    return Sheet(
        kind_name(kind),
        [*facts, *links],
        [*_tables(newest.state), Table(Text("Perubahan", "Changes"), heads, rows)],
        about=prose(plain(_called(newest))),
    )


def _called(version: Version[Any]) -> str:
    """Return what a subject is called: a finding of a supervisor by the number on its letter."""
    state = version.state
    if isinstance(state, Inquiry) and state.raised is not None:
        return state.raised.number
    return version.subject


def _fields(state: msgspec.Struct, before: tuple[str, ...] = ()) -> Iterator[_Field]:
    """Yield what is one value: what stands in lists has tables of its own.

    What a whole state comes to in one word stands first, where its fold has such a word.
    """
    if not before and isinstance(getattr(type(state), "status", None), property):
        yield _Field(("status",), getattr(state, "status", None))
    for field in msgspec.structs.fields(state):
        value, path = getattr(state, field.name), (*before, field.encode_name)
        if isinstance(value, msgspec.Struct):
            yield from _fields(value, path)
        elif not _is_list(value):
            yield _Field(path, value)


def _tables(state: msgspec.Struct) -> Iterator[Table]:
    """Yield a table for each list of things in a state."""
    for field in msgspec.structs.fields(state):
        value = getattr(state, field.name)
        if isinstance(value, msgspec.Struct):
            yield from _tables(value)
        elif _is_list(value):
            items = [{one.path: one.value for one in _fields(item)} for item in value]
            paths = list(dict.fromkeys(path for item in items for path in item))
            rows = [[_cell(path, item.get(path)) for path in paths] for item in items]
            title = field_name(field.encode_name)
            yield Table(title, tuple(map(_head, paths)), rows)


def _is_list(value: object) -> bool:
    return isinstance(value, tuple) and any(isinstance(one, msgspec.Struct) for one in value)


def _head(path: tuple[str, ...]) -> Text:
    names = [field_name(one) for one in path]
    return Text(" · ".join(one.id for one in names), " · ".join(one.en for one in names))


def _cell(path: tuple[str, ...], value: object) -> Cell:
    """Write one value as people read it."""
    if isinstance(value, bool):
        return Cell(_YES if value else _NO)
    if isinstance(value, int) and path[-1] in _LEAVES:
        return leaf(value)
    if isinstance(value, datetime) or (isinstance(value, str) and _MOMENT.match(value)):
        return moment(value)
    return prose(_word(value) if isinstance(value, str) and value else plain(_told(value)))


def _word(value: str) -> Cell:
    kind = KINDS.get(value)
    return word(value) if kind is None else Cell(Text(kind.label, kind.english))


def _told(value: object) -> object:
    """Return several values as one text, lists of lists too; None for none of them."""
    if isinstance(value, tuple):
        return ", ".join(str(one) for one in map(_told, value) if one is not None) or None
    return value
