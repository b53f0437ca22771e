"""The page of all statements: every kind, its fields, who may say it and what completes it.

Everything stands in the domain's own modules: the types, the words under each field, the tables
in the docstrings.  Here it is only put in order.
"""

import ast
import inspect
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any, Final

import msgspec

import domain.authority
import domain.canonical
import domain.correction
import domain.disclosure
import domain.statement
from api.meaning import meaning
from api.purpose import PURPOSES
from api.remark import Remark, paragraphs, remarks
from domain.catalogue import KINDS, schemas
from domain.fold import FOLDS
from domain.kind import Kind
from domain.role import LABELS
from domain.statement import Record
from projections.paper.catalogue import of_kind
from tools.markdown import bullets, filled
from tools.rulebook import RULES

_BUILT_IN: Final = {"bool": "true or false", "int": "whole number", "str": "text", "dict": "object"}
_ANYBODY: Final = {
    "kewenangan": "see *Amendments* below",
    "pengamatan": "anybody",
}


def page() -> str:
    """Return the page in Markdown."""
    kinds = "\n".join(
        f"| [`{kind.name}`](#{kind.name.lower()}) | {kind.label} | {kind.english} | {kind.force} |"
        for kind in KINDS.values()
    )
    return "\n\n".join(
        (
            "# Pernyataan / Statements",
            "| kind | Bahasa Indonesia | English | |\n|---|---|---|---|\n" + kinds,
            filled(
                "*Pengamatan* (observation): always counts. *Kewenangan* (act of authority): kept "
                "from anyone, counts only if the signer held the authority at that leaf. Every "
                "statement also has `kind` (its name) and `at`, the time by the signer's clock "
                "(`Moment`). Every statement is also heard by the fold of its journal, `jurnal` "
                f"({', '.join(_numbers('jurnal'))})."
            ),
            "## Semua jenis / All kinds",
            *(_section(kind) for kind in KINDS.values()),
            "## Bagian / Parts",
            *(_part(cls) for cls in _parts()),
            "## Jenis nilai / Types",
            bullets(_types()),
            "## Siapa yang berwenang / Authority",
            text_of(domain.authority),
            "## Pembetulan / Amendments",
            text_of(domain.correction),
            "## Kelas keterbukaan / Visibility classes",
            text_of(domain.disclosure),
            "## Bentuk kanonik / Canonical form",
            text_of(domain.canonical),
        )
    )


def text_of(module: ModuleType) -> str:
    """Return a module's docstring without the list of its sources."""
    parts = inspect.cleandoc(module.__doc__ or "").split("\n\n")
    return "\n\n".join(part for part in parts if not part.startswith("Source:"))


def _section(kind: Kind) -> str:
    return "\n\n".join(
        (
            f"### {kind.name}",
            f"**{kind.label}** / {kind.english}",
            filled(PURPOSES[kind.name]),
            *(filled(each) for each in paragraphs(kind.statement.__doc__)),
            bullets(_facts(kind)),
            bullets(_fields(kind.statement, kind)),
        )
    )


def _facts(kind: Kind) -> Iterator[str]:
    by = ", ".join(f"`{role}`" for role in LABELS if role in kind.roles) or _ANYBODY[kind.force]
    what = "act of authority, with force from" if kind.is_act else "observation, expected from"
    yield f"**{kind.force}** ({what}): {by}"
    yield from _readers(kind)
    if kind.completed_by:
        answers = " or ".join(f"`{name}`" for name in kind.completed_by)
        yield f"**orang kedua** (second person): {answers}; " + (
            "without it, it has no force" if kind.waits else "it counts at once; R08 speaks if late"
        )


def _readers(kind: Kind) -> Iterator[str]:
    """Say which folds hear the kind, by which rules, and on which paper it is printed."""
    folds = [
        f"`{fold.name}`" + (f" ({', '.join(numbers)})" if (numbers := _numbers(fold.name)) else "")
        for fold in FOLDS
        if fold.kinds is not None and kind.statement in fold.kinds
    ]
    if folds:
        yield f"**lipatan dan aturan** (folds and rules): {', '.join(folds)}"
    paper = of_kind(kind.name)
    if paper is not None:
        yield f"**kertas** (paper): {paper.label} / {paper.english} (`segel print {paper.name}`)"


def _numbers(subject: str) -> list[str]:
    """Return the rules that find something about a kind of subject."""
    return sorted({rule.number for rule in RULES if rule.subject == subject})


def _part(cls: type[Record]) -> str:
    words = (filled(each) for each in paragraphs(cls.__doc__))
    return "\n\n".join((f"### {cls.__name__}", *words, bullets(_fields(cls))))


def _fields(cls: type[Record], kind: Kind | None = None) -> Iterator[str]:
    """Say of each field its JSON name, type, bounds, class and meaning."""
    schema = schemas()[cls.__name__]
    names = dict(zip(cls.__struct_fields__, cls.__struct_encode_fields__, strict=True))
    for field, (annotation, words) in remarks(cls).items():
        name = names[field]
        if annotation is None or (kind is not None and name == "at"):
            continue
        facts = [_shown(annotation), *_bounds(schema["properties"][name])]
        if name not in schema["required"]:
            facts.append(_default(schema["properties"][name]))
        if kind is not None and kind.visibility(name) != "publik":
            facts.append(f"class *{kind.visibility(name)}*")
        told = " / ".join(dict.fromkeys(filter(None, meaning(words))))
        yield f"`{name}` ({', '.join(facts)})" + (f": {told}" if told else "")


def _shown(annotation: ast.expr) -> str:
    match annotation:
        case (
            ast.BinOp(left=one)
            | ast.Subscript(value=ast.Name(id="Annotated"), slice=ast.Tuple(elts=[one, *_]))
        ):
            return _shown(one)
        case ast.Subscript(value=ast.Name(id="tuple"), slice=ast.Tuple(elts=[one, *_])):
            return f"list of {_shown(one)}"
        case ast.Name(id=name) | ast.Subscript(value=ast.Name(id="dict" as name)):
            return _BUILT_IN.get(name, f"`{name}`")
        case _:
            return f"`{ast.unparse(annotation)}`"


def _bounds(schema: dict[str, Any]) -> Iterator[str]:
    """Say how many items a list may have; the bounds of other types stand with the type."""
    if "maxItems" in schema:
        yield f"at most {schema['maxItems']}"


def _default(schema: dict[str, Any]) -> str:
    default = schema.get("default")
    return "optional" if default in (None, [], {}, "", ()) else f"default `{str(default).lower()}`"


def _used(annotation: ast.expr) -> Iterator[str]:
    """Yield the names of an annotation that a reader may want explained."""
    for node in ast.walk(annotation):
        if isinstance(node, ast.Name) and node.id not in {*_BUILT_IN, "tuple", "Annotated", "Meta"}:
            yield node.id


def _records() -> Iterator[type[Record]]:
    """Yield every kind and then every part that one of them holds, each once."""
    queue: list[type[Record]] = [kind.statement for kind in KINDS.values()]
    seen: set[type[Record]] = set()
    while queue:
        cls = queue.pop(0)
        if cls in seen:
            continue
        seen.add(cls)
        yield cls
        queue += [value for _, value, _ in _names(cls) if _is_record(value)]


def _parts() -> list[type[Record]]:
    kinds = {kind.statement for kind in KINDS.values()}
    return sorted((cls for cls in _records() if cls not in kinds), key=lambda cls: cls.__name__)


def _types() -> Iterator[str]:
    found = {
        name: (value, remark)
        for cls in _records()
        for name, value, remark in _names(cls)
        if not _is_record(value)
    }
    for name, (value, remark) in sorted(found.items()):
        yield f"`{name}`: {_described(msgspec.json.schema(value))}. {remark.words}".rstrip()


def _names(cls: type[Record]) -> Iterator[tuple[str, Any, Remark]]:
    """Yield each name in a class's annotations with what it stands for."""
    module = sys.modules[cls.__module__]
    for annotation, _ in remarks(cls).values():
        for name in _used(annotation) if annotation is not None else ():
            value = getattr(module, name, None)
            if not (value is None or isinstance(value, int) or name in {"ClassVar", "Any"}):
                yield name, value, _remark(module, name, value)


def _remark(module: ModuleType, name: str, value: object) -> Remark:
    """Find the words under an alias, in the module that defines it; others may use its name."""
    for place in (module, *(m for key, m in sys.modules.items() if key.startswith("domain."))):
        found = remarks(place).get(name)
        if found is not None and getattr(place, name, None) == value:
            return found
    return Remark(None, "")


def _is_record(value: object) -> bool:
    return isinstance(value, type) and issubclass(value, Record)


def _described(schema: dict[str, Any]) -> str:
    match schema:
        case {"anyOf": choices}:
            words = " or ".join(map(_described, choices))
        case {"$ref": reference}:
            words = f"`{reference.rpartition('/')[2]}`"
        case {"enum": known}:
            words = "one of " + ", ".join(f"`{word}`" for word in known)
        case {"type": "array", "items": item}:
            words = ", ".join(("list", *_bounds(schema), f"each {_described(item)}"))
        case {"type": "integer", "minimum": least, "maximum": most}:
            words = f"whole number from {least:,} to {most:,}"
        case {"pattern": pattern}:
            words = f"text of the form `{pattern}`"
        case _:
            words = f"text of {schema['minLength']} to {schema['maxLength']} characters"
    return words
