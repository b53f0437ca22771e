"""Forms: what can be filled in for a kind of statement, read from the catalogue's own types.

Nothing about a form is written by hand: its fields, their order, bounds and defaults follow from
the struct of the kind, the words that are known for a field from the docstring under it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, cast

import msgspec
from msgspec import inspect

from api.meaning import NOTHING, meaning, purpose
from api.remark import one_line, remarks
from api.sheet import Text
from api.wording import class_name, label
from domain.catalogue import KINDS
from domain.kind import Kind
from domain.role import LABELS
from domain.statement import TIMES, Record, Sealed, Stated, Visibility

Widget = Literal[
    "text",
    "count",
    "flag",
    "choice",
    "moment",
    "leaf",
    "digest",
    "sealed",
    "measure",
    "json",
    "record",
    "texts",
    "leaves",
    "digests",
    "list",
]
"""How a value is asked for; `measure` is a count that may be sealed, the last four are lists."""

WORD_LENGTH: Final = 64
"""A text of at most this many characters is a code from an open list."""

_LISTS: Final[dict[Widget, Widget]] = {
    "text": "texts",
    "leaf": "leaves",
    "digest": "digests",
    "record": "list",
}
_WIDGETS: Final[dict[type[inspect.Type], Widget]] = {
    inspect.UnionType: "measure",
    inspect.LiteralType: "choice",
    inspect.BoolType: "flag",
    inspect.IntType: "count",
    inspect.DictType: "json",
}

_QUOTED: Final = re.compile(r"`([^`\s]+)`")


@dataclass(frozen=True, slots=True)
class Input:
    """One thing to fill in."""

    name: str
    """In the body."""

    label: Text
    widget: Widget
    is_required: bool
    meaning: Text = NOTHING

    known: tuple[str, ...] = ()
    """Words that are known; others may be written."""

    choices: tuple[str, ...] = ()
    """All there are."""

    least: int | None = None
    """The smallest number, or the fewest characters."""

    most: int | None = None
    rows_least: int = 0
    rows_most: int | None = None
    """None: as many as a statement can hold."""

    default: str | None = None
    """What stands for it where it is absent, as JSON."""

    visibility: Visibility = "publik"
    parts: tuple["Input", ...] = ()
    """Of a record."""

    @property
    def readers(self) -> Text:
        """Who may read it."""
        return class_name(self.visibility)


@dataclass(frozen=True, slots=True)
class Form:
    """All there is to fill in for one kind."""

    kind: Kind
    inputs: tuple[Input, ...]

    @property
    def meaning(self) -> Text:
        """What it is for."""
        words = one_line((self.kind.statement.__doc__ or "").partition("\n\n")[0])
        return purpose(self.kind, words)

    @property
    def roles(self) -> tuple[str, ...]:
        """Who is expected to say it, as people call them."""
        return tuple(LABELS[role] for role in LABELS if role in self.kind.roles)

    @property
    def seconds(self) -> tuple[Text, ...]:
        """The kinds by which a second person completes it."""
        found = (KINDS[name] for name in self.kind.completed_by)
        return tuple(Text(kind.label, kind.english) for kind in found)


@lru_cache(maxsize=len(KINDS))
def form_of(kind: str) -> Form:
    """Return the form of a kind.

    Raises:
        KeyError: There is no such kind.
    """
    found = KINDS[kind]
    return Form(found, tuple(_inputs(found.statement, found)))


def by_noun() -> dict[str, list[Kind]]:
    """Return every kind under the noun that it is about, such as `seal`."""
    found: dict[str, list[Kind]] = {}
    for kind in KINDS.values():
        found.setdefault(kind.statement.__module__.rpartition(".")[2], []).append(kind)
    return found


def _inputs(
    cls: type[Record] | type[Stated], kind: Kind, known: tuple[str, ...] = ()
) -> Iterator[Input]:
    """Yield what a struct asks for; `known` are words for the `item` in it."""
    said = remarks(cls)
    for field in cast("inspect.StructType", inspect.type_info(cls)).fields:
        of_item = known if field.encode_name == "item" else ()
        yield _input(field, kind, said[field.name].words, of_item)


def _input(field: inspect.Field, kind: Kind, words: str, known: tuple[str, ...]) -> Input:
    name = field.encode_name
    rows_least, rows_most = 0, None
    bare = _present(field.type)
    is_list = isinstance(bare, inspect.VarTupleType)
    if isinstance(bare, inspect.VarTupleType):
        rows_least, rows_most = bare.min_length or 0, bare.max_length
        bare = bare.item_type
    widget, cls = _widget(bare), getattr(bare, "cls", None)
    named = _known(name, bare, words)
    return Input(
        name,
        label(name),
        _LISTS[widget] if is_list else widget,
        is_required=field.required,
        meaning=meaning(words),
        known=known or (named if widget == "text" else ()),
        choices=tuple(map(str, bare.values)) if isinstance(bare, inspect.LiteralType) else (),
        **_bounds(bare),
        rows_least=rows_least,
        rows_most=rows_most,
        default=_default(field),
        visibility=_visibility(name, kind, widget),
        parts=tuple(_inputs(cls, kind, named)) if cls and widget == "record" else (),
    )


def _present(found: inspect.Type) -> inspect.Type:
    """Return a field's type without the null that says that it is absent."""
    if not isinstance(found, inspect.UnionType):
        return found
    rest = tuple(one for one in found.types if not isinstance(one, inspect.NoneType))
    return rest[0] if len(rest) == 1 else inspect.UnionType(rest)


def _widget(found: inspect.Type) -> Widget:
    if isinstance(found, inspect.StructType):
        return "sealed" if found.cls is Sealed else "record"
    if isinstance(found, inspect.Metadata):
        return "moment" if found.extra == TIMES else "leaf"
    if isinstance(found, inspect.StrType) and found.pattern is not None:
        return "digest"
    return _WIDGETS.get(type(found), "text")


def _bounds(found: inspect.Type) -> dict[str, int | None]:
    match found:
        case inspect.StrType(min_length=least, max_length=most):
            return {"least": least, "most": most}
        case inspect.IntType(ge=least, le=most):
            return {"least": least, "most": most}
        case inspect.UnionType(types=(inspect.IntType(ge=least, le=most), *_)):
            return {"least": least, "most": most}
        case _:
            return {}


def _known(name: str, found: inspect.Type, words: str) -> tuple[str, ...]:
    """Return the words that a field's docstring lists."""
    if name == "role":
        return tuple(LABELS)
    if name in {"target_kind", "of_kind"}:
        return tuple(KINDS)
    is_word = isinstance(found, inspect.StrType) and found.max_length == WORD_LENGTH
    is_tally = isinstance(found, inspect.StructType)
    return tuple(_QUOTED.findall(words)) if is_word or is_tally else ()


def _default(field: inspect.Field) -> str | None:
    value = field.default
    if value is msgspec.NODEFAULT or value in (None, ()):
        return None
    return msgspec.json.encode(value).decode() if isinstance(value, (int, str)) else None


def _visibility(name: str, kind: Kind, widget: Widget) -> Visibility:
    """Return the class that a sealed value gets.

    In a part, a note is for oversight as any note; how many guard is told later, as any strength.
    """
    if widget not in {"sealed", "measure"}:
        return "publik"
    found = kind.visibility(name)
    if found != "publik":
        return found
    return "tunda" if widget == "measure" else "pengawas"
