"""The app as one answer: the modules that it imports, in a single compressed file.

A phone on a slow network pays two seconds for each request, so fifty modules would take minutes,
and each 50 kB costs another second: what only people read (comments, long local names) is left out
on the way. There is no build step: the files are what lies in the folder, read once when the
server is first asked.

    {"rest":"<hash>","stamp":"<hash>"}
    NUL /jaga/main.js
    <its text> NUL /jaga/desk.js
    <its text> ...

A package is known by its hash, so that a phone never mixes two versions.  What is imported lazily
follows in a package of its own, the rest, once the app works.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Self

import brotli
import minify
import msgspec

ADDRESS = "/static"

_SEPARATOR = "\0"
"""Before each file; no text holds it."""

_SCRIPT = ".js"
_MEDIA_TYPE = "text/javascript"
_IMPORT = re.compile(
    r"""(?:^|[\s;}])(?:import|(?:import|export)\s[^"'`;()=]*?\bfrom)\s*["'](\.{1,2}/[^"']+)["']"""
)
_LAZY_IMPORT = re.compile(r"""\bimport\(\s*["'](\.{1,2}/[^"']+)["']\s*\)""")
_DOCUMENTATION = re.compile(r"/\*\*.*?\*/", re.DOTALL)
"""Types are imported there, which a browser does not read."""

_PATTERN = re.compile(r"(?<=\s)const (?=[\[{])")
"""A declaration of several names at once."""

_INDENTATION = re.compile(r"\n +")
"""Once a script is minified, only markup still has some, where browsers read one space."""


@dataclass(frozen=True)
class Package:
    """Texts by the address at which the browser asks for them."""

    files: Mapping[str, str]
    rest: Self | None
    """What is imported lazily."""
    stamp: str
    """Says which page and worker belong to it: they are not inside, and it has one version."""

    @classmethod
    def of(cls, folder: Path, entry: str, stamp: str, *beside: str) -> Self:
        """Gather a module, all that it imports, and other files beside.

        Args:
            folder: Where the files lie; served at `ADDRESS`.
            entry: The first module, for example `jaga/main.js`.
            stamp: Of what belongs to it and is not inside.
            beside: Names of what else belongs to the app.

        Raises:
            FileNotFoundError: A module imports one that does not exist.
            ValueError: A file holds a NUL character.
        """
        first = imported(folder, entry)
        later = imported(folder, entry, lazily=True) - first
        rest = cls(_texts(folder, later), None, stamp)
        return cls(_texts(folder, {*first, *beside}), rest, stamp)

    @cached_property
    def body(self) -> bytes:
        """What travels, before it is compressed."""
        head = {"rest": self.rest.version if self.rest else "", "stamp": self.stamp}
        texts = [f"{name.removeprefix(ADDRESS)}\n{text}" for name, text in self.files.items()]
        return _SEPARATOR.join([msgspec.json.encode(head).decode() + "\n", *texts]).encode()

    @cached_property
    def compressed(self) -> bytes:
        """What travels."""
        return compressed(self.body)

    @cached_property
    def version(self) -> str:
        """The SHA-256 of the package in 64 hexadecimal digits."""
        return sha256(self.body).hexdigest()


def compressed(body: bytes) -> bytes:
    """Compress a text as far as it goes.

    Source: RFC 7932 (Brotli); browsers take it over https and on localhost, where alone the app
    can sign.
    """
    small: bytes = brotli.compress(body, mode=brotli.MODE_TEXT, quality=11)
    return small


def shortened(script: str) -> str:
    """Leave out of a script what only people read.

    The minifier joins neighbouring declarations of one kind and puts those with patterns first,
    before what they are made from (tdewolff/minify 2.24.12, `const {b} = f({a})` after
    `const a = ...`).  Patterns therefore become declarations of another kind, which it never joins.
    """
    minified = str(minify.string(_MEDIA_TYPE, _PATTERN.sub("let ", script)))
    return _INDENTATION.sub("\n", minified)


def imported(folder: Path, entry: str, *, lazily: bool = False) -> set[str]:
    """Return the names of a module and of everything that it imports.

    Args:
        folder: Where the modules lie.
        entry: The name of the first.
        lazily: Follow also what is imported when it is needed, by a path that stands there.
    """
    patterns = (_IMPORT, _LAZY_IMPORT) if lazily else (_IMPORT,)
    found: set[str] = set()
    waiting = [entry]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            text = _DOCUMENTATION.sub("", (folder / name).read_text(encoding="utf-8"))
            paths = (path for pattern in patterns for path in pattern.findall(text))
            waiting += [_resolved(PurePosixPath(name).parent, path) for path in paths]
    return found


def _texts(folder: Path, names: Iterable[str]) -> dict[str, str]:
    """Read files in the order that compresses best: what the screens build on comes before them."""
    texts = {}
    for name in sorted(names, reverse=True):
        text = (folder / name).read_text(encoding="utf-8")
        if _SEPARATOR in text:
            raise ValueError(f"{name}: a NUL character")
        texts[f"{ADDRESS}/{name}"] = shortened(text) if name.endswith(_SCRIPT) else text
    return texts


def _resolved(folder: PurePosixPath, relative: str) -> str:
    parts = list(folder.parts)
    for part in PurePosixPath(relative).parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)
