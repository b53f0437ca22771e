"""Addresses: how the name of a subject stands in one.

People name boxes, places and units as they like.  Nearly every name stands in an address as it is,
escaped like all text.  Some cannot: whoever follows an address takes `..` for a step back, however
it is escaped, and two slashes may become one on the way.  Such a name is written as `~` and the
hexadecimal digits of its UTF-8, and means the same wherever a name is asked for:

    /boxes/~2e2e        the box that somebody called `..`

Source: RFC 3986, 5.2.4; https://url.spec.whatwg.org/#double-dot-path-segment
"""

import re
from typing import Final
from urllib.parse import quote

from starlette.convertors import Convertor, register_url_convertor

_MARK: Final = "~"
_WRITTEN: Final = re.compile(r"~((?:[0-9a-f]{2})+)")
_STEPS: Final = frozenset({"", ".", ".."})
_ENDINGS: Final = (".json", "/bundle")
"""What the end of an address says by itself."""


class _Name(Convertor[str]):
    """All that follows, whatever signs are in it."""

    regex = r"(?s:.*)"

    def convert(self, value: str) -> str:
        """Return the name that an address means."""
        return named(value)

    def to_string(self, value: str) -> str:
        """Return how a name stands in an address, before it is escaped."""
        return written(value)


register_url_convertor("name", _Name())


def address(folder: str, name: str) -> str:
    """Return the address of a subject in a folder."""
    return f"/{folder}/{quote(written(name))}"


def written(name: str) -> str:
    """Return a name as it stands in an address, before it is escaped; `named` has it back."""
    return name if _stands(name) else f"{_MARK}{name.encode().hex()}"


def named(text: str) -> str:
    """Return the name that stands in an address; what is written in neither way is the name."""
    found = _WRITTEN.fullmatch(text)
    try:
        return text if found is None else bytes.fromhex(found[1]).decode()
    except UnicodeDecodeError:
        return text


def _stands(name: str) -> bool:
    if name.startswith(_MARK) or name.endswith(_ENDINGS) or "\\" in name:
        return False
    return name.isprintable() and _STEPS.isdisjoint(name.split("/"))
