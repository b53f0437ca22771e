"""Words of the other language on a screen: by the app's own pairs, and by words that are common."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

API: Final = Path(__file__).parents[2] / "api"
STATIC: Final = API / "web" / "static"
TEMPLATES: Final = API / "web" / "templates"

_STRING: Final = r'"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`'
_TEXT: Final = rf"((?:{_STRING})(?:\s*\+\s*(?:{_STRING}))*)"
_CALL: Final = re.compile(rf"\bt\(\s*{_TEXT}\s*,\s*{_TEXT}\s*,?\s*\)")
_ROW: Final = re.compile(rf"\[\s*(?:{_STRING})\s*,\s*{_TEXT}\s*,\s*{_TEXT}\s*,?\s*\]")
_SERVED: Final = re.compile(rf"\bText\(\s*{_TEXT}\s*,\s*{_TEXT}\s*,?\s*\)")
_CHOSEN: Final = re.compile(rf"{_TEXT}\s+if\s+lang == \"id\"\s+else\s+{_TEXT}")
_FIELDS: Final = re.compile(rf"\bid:\s*{_TEXT}\s*,\s*en:\s*{_TEXT}")

NAME: Final = "Segel"
"""Of the app itself, in every language; by itself it is the Indonesian word for a seal, too."""

_ENGLISH: Final = """
the of and is are was were not with you your from this that which has have been be by will cannot
can phone box boxes seal guard watch entry entries network send sent waiting kept signed scan back
next save name place people inside outside again
"""
_INDONESIAN: Final = """
dan yang di ke dari dengan tidak belum sudah akan ini itu untuk pada atau oleh ponsel kotak jaga
catatan tamu masuk keluar simpan kirim antre sinyal jaringan pindai nama tempat orang lagi ada bisa
dapat harus karena saat bila
"""
_STRANGE: Final = {"id": {*_ENGLISH.split()}, "en": {*_INDONESIAN.split()}}
"""Words that give the other language away on a screen of this one."""


def strangers(text: str, language: str) -> list[str]:
    """Return what does not belong on a screen in *language*."""
    own, other = phrases()[language], phrases()[{"id": "en", "en": "id"}[language]]
    for phrase in sorted(own, key=len, reverse=True):
        text = text.replace(phrase, " ")
    found = [one for one in other - {NAME} if re.search(rf"(?<!\w){re.escape(one)}(?!\w)", text)]
    words = {*re.findall(r"\b[a-z]+\b", text.lower())} & _STRANGE[language]
    return sorted(found) or sorted(words)


def foreign(text: str, language: str) -> bool:
    """Tell whether all of a text is what the server says in the other language alone."""
    return text in served()[{"id": "en", "en": "id"}[language]] - served()[language] - {NAME}


@cache
def served() -> dict[str, frozenset[str]]:
    """Return what the server's pages say in each language, where it is said without a value."""
    said: list[tuple[str, str]] = []
    for pattern, paths in ((_SERVED, API.glob("**/*.py")), (_CHOSEN, TEMPLATES.glob("*.html"))):
        said += (pair for path in paths for pair in pattern.findall(path.read_text("utf-8")))
    texts = [[_joined(one) for one in pair] for pair in said]
    return {
        "id": frozenset(indonesian for indonesian, _ in texts),
        "en": frozenset(english for _, english in texts),
    }


@cache
def phrases() -> dict[str, frozenset[str]]:
    """Return what the app says in each language, cut where a value is put in."""
    found: dict[str, set[str]] = {"id": set(), "en": set()}
    for indonesian, english in pairs():
        for language, text in (("id", indonesian), ("en", english)):
            found[language] |= {one for one in _pieces(text) if re.search(r"[a-z]{3}", one)}
    return {language: frozenset(texts) for language, texts in found.items()}


def pairs() -> Iterator[tuple[str, str]]:
    """Yield every text of the app in both languages."""
    for path in (*STATIC.glob("*.js"), *STATIC.glob("jaga/*.js")):
        source = path.read_text("utf-8")
        for pattern in (_CALL, _FIELDS, _ROW):
            for indonesian, english in pattern.findall(source):
                yield _joined(indonesian), _joined(english)


def _joined(source: str) -> str:
    strings = re.findall(_STRING, source)
    return "".join(re.sub(r"\\(.)", r"\1", one[1:-1]) for one in strings)


def _pieces(text: str) -> Iterator[str]:
    for piece in re.split(r"\$\{[^}]*\}", text):
        yield re.sub(r"\s+", " ", piece).strip(" .,:;()·")
