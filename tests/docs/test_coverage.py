"""The page of duties names what exists, and leaves nothing of it out."""

import re
from pathlib import Path

from domain.catalogue import KINDS
from projections.catalogue import PROJECTIONS
from projections.paper.catalogue import PAPERS
from tools.rulebook import RULES

PAGE = Path(__file__).resolve().parents[2] / "docs" / "explanation" / "coverage.md"
CODE = re.compile(r"`([^`]+)`")


def _column(number: int) -> list[str]:
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line[:1] == "|"][2:]
    return [row.strip("|").split("|")[number].strip() for row in rows]


def _codes(number: int) -> set[str]:
    return {code for cell in _column(number) for code in CODE.findall(cell)}


def test_every_kind_of_statement_serves_a_duty() -> None:
    assert _codes(1) == set(KINDS)


def test_every_subject_that_is_named_can_be_asked_about() -> None:
    assert _codes(2) <= {one.fold.name for one in PROJECTIONS}


def test_every_rule_holds_a_duty() -> None:
    named = {number for cell in _column(3) for number in cell.split()}

    assert named == {f"R{number:02}" for number in range(1, 37)} == {one.number for one in RULES}


def test_every_paper_prints_a_duty() -> None:
    assert _codes(4) == set(PAPERS)
