"""What every reading command shares: `--json`, `--lang`, and an exit status."""

import json

import click
import pytest
from click.testing import CliRunner

from tools.telling import Told, telling
from tools.verdict import Text


@click.group()
@click.option("--lang", default="id")
@click.pass_context
def main(ctx: click.Context, lang: str) -> None:
    ctx.obj = lang


@main.command()
@click.argument("name")
@telling
def greet(name: str) -> Told:
    return Told({"name": name, "sign": "→"}, [Text(f"halo {name}", f"hello {name}")], 3)


def ran(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, words)
    return result.exit_code, result.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("greet", "Ani"), "halo Ani\n"),
        (("--lang", "en", "greet", "Ani"), "hello Ani\n"),
        (("greet", "Ani", "--lang", "en"), "hello Ani\n"),
        (("--lang", "en", "greet", "Ani", "--lang", "id"), "halo Ani\n"),
    ],
)
def test_people_are_answered_in_their_language(words: tuple[str, ...], said: str) -> None:
    assert ran(*words) == (3, said)


def test_programs_get_json_in_any_language() -> None:
    status, out = ran("--lang", "en", "greet", "Ani", "--json")

    assert (status, json.loads(out)) == (3, {"name": "Ani", "sign": "→"})


def test_what_a_terminal_would_obey_is_spelled_out() -> None:
    assert ran("greet", "\x1b[2J")[1] == "halo \\u001b[2J\n"
    assert json.loads(ran("greet", "\x1b[2J", "--json")[1])["name"] == "\x1b[2J"
