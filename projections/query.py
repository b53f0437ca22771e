"""A query: SQL of constant texts, and of names that are checked.

The name of a table or of a column cannot be bound as a value is; it has to stand in the text.  This
is the one door through which it gets there, and nothing passes but a name: small letters, digits
and low lines.  Values never come this way; they are bound.
"""

import re
from collections.abc import Iterable
from typing import Final

from projections.errors import NameRefusedError

_NAME: Final = re.compile(r"[a-z_][a-z0-9_]*")


class Query(str):
    """SQL that holds nothing but constants and names that were checked.

    Whoever calls this himself vouches for a constant; of parts, `query` makes one.
    """

    __slots__ = ()


def query(text: str, /, **parts: str | Iterable[str]) -> Query:
    """Put parts into a constant text.

    Args:
        text: A constant with places in braces: `SELECT state FROM {table}`.
        parts: What stands in each place: a name, a `Query`, or several with commas between them.

    Raises:
        NameRefusedError: A part is neither.
    """
    return Query(text.format_map({place: _placed(part) for place, part in parts.items()}))


def _placed(part: str | Iterable[str]) -> str:
    if isinstance(part, str):
        return _checked(part)
    return ", ".join(map(_checked, part))


def _checked(part: str) -> str:
    if isinstance(part, Query) or _NAME.fullmatch(part):
        return part
    raise NameRefusedError(part)
