"""The app's modules as one script, without what only people read.

Comments, long names of our own and the imports between the modules are a third of what would
travel.  There is no build step: the modules are what lies in the folder, and each keeps its meaning
when they stand one after the other, because

- a name that stands outside of all braces stands there once in the whole app,
- each module stands after those that it imports, as a browser runs them,
- they are written in one way: `import { a, b } from "./c.js";` and `export` before a declaration.

Whatever else a module does is refused.  Of names that browsers have given, a test sees to it.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Self

import minify

from api.web.naming import renamed
from api.web.placing import placed

minify.config({"js-keep-var-names": True})

_MEDIA_TYPE = "text/javascript"
_IMPORT = re.compile(r"""^import\b\s*(\{[^{}"']*\}\s*from\s*)?"(\.{1,2}/[^"]+)";\n""", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const|let)\b)", re.MULTILINE)
_EXPORTED = re.compile(r"^export (?:async )?(?:function|class|const|let) (\w+)", re.MULTILINE)
_DECLARED = re.compile(
    r"^(?:export )?(?:/\*\*.*?\*/ )?(?:async )?(?:function\*?|class|const|let)\s+"
    r"(?:/\*\*.*?\*/ )?(\w+)",
    re.MULTILINE,
)
_LAST_EXPORT = re.compile(r"\bexport\s*\{([^{}]*)\};?(?=\s*(?://[^\n]*\s*)?\Z)")
"""How minified modules name what they hand out: `export{b as html,A as nothing};`."""

_LEFT = re.compile(r"""^(?:import|export)\b.*|\bimport(?:\.meta\b|\(\s*["']\.).*""", re.MULTILINE)
"""What none of them has taken, and what would mean another place in one script."""

_DOCUMENTATION = re.compile(r"/\*\*.*?\*/", re.DOTALL)
"""Types are imported there, which a browser does not read."""

_PATTERN = re.compile(r"(?<=\s)const (?=[\[{])")
"""A declaration of several names at once."""

_INDENTATION = re.compile(r"\n +")
"""Once a script is minified, only markup still has some, where browsers read one space."""


def joined(folder: Path, entry: str, leaving_out: Collection[str] = ()) -> str:
    """Write a module and all that it imports as one module.

    They stand one after the other in one scope, each after what it imports, as a browser runs them;
    so a name that stands outside of all braces stands there once in the whole app.

    Args:
        folder: Where the modules lie.
        entry: The name of the first; what it exports is exported.  If it exports nothing, a worker
            runs the text as well, which takes no module from a file on a disk.
        leaving_out: Names of modules whose text is wanted by nobody, to weigh the others.

    Raises:
        FileNotFoundError: A module imports one that does not exist.
        ValueError: A name stands in two modules, two modules import each other, or a module imports
            or exports in another way than all others do.
    """
    all_modules = modules(folder, entry)
    owners: dict[str, str] = {}
    for module in all_modules:
        for name in module.declared:
            if owners.setdefault(name, module.name) != module.name:
                raise ValueError(f"{module.name}: {name} is a name in {owners[name]} too")
    given = ",".join(all_modules[-1].exported)
    text = "".join(one.text for one in all_modules if one.name not in leaving_out)
    if not given:
        return f'(() => {{\n"use strict";\n{text}}})();\n'
    return f"export const {{{given}}} = (() => {{\n{text}return {{{given}}};\n}})();\n"


def modules(folder: Path, entry: str) -> list["Module"]:
    """Read a module and all that it imports, each after what it imports.

    Args:
        folder: Where the modules lie.
        entry: The name of the first, which comes last.

    Raises:
        ValueError: A module imports or exports in another way than all others do.
    """
    texts = {one: (folder / one).read_text(encoding="utf-8") for one in imported(folder, entry)}
    wanted = {
        name
        for text in texts.values()
        for names, _ in _IMPORT.findall(text)
        for name in re.findall(r"[\w$]+", names)
    }
    return [Module.of(name, text, wanted) for name, text in texts.items()]


def imported(folder: Path, entry: str) -> list[str]:
    """Return the names of a module and of everything that it imports, in the order they are run.

    Args:
        folder: Where the modules lie.
        entry: The name of the first.

    Raises:
        ValueError: Two modules import each other.
    """
    found: list[str] = []
    visiting: list[str] = []

    def visit(name: str) -> None:
        if name in visiting:
            raise ValueError(f"{name} and {visiting[-1]} import each other")
        if name in found:
            return
        visiting.append(name)
        text = (folder / name).read_text(encoding="utf-8")
        for _, path in _IMPORT.findall(text):
            visit(_resolved(PurePosixPath(name).parent, path))
        found.append(visiting.pop())

    visit(entry)
    return found


def shortened(script: str) -> str:
    """Leave out of a script what only people read (placing.py, naming.py).

    The minifier joins neighbouring declarations of one kind and puts those with patterns first,
    before what they are made from (tdewolff/minify 2.24.12, `const {b} = f({a})` after
    `const a = ...`).  Patterns therefore become declarations of another kind, which it never joins.
    """
    minified = str(minify.string(_MEDIA_TYPE, _PATTERN.sub("let ", script)))
    return renamed(placed(_INDENTATION.sub(" ", minified)))


@dataclass(frozen=True)
class Module:
    """A module without what joins it to others."""

    name: str
    text: str
    declared: Sequence[str]
    """Names that stand outside of all braces."""
    exported: Sequence[str]

    @classmethod
    def of(cls, name: str, source: str, wanted: Collection[str]) -> Self:
        """Take away what joins a module to others.

        Args:
            name: Of the module.
            source: Its text.
            wanted: Names that anybody imports.

        Raises:
            ValueError: It imports or exports in another way than all others do.
        """
        text = _EXPORT.sub("", _IMPORT.sub("", source))
        declared, exported = _DECLARED.findall(text), _EXPORTED.findall(source)
        if (last := _LAST_EXPORT.search(text)) is not None:
            pairs = [re.split(r"\s+as\s+", one.strip()) for one in last[1].split(",")]
            given = {pair[-1]: pair[0] for pair in pairs if pair[-1] in wanted}
            told = ", ".join(f"{outer}: {inner}" for outer, inner in given.items())
            text = f"{text[: last.start()]}\nreturn {{{told}}};"
            text = f"const {{{', '.join(given)}}} = (() => {{\n{text}\n}})();\n"
            declared = exported = list(given)
        if (left := _LEFT.search(_DOCUMENTATION.sub("", text))) is not None:
            raise ValueError(f"{name}: {left[0]}")
        return cls(name, text, declared, exported)


def _resolved(folder: PurePosixPath, relative: str) -> str:
    parts = list(folder.parts)
    for part in PurePosixPath(relative).parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)
