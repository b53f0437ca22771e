"""Photographs: a statement cites one by the SHA-256 of its bytes; the bytes are kept elsewhere.

What is cited is read off the body itself, not off the kinds that this program knows: a photograph
of a kind that is newer than the server has to be kept like every other.  A digest that stands in
the open says that everybody may see the picture; one within a sealed value goes where the value
goes.  So a face belongs into the sealed value, never under `photo`.
"""

import re
from collections.abc import Iterator
from typing import Final

from domain.canonical import body_fault, decode

FIELDS: Final = frozenset({"photo", "photos", "document"})
"""The names under which a digest, or a list of them, is that of a picture."""

_DIGEST: Final = re.compile(r"[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=")


def cited(body: bytes) -> tuple[str, ...]:
    """Return the digests (base64) that a body cites in the open, each once, in its order.

    A body that is not canonical cites none: it might be nested as deeply as nobody can follow.
    """
    if not mentions(body) or body_fault(body) is not None:
        return ()
    return within(decode(body))


def mentions(body: bytes) -> bool:
    """Tell whether a body has one of the names somewhere; every statement is asked."""
    return b'"photo' in body or b'"document":' in body


def within(value: object) -> tuple[str, ...]:
    """Return the digests (base64) that any JSON value cites, an opened one for example."""
    return tuple(dict.fromkeys(_found(value)))


def _found(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from _found(one)
    elif isinstance(value, dict):
        for name, member in value.items():
            if name in FIELDS:
                yield from filter(_is_digest, member if isinstance(member, list) else [member])
            else:
                yield from _found(member)


def _is_digest(value: object) -> bool:
    return isinstance(value, str) and _DIGEST.fullmatch(value) is not None
