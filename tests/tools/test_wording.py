"""Every reason for which a verifier can say no has its Indonesian, and the page says the same."""

import ast
import importlib
import inspect
import re
from collections.abc import Iterator
from functools import cache
from types import ModuleType

import pytest

from ledger import founding, replica, salvage
from ledger.errors import LedgerError
from ledger.line import VoidError
from ledger.tlog.errors import TlogError
from tests.support.packages import ROOT
from tools.promise import DisagreementError
from tools.source import SourceError
from tools.translation import in_indonesian
from tools.wording import SENTENCES, THINGS

READERS = (
    "tools.accusation",
    "tools.auditor",
    "tools.diff",
    "tools.equivocation",
    "tools.exhibit",
    "tools.lookout",
    "tools.slip",
)
ERRORS = (TlogError, LedgerError, SourceError, DisagreementError, VoidError)
SAYERS = {"_fail", "_miss", "_doubt", "said", "Outcome", "_named"}
SAYERS |= {"parse_base64", "parse_hash", "parse_number"}
TABLE = ROOT / "api/web/static/periksa/translation.js"
NAMED_INSIDE = {"nothing", "none", "subtree {} of level {} ({})", "leaf {}", "leaves {}"}
NAMED_INSIDE |= {"number {} given, {} expected"}
"""Said within another sentence, or by an error that is raised with figures alone."""
BEYOND = {
    "leaf 0 is not the charter that is trusted",
    "leaf 0 is not the charter whose fingerprint the directory holds",
    "nothing is missing: the log has all that it has signed",
    "this is another ledger",
}
"""Said by other commands; without words of its own, a shorter sentence would half translate it."""


@cache
def modules() -> dict[str, ModuleType]:
    """Return what the verifying commands import of ours."""
    found: dict[str, ModuleType] = {}
    queue = [*READERS]
    while queue:
        name = queue.pop()
        if name in found or name.partition(".")[0] not in {"tools", "ledger"}:
            continue
        try:
            found[name] = importlib.import_module(name)
        except ModuleNotFoundError:  # a name of a module, not a module
            continue
        for node in ast.walk(parsed(found[name])):
            if isinstance(node, ast.ImportFrom) and node.module:
                queue += [node.module, *(f"{node.module}.{one.name}" for one in node.names)]
    return found


@cache
def parsed(module: ModuleType) -> ast.Module:
    return ast.parse(inspect.getsource(module))


def reasons() -> Iterator[tuple[str, str]]:
    """Yield in which module a message is written, and each part of it, `{}` for what it names."""
    for name, module in sorted(modules().items()):
        for node in ast.walk(parsed(module)):
            for words in spoken(module, node):
                yield from ((name, part) for part in words.split(": ") if is_worded(part))


def spoken(module: ModuleType, node: ast.AST) -> list[str]:
    """Return the messages that a call gives to a reader, or an error's own."""
    match node:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=[*_, last]):
            error = getattr(module, name, None)
            if isinstance(error, type) and issubclass(error, ERRORS):
                return [template(module, one) for one in node.args]
            return [template(module, last)] if name in SAYERS else []
        case ast.FunctionDef(name="__str__", body=[ast.Return(value=ast.JoinedStr() as told)]):
            return [template(module, told)] if module.__name__ != "ledger.errors" else []
        case _:
            return []


def template(module: ModuleType, node: ast.expr) -> str:
    match node:
        case ast.Constant(value=str() as words):
            return words
        case ast.Name(id=name) if isinstance(getattr(module, name, None), str):
            return str(getattr(module, name))
        case ast.JoinedStr(values=parts):
            return "".join(
                str(one.value) if isinstance(one, ast.Constant) else "{}" for one in parts
            )
        case _:
            return ""


def is_worded(part: str) -> bool:
    """Tell whether a part says anything; a path and a status of HTTP do not."""
    return re.search("[a-z]{2}", part) is not None and part != "{}/state"


def of_the_page() -> Iterator[tuple[re.Pattern[str], str]]:
    """Yield each form of the page's table, with its Indonesian as Python substitutes it."""
    for form, sentence in re.findall(
        r'\[/\^(.*)\$/,\s*"(.*)"\]', TABLE.read_text(encoding="utf-8")
    ):
        yield re.compile(form), re.sub(r"\$(\d)", r"\\\1", sentence)


def test_every_reason_that_a_verifying_command_can_give_has_its_indonesian() -> None:
    assert {place for place in reasons() if place[1] not in {**THINGS, **SENTENCES}} == set()


def test_every_sentence_can_be_said() -> None:
    assert {*SENTENCES} - {part for _, part in reasons()} - NAMED_INSIDE == BEYOND


@pytest.mark.parametrize("module", [founding, replica, salvage])
def test_what_other_commands_say_is_not_half_translated(module: ModuleType) -> None:
    said = {one for node in ast.walk(parsed(module)) for one in spoken(module, node)}
    half = [one for one in said if in_indonesian(one).startswith(("daun 0 adalah", "apa pun"))]
    assert half == []


def test_the_page_and_the_command_say_a_thing_alike() -> None:
    both = [
        (sample, form.sub(sentence, sample))
        for sample in (words.replace("{}", "7") for words in SENTENCES)
        for form, sentence in of_the_page()
        if form.fullmatch(sample)
    ]

    assert len(both) > 40
    assert [
        (one, page, in_indonesian(one)) for one, page in both if in_indonesian(one) != page
    ] == []
