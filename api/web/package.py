"""The app as one answer: every module that it imports, in a single compressed file.

A phone on a slow network pays two seconds for each request, so fifty modules would take minutes,
and each 50 kB costs another second: what only people read (comments, long local names) is left out
on the way. There is no build step: the files are what lies in the folder, read once when the
server is first asked. The package is known by its hash, so that a phone never mixes two versions.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Self

import brotli
import minify
import msgspec

ADDRESS = "/static"

_SCRIPT = "text/javascript"
_TYPES = {".js": _SCRIPT, ".svg": "image/svg+xml"}
_IMPORT = re.compile(
    r"""(?:^|[\s;}])(?:import|(?:import|export)\s[^"'`;()=]*?\bfrom)\s*["'](\.{1,2}/[^"']+)["']"""
)
_LAZY_IMPORT = re.compile(r"""\bimport\(\s*["'](\.{1,2}/[^"']+)["']\s*\)""")
_DOCUMENTATION = re.compile(r"/\*\*.*?\*/", re.DOTALL)
"""Types are imported there, which a browser does not read."""

_PATTERN = re.compile(r"(?<=\s)const (?=[\[{])")
"""A declaration of several names at once."""


@dataclass(frozen=True)
class Package:
    """Files by the address at which the browser asks for them."""

    files: Mapping[str, Mapping[str, str]]
    """Each `{"type": its media type, "text": ...}`."""
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
        """
        files = {}
        for name in sorted({*imported(folder, entry), *beside}):
            kind = _TYPES[Path(name).suffix]
            text = (folder / name).read_text(encoding="utf-8")
            shown = shortened(text) if kind == _SCRIPT else text
            files[f"{ADDRESS}/{name}"] = {"type": f"{kind}; charset=utf-8", "text": shown}
        return cls(files, stamp)

    @cached_property
    def body(self) -> bytes:
        """The package as JSON."""
        return msgspec.json.encode({"files": self.files, "stamp": self.stamp})

    @cached_property
    def compressed(self) -> bytes:
        """The package as it travels."""
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
    return str(minify.string(_SCRIPT, _PATTERN.sub("let ", script)))


def imported(folder: Path, entry: str) -> set[str]:
    """Return the names of a module and of everything that it imports, lazily too.

    What is vendored and imported lazily under a name made at run time is not followed.
    """
    found: set[str] = set()
    waiting = [entry]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += _imports(folder, name)
    return found


def _imports(folder: Path, name: str) -> Iterator[str]:
    text = _DOCUMENTATION.sub("", (folder / name).read_text(encoding="utf-8"))
    for pattern in (_IMPORT, _LAZY_IMPORT):
        for found in pattern.finditer(text):
            yield _resolved(PurePosixPath(name).parent, found[1])


def _resolved(folder: PurePosixPath, relative: str) -> str:
    parts = list(folder.parts)
    for part in PurePosixPath(relative).parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)
