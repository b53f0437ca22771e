"""What the code says about a name in it: the docstring that stands under an assignment.

Python throws these strings away; the reference pages are made of them, so they are read from the
source.
"""

import ast
import inspect
from functools import cache
from textwrap import dedent
from types import ModuleType
from typing import NamedTuple


class Remark(NamedTuple):
    """One name of a class or module."""

    annotation: ast.expr | None
    """As it is written, aliases unresolved; None where there is none."""

    words: str
    """Its docstring in one line; empty where there is none."""


@cache
def remarks(owner: type | ModuleType) -> dict[str, Remark]:
    """Return the names assigned in a module, or in a class and the classes it stands on."""
    if isinstance(owner, ModuleType):
        return _read(ast.parse(inspect.getsource(owner)).body)
    found: dict[str, Remark] = {}
    for cls in reversed(owner.__mro__):
        if cls.__module__.split(".")[0] == owner.__module__.split(".")[0]:
            (node,) = ast.parse(dedent(inspect.getsource(cls))).body
            found |= _read(node.body) if isinstance(node, ast.ClassDef) else {}
    return found


def one_line(text: str | None) -> str:
    """Return a docstring without its line breaks."""
    return " ".join((text or "").split())


def paragraphs(text: str | None) -> list[str]:
    """Return the paragraphs of a docstring, each in one line."""
    return [one_line(part) for part in inspect.cleandoc(text or "").split("\n\n") if part.strip()]


def _read(body: list[ast.stmt]) -> dict[str, Remark]:
    found = {}
    for statement, following in zip(body, [*body[1:], ast.Pass()], strict=True):
        match statement:
            case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation):
                found[name] = Remark(annotation, _words(following))
            case ast.Assign(targets=[ast.Name(id=name)]):
                found[name] = Remark(None, _words(following))
            case _:
                pass
    return found


def _words(statement: ast.stmt) -> str:
    match statement:
        case ast.Expr(value=ast.Constant(value=str(text))):
            return one_line(inspect.cleandoc(text))
        case _:
            return ""
