"""The first page is short, its two commands exist, and the verdict that it shows is a real one."""

import re
from pathlib import Path

import pytest

from tests.docs.transcript import ROOT, run, steps_of

README = (ROOT / "README.md").read_text(encoding="utf-8")
LINES_MAX = 120
ACTIVATE = ". .venv/bin/activate"
"""What a reader types first; a test finds `segel` without it."""


def about(lines: tuple[str, ...]) -> str:
    """Return what was printed without what changes with every practice ledger."""
    text = re.sub(r"[A-Za-z0-9+/]{43}=", "HASH", "\n".join(lines))
    return re.sub(r"\d[\d.,]*(?= |$|/\d|,)", "N", text, flags=re.MULTILINE)


def test_it_is_read_in_a_few_minutes() -> None:
    assert len(README.splitlines()) <= LINES_MAX


@pytest.mark.parametrize("target", ["demo", "test"])
def test_its_two_commands_are_in_the_makefile(target: str) -> None:
    assert f"\nmake {target} " in README
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)


def test_the_verdict_that_it_shows_is_what_the_commands_print(tmp_path: Path) -> None:
    steps = list(steps_of(README.replace("```text\n$ ", "```console\n$ ")))
    assert [step.command.split()[:2] for step in steps] == [
        [*ACTIVATE.split()],
        ["segel", "demo"],
        ["segel", "verify"],
    ]

    ran = run([step.command for step in steps[1:]], tmp_path)

    assert [done.status for done in ran] == [0, 0]
    assert [about(done.printed) for done in ran] == [about(step.printed) for step in steps[1:]]
    assert "LULUS" in steps[-1].printed[-1]


def test_the_numbers_that_say_why_are_there() -> None:
    assert "**3,441 of 820,161** polling stations" in README
