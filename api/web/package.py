"""The app as one answer: its script and what lies beside it, in a single compressed file.

A phone on a slow network pays two seconds for each request, so seventy modules would take minutes,
and each 50 kB costs another second.  The modules travel as one script (script.py); where there is
no worker, a browser takes them one by one, as they lie in the folder.

    <stamp> NUL /jaga/main.js
    <its text and that of all it imports> NUL /jaga/icon.svg
    <its text>

A package is known by its hash, so that a phone never mixes two versions.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Self

import brotli

from api.web.script import joined, shortened

ADDRESS = "/static"

_SEPARATOR = "\0"
"""Before each file; no text holds it."""


@dataclass(frozen=True)
class Package:
    """Texts by the address at which the browser asks for them."""

    files: Mapping[str, str]
    stamp: str
    """Says which page and worker belong to it: they are not inside, and it has one version."""

    @classmethod
    def of(cls, folder: Path, entry: str, stamp: str, *beside: str) -> Self:
        """Join a module and all that it imports; take other files beside.

        Args:
            folder: Where the files lie; served at `ADDRESS`.
            entry: The first module, for example `jaga/main.js`.
            stamp: Of what belongs to it and is not inside.
            beside: Names of what else belongs to the app.

        Raises:
            FileNotFoundError: A module imports one that does not exist.
            ValueError: Modules cannot be joined, or a file holds a NUL character.
        """
        texts = {entry: shortened(joined(folder, entry))}
        texts |= {name: (folder / name).read_text(encoding="utf-8") for name in beside}
        for name, text in texts.items():
            if _SEPARATOR in text:
                raise ValueError(f"{name}: a NUL character")
        return cls({f"{ADDRESS}/{name}": text for name, text in texts.items()}, stamp)

    @cached_property
    def body(self) -> bytes:
        """What travels, before it is compressed."""
        texts = [f"{name.removeprefix(ADDRESS)}\n{text}" for name, text in self.files.items()]
        return _SEPARATOR.join([self.stamp, *texts]).encode()

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
