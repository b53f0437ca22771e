"""The app as one answer: its page and every module that it imports, in a single compressed file.

A phone on a slow network pays two seconds for each request, so fifty modules would take minutes.
There is no build step: the files are what lies in the folder, less the documentation between their
lines, read once when the server starts.
The package is known by its hash, so that a phone never mixes two versions of the app.
"""

import gzip
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Self

import msgspec

ADDRESS = "/static"

_IMPORT = re.compile(r"""(?:^|[\s;}])(?:import|export)[^"'`;()]*?["'](\.{1,2}/[^"']+)["']""")
_LAZY_IMPORT = re.compile(r"""\bimport\(\s*["'](\.{1,2}/[^"']+)["']\s*\)""")
_DOCUMENTATION = re.compile(r"/\*\*.*?\*/", re.DOTALL)
"""Types are imported there, which a browser does not read."""
_DOCUMENTED_LINES = re.compile(r"^[ \t]*/\*\*(?:(?!\*/).)*\*/[ \t]*\n", re.DOTALL | re.MULTILINE)
"""Documentation on lines of its own: a third of every module, and no phone reads it."""
_SCRIPT = "text/javascript; charset=utf-8"


@dataclass(frozen=True)
class Package:
    """Files by the address at which the browser asks for them."""

    files: Mapping[str, msgspec.Raw]

    @classmethod
    def of(cls, folder: Path, entry: str, beside: Mapping[str, Mapping[str, object]]) -> Self:
        """Gather a module and all that it imports.

        Args:
            folder: Where the modules lie; served at `ADDRESS`.
            entry: The first module, for example `jaga/main.js`.
            beside: What else belongs to the app, by address: `{"headers": {...}, "text": "..."}`.

        Raises:
            FileNotFoundError: A module imports one that does not exist.
        """
        files: dict[str, Mapping[str, object]] = dict(beside)
        for name in sorted(imported(folder, entry)):
            text = _DOCUMENTED_LINES.sub("", (folder / name).read_text(encoding="utf-8"))
            files[f"{ADDRESS}/{name}"] = {"headers": {"Content-Type": _SCRIPT}, "text": text}
        return cls({name: msgspec.Raw(msgspec.json.encode(one)) for name, one in files.items()})

    @cached_property
    def body(self) -> bytes:
        """The package as JSON."""
        return msgspec.json.encode({"files": self.files}, order="sorted")

    @cached_property
    def compressed(self) -> bytes:
        """The package as it travels; the same bytes on every day."""
        return gzip.compress(self.body, 9, mtime=0)

    @cached_property
    def version(self) -> str:
        """The SHA-256 of the package in 64 hexadecimal digits."""
        return sha256(self.body).hexdigest()


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
