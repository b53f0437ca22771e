"""The docstring under an assignment is found again."""

import ast

import pytest

import domain.statement
from domain.access import AccessGranted, VisitorReported
from tools.remark import one_line, paragraphs, remarks


def test_a_field_has_the_words_under_it() -> None:
    found = remarks(VisitorReported)

    assert found["permission"].words == "The number of the written permission."


def test_a_field_without_words_has_none() -> None:
    assert remarks(AccessGranted)["badge"].words == ""


def test_fields_of_the_class_below_come_first() -> None:
    assert next(iter(remarks(VisitorReported))) == "at"


def test_an_annotation_keeps_the_alias_that_was_written() -> None:
    annotation = remarks(VisitorReported)["host"].annotation

    assert annotation is not None
    assert ast.unparse(annotation) == "UnitId | None"


def test_a_name_of_a_module_has_the_words_under_it() -> None:
    assert remarks(domain.statement)["JournalId"].words == "`16.08/kpu/gudang-03`."


def test_words_over_several_lines_become_one() -> None:
    assert remarks(VisitorReported)["visitor"].words.count("\n") == 0
    assert one_line("a\n   b") == "a b"


@pytest.mark.parametrize("text", [None, "", "\n"])
def test_nothing_has_no_words(text: str | None) -> None:
    assert one_line(text) == ""
    assert paragraphs(text) == []


def test_paragraphs_are_kept_apart() -> None:
    assert paragraphs("One\ntwo.\n\n  Three.\n") == ["One two.", "Three."]
