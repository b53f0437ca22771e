"""Columns: how a struct is laid out in a table, a struct within it column by column.

Everything follows from the annotations of the fields; a list, or one struct of several kinds, takes
one column.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from types import UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

import msgspec
from msgspec import structs


class Column(NamedTuple):
    """One column of a table, or several beside one another."""

    name: str
    """Of the field."""
    inner: "tuple[Column, ...]" = ()
    """The columns of a struct that stands in the field."""

    @property
    def width(self) -> int:
        """How many columns it takes."""
        return sum(column.width for column in self.inner) or 1

    def names(self, before: str = "") -> Iterator[str]:
        """Yield the names in their order: `custody.claims`."""
        if not self.inner:
            yield f"{before}{self.name.removesuffix('_')}"  # of `from_`, a word of Python's
        for column in self.inner:
            yield from column.names(f"{before}{self.name.removesuffix('_')}.")


class Part(NamedTuple):
    """Some of the columns of a struct."""

    get: Callable[[object], Any]
    inner: "tuple[Part, ...] | None" = None
    """Of a struct within it; None: the values are those of columns."""
    nothing: tuple[None, ...] = ()
    """What stands there if the struct does not."""


def columns_of(kind: type, above: tuple[type, ...] = ()) -> tuple[Column, ...]:
    """Return the columns of a struct: a struct within it is laid out, all else takes one."""
    found = []
    for field in structs.fields(kind):
        inner = struct_of(field.type)
        is_laid_out = inner is not None and inner not in (*above, kind)
        columns = columns_of(inner, (*above, kind)) if inner and is_laid_out else ()
        found.append(Column(field.name, columns))
    return tuple(found)


def struct_of(annotation: object) -> type[msgspec.Struct] | None:
    """Return the one struct that a field may hold, if it is one; beside it there may be none."""
    if get_origin(annotation) is Annotated:
        return struct_of(get_args(annotation)[0])
    if get_origin(annotation) in {Union, UnionType}:
        held = [one for one in get_args(annotation) if one is not type(None)]
        return struct_of(held[0]) if len(held) == 1 else None
    if not (isinstance(annotation, type) and issubclass(annotation, msgspec.Struct)):
        return None
    return annotation if structs.fields(annotation) else None


def layout(columns: Sequence[Column]) -> tuple[Part, ...]:
    """Return how columns are read off a struct: those beside one another at once."""
    parts = []
    for is_struct, run in groupby(columns, key=lambda column: bool(column.inner)):
        if is_struct:
            for one in run:
                inner = layout(one.inner)
                parts.append(Part(attrgetter(one.name), inner, (None,) * one.width))
            continue
        names = [one.name for one in run]
        get = attrgetter(*names) if len(names) > 1 else _alone(names[0])
        parts.append(Part(get))
    return tuple(parts)


def _alone(name: str) -> Callable[[object], tuple[object]]:
    return lambda value: (getattr(value, name),)


def lay_out(value: object, parts: Sequence[Part], found: list[object]) -> None:
    """Add the values of a struct to a row, in the order of its columns."""
    for get, inner, nothing in parts:
        one = get(value)
        if inner is None:
            found.extend(one)
        elif one is None:
            found.extend(nothing)
        else:
            lay_out(one, inner, found)
