"""The shape of the code: small modules, small functions, a test beside each, and no strangers.

What is checked here is what no linter checks. A rule that hurts is to be argued with in a commit,
not to be loosened in passing: every list of exceptions below wants a reason beside each name.
"""

import ast
import functools
import importlib.metadata
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("ledger", "domain", "projections", "api", "tools")
MODULE_LINES_MAX = 400
FUNCTION_LINES_MAX = 40
VAGUE_NAMES = {"base", "common", "helper", "helpers", "manager", "misc", "shared", "util", "utils"}

WITHOUT_TEST: dict[str, str] = {}
"""Modules that need no test module of their own, each with its reason."""

STRANGERS = {
    "a package registry's host": re.compile(
        r"\b(?:pypi[.]org|pythonhosted[.]org|npmjs[.](?:com|org)|crates[.]io)\b"
    ),
    "a path of one machine": re.compile(r"(?<![\w.)}-])/(?:home|opt|root|work|Users)/"),
    "a folder beside the project": re.compile(r"\bshare[d]/"),
}
"""What no file of the project may name, as it exists on one machine or at one host only."""

PINNED = re.compile(r"(?:[\w.-]+==[\w.+-]+(?: ; [^\\]+)?|    --hash=sha256:[0-9a-f]{64})(?: \\)?")
"""A line of a requirements file: an exact version or a hash, and no option that names a place."""


def test_a_module_is_short_enough_to_be_read_at_one_sitting() -> None:
    lengths = {path: len(source(path).splitlines()) for path in modules(*PACKAGES, "tests")}
    expect_none(f"{p}: {n} lines" for p, n in lengths.items() if n > MODULE_LINES_MAX)


def test_a_function_fits_on_a_screen() -> None:
    expect_none(
        f"{path}:{function.lineno} {function.name}: {code_lines(function)} lines"
        for path in modules(*PACKAGES, "tests")
        for function in ast.walk(tree(path))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        if code_lines(function) > FUNCTION_LINES_MAX
    )


def test_every_module_has_a_test_module_that_mirrors_it() -> None:
    expect_none(
        f"{path} wants {mirror(path)}"
        for path in modules(*PACKAGES)
        if path.name not in {"__init__.py", "__main__.py"}
        if str(path) not in WITHOUT_TEST
        if not (ROOT / mirror(path)).exists()
    )


def test_every_test_module_mirrors_a_module() -> None:
    mirrors = {mirror(path) for path in modules(*PACKAGES)}
    folders = [Path("tests", package) for package in PACKAGES]
    expect_none(
        f"{path} mirrors nothing"
        for path in modules("tests")
        if path.name.startswith("test_")
        if any(folder in path.parents for folder in folders)
        if path not in mirrors
    )


def test_the_list_of_modules_without_a_test_is_not_stale() -> None:
    expect_none(
        name
        for name in WITHOUT_TEST
        if not (ROOT / name).exists() or (ROOT / mirror(Path(name))).exists()
    )


def test_every_module_says_what_it_is() -> None:
    expect_none(
        str(path) for path in modules(*PACKAGES, "tests") if not ast.get_docstring(tree(path))
    )


def test_a_module_is_named_after_something_of_the_field() -> None:
    expect_none(
        str(path) for path in modules(*PACKAGES, "tests") if VAGUE_NAMES & {*path.parts, path.stem}
    )


def test_no_other_distribution_owns_a_name_of_ours() -> None:
    owners = importlib.metadata.packages_distributions()
    assert {name: owners[name] for name in PACKAGES if {*owners.get(name, [])} - {"segel"}} == {}


def test_no_file_names_a_host_or_a_path_that_only_one_machine_knows() -> None:
    expect_none(
        f"{path}:{number} names {what}: {line.strip()[:80]}"
        for path in files()
        for number, line in enumerate(source(path).splitlines(), start=1)
        for what, pattern in STRANGERS.items()
        if pattern.search(line)
    )


def test_requirements_name_exact_versions_and_hashes_and_no_place() -> None:
    expect_none(
        f"{name}: {line}"
        for name in ("requirements.txt", "requirements-pdf.txt", "requirements-dev.txt")
        for line in source(Path(name)).splitlines()
        if not line.startswith("#") and not PINNED.fullmatch(line)
    )


def test_the_text_of_a_query_is_a_constant() -> None:
    expect_none(
        f"{path}:{call.lineno}: what is not written out here is a part, and parts are checked"
        for path in modules("projections", "tests/projections")
        if path != Path("projections/query.py")
        for call in ast.walk(tree(path))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
        if call.func.id in {"query", "Query"}
        if not is_text(call.args[0], constants(path))
    )


def expect_none(offenders: Iterable[str]) -> None:
    """Fail and name every one of *offenders*, if there are any."""
    lines = list(offenders)
    if lines:
        pytest.fail("\n".join(lines), pytrace=False)


def modules(*folders: str) -> list[Path]:
    """Return every Python module below *folders*, relative to the project's folder."""
    return sorted(
        path.relative_to(ROOT) for folder in folders for path in (ROOT / folder).rglob("*.py")
    )


def mirror(path: Path) -> Path:
    """Return where the tests of the module at *path* belong."""
    return Path("tests") / path.with_name(f"test_{path.name}")


@functools.cache
def source(path: Path) -> str:
    """Return the text of the file at *path*; bytes that are no text are left out."""
    return (ROOT / path).read_text(encoding="utf-8", errors="ignore")


@functools.cache
def tree(path: Path) -> ast.Module:
    """Return the parsed module at *path*."""
    return ast.parse(source(path), filename=str(path))


def code_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines of *function* from its `def` to its end, the docstring left out."""
    end = function.end_lineno or function.lineno
    lines = end - function.lineno + 1
    if ast.get_docstring(function) is not None:
        docstring = function.body[0]
        lines -= (docstring.end_lineno or docstring.lineno) - docstring.lineno + 1
    return lines


def constants(path: Path) -> set[str]:
    """Return the names of the texts that the module at *path* writes out and never changes."""
    return {
        each.target.id
        for each in tree(path).body
        if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
        if ast.unparse(each.annotation) == "Final" and each.value and is_text(each.value)
    }


def is_text(node: ast.expr, names: Collection[str] = ()) -> bool:
    """Tell whether an expression is a text that is written out, or the name of one."""
    if isinstance(node, ast.Name):
        return node.id in names
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def files(folder: Path = ROOT) -> Iterator[Path]:
    """Yield every file that belongs to the project: whatever `.gitignore` does not leave out."""
    for path in sorted(folder.iterdir()):
        if path.name in ignored() or path.suffix == ".pyc":
            continue
        if path.is_dir():
            yield from files(path)
        else:
            yield path.relative_to(ROOT)


@functools.cache
def ignored() -> frozenset[str]:
    """Return the names that `.gitignore` leaves out, and git's own folder."""
    lines = source(Path(".gitignore")).splitlines()
    return frozenset({".git", *(line.rstrip("/") for line in lines)})
