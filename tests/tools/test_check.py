"""Tests of `tools.check`."""

import pytest

from tools import check


def test_a_content_checker_passes_and_its_words_are_left_out(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert check.passes("style", ("ruff", "version"))

    printed = capsys.readouterr().out
    assert printed.startswith("check: style        ok")
    assert printed.count("\n") == 1


def test_a_checker_that_found_something_fails_and_is_heard(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert not check.passes("style", ("ruff", "no-such-command"))

    printed = capsys.readouterr().out
    assert printed.startswith("check: style        FAILED")
    assert "no-such-command'" in printed


def test_the_project_asks_for_style_format_types_layers_and_dependencies() -> None:
    assert list(check.CHECKS) == ["style", "format", "types", "layers", "dependencies"]
