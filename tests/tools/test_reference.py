"""The reference pages are what the code says today, and say all of it."""

from pathlib import Path

import click
import pytest

from api.problems import PROBLEMS
from domain.catalogue import KINDS
from domain.policy import Thresholds
from ledger.settings import Settings
from tools.cli import main as segel
from tools.reference import FOLDER, PAGES, whole


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_what_the_code_makes_today(name: str) -> None:
    made = whole(PAGES[name])

    assert (FOLDER / name).read_text(encoding="utf-8") == made, (
        "the code has changed: run `python -m tools.reference`, read the difference, commit it"
    )


def test_the_keys_of_the_ledger_that_is_asked_leave_no_trace() -> None:
    assert PAGES["http.md"]() == PAGES["http.md"]()


def test_every_kind_has_its_section() -> None:
    page = PAGES["statements.md"]()

    assert all(f"### {name}\n\n**{kind.label}**" in page for name, kind in KINDS.items())


def test_every_field_of_every_kind_is_described() -> None:
    page = PAGES["statements.md"]()

    for name, kind in KINDS.items():
        section = page.split(f"### {name}\n")[1].split("\n### ")[0]
        fields = {*kind.statement.__struct_encode_fields__} - {"at"}
        assert {field for field in fields if f"- `{field}` (" not in section} == set()


def test_every_problem_has_its_section() -> None:
    page = PAGES["problems.md"]()

    assert all(f"## {slug}\n" in page for slug in PROBLEMS)


def test_every_rule_of_the_domain_has_its_section() -> None:
    page = PAGES["rules.md"]()

    for number in (1, 2, 4, 5, 6, 7, 8, 14, 18, 19, 20, 23, 24, 25, 27, 28, 29, 36):
        assert f"\n## R{number:02} " in page


def test_every_threshold_is_listed_once() -> None:
    page = PAGES["rules.md"]()

    assert all(page.count(f" `{name}`, ") == 1 for name in Thresholds.__struct_fields__)


def test_every_command_has_its_section() -> None:
    page = PAGES["commands.md"]()

    assert all(f"## segel {name}\n" in page for name in segel.list_commands(click.Context(segel)))


def test_every_setting_is_listed() -> None:
    page = PAGES["settings.md"]()

    assert all(f"`SEGEL_{name.upper()}`" in page for name in Settings.model_fields)


def test_the_folder_holds_no_page_that_nobody_makes_or_writes() -> None:
    by_hand = {"formats.md"}

    assert {path.name for path in Path(FOLDER).iterdir()} == {*PAGES, *by_hand}
