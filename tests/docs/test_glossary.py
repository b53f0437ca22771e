"""The glossary pairs every kind, role, rule and class as the code has it, and knows no others."""

import importlib
import pkgutil
from pathlib import Path
from types import ModuleType
from typing import get_args

import pytest

import domain.rules
from domain import signal
from domain.catalogue import KINDS
from domain.finding import SEVERITIES
from domain.role import LABELS
from domain.rules.rule import Rule
from domain.statement import Visibility
from projections.paper.catalogue import PAPERS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "glossary.md"


def table(heading: str) -> list[tuple[str, ...]]:
    """Return the rows of the table under a heading, without its head."""
    section = PAGE.read_text(encoding="utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("|")][2:]
    return [tuple(cell.strip() for cell in row.strip("|").split("|")) for row in rows]


def rules() -> set[str]:
    names = (one.name for one in pkgutil.iter_modules(domain.rules.__path__, "domain.rules."))
    return {code for name in names for code in codes(importlib.import_module(name))}


def codes(module: ModuleType) -> set[str]:
    """Return number and name of every rule that is written in a module, as the page has them."""
    written = vars(module).values()
    return {f"`{one.number}` `{one.name}`" for one in written if isinstance(one, Rule)}


def test_every_kind_stands_with_both_its_labels() -> None:
    expected = [(kind.label, kind.english, f"`{name}`") for name, kind in KINDS.items()]

    assert table("Jenis pernyataan / Kinds of statements") == expected


def test_every_role_stands_with_its_label() -> None:
    rows = table("Peran / Roles")

    assert [(label, code) for label, _, code in rows] == [
        (label, f"`{role}`") for role, label in LABELS.items()
    ]


def test_every_rule_stands_by_number_and_name() -> None:
    assert {code for *_, code in table("Aturan / Rules")} == rules() - codes(signal)
    assert {code for *_, code in table("Tanda lain / Other signals")} == codes(signal)


def test_every_paper_stands_with_both_its_labels() -> None:
    assert table("Kertas / Papers") == [
        (one.label, one.english, f"`{name}`") for name, one in PAPERS.items()
    ]


def test_every_class_of_visibility_stands() -> None:
    rows = table("Kelas keterbukaan / Visibility classes")

    assert [code for *_, code in rows] == [f"`{word}`" for word in get_args(Visibility)]


def test_every_severity_stands() -> None:
    rows = table("Berat temuan / Severity of findings")

    assert [code for *_, code in rows] == [f"`{word}`" for word in SEVERITIES]


@pytest.mark.parametrize("heading", ["Inti / Core", "Peran / Roles", "Aturan / Rules"])
def test_no_cell_is_empty_and_no_term_stands_twice(heading: str) -> None:
    rows = table(heading)

    assert all(all(row) for row in rows)
    assert len({row[0] for row in rows}) == len(rows)
