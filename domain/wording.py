"""Words: how the sentences of findings say a time, a kind of statement and a code.

A finding keeps what was stated as it was stated, for programs; its sentences name in braces how
people read it: `{since:time}` is `26 Nov 2024 23.59 WIB`, `{kind:kind}` the name of a kind, and
`{item:words}` a code or several without its underscores.
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from string import Formatter
from typing import Final, Literal

from domain.catalogue import KINDS
from domain.statement import time

Language = Literal["id", "en"]

_ZONES: Final = {
    timedelta(): "UTC",
    timedelta(hours=7): "WIB",
    timedelta(hours=8): "WITA",
    timedelta(hours=9): "WIT",
}
_MONTHS: Final[dict[Language, tuple[str, ...]]] = {
    "id": ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
_UNKNOWN: Final[dict[Language, str]] = {"id": "tidak diketahui", "en": "not known"}
_CODE: Final = re.compile(r"([a-z][a-z_]*)(?:([:@])(?=\S)|(?![\w./:@-]))")
_LEAF_HASH: Final = re.compile(r"[A-Za-z0-9+/]{43}=")
_SHORT: Final = 8


def zone(moment: datetime) -> str:
    """Return the name of an Indonesian zone, or the offset from UTC."""
    return _ZONES.get(moment.utcoffset() or timedelta(), f"UTC{moment:%z}")


def moment(stated: str, language: Language) -> str:
    """Say a `Moment` as the clock of whoever stated it showed it: `26 Nov 2024 23.59 WIB`.

    Seconds are said where there are any; of nothing it says that it is not known.
    """
    if not stated:
        return _UNKNOWN[language]
    at = time(stated)
    clock = f"{at:%H.%M.%S}" if at.second else f"{at:%H.%M}"
    return f"{at.day} {_MONTHS[language][at.month - 1]} {at.year} {clock} {zone(at)}"


def said(template: str, parameters: Mapping[str, str | int], language: Language) -> str:
    """Return a sentence with everything in its braces said as people read it."""
    return _FORMATTERS[language].vformat(template, (), parameters)


def _kind(name: str, language: Language) -> str:
    kind = KINDS.get(name)
    if kind is None:
        return name
    return kind.label if language == "id" else kind.english


def _words(codes: str, language: Language) -> str:
    """Say `kabel_ties:OKT-004211` as `kabel ties OKT-004211`; what is no code stays as it is."""
    del language
    return _CODE.sub(lambda code: code[1].replace("_", " ") + (" " if code[2] else ""), codes)


def _short(name: str, language: Language) -> str:
    """Shorten a leaf hash, which is the name of what nobody has given one."""
    del language
    return f"{name[:_SHORT]}…" if _LEAF_HASH.fullmatch(name) else name


_SAYINGS: Final[dict[str, Callable[[str, Language], str]]] = {
    "time": moment,
    "kind": _kind,
    "words": _words,
    "name": _short,
}


class _Formatter(Formatter):
    def __init__(self, language: Language) -> None:
        self._language = language

    def format_field(self, value: object, format_spec: str) -> str:
        say = _SAYINGS.get(format_spec)
        return str(value) if say is None else say(str(value), self._language)


_FORMATTERS: Final[dict[Language, Formatter]] = {"id": _Formatter("id"), "en": _Formatter("en")}
