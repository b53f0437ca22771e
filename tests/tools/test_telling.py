"""What every reading command shares: `--json`, `--lang`, and an exit status; and that all do."""

import json
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from tests.support.command import segel
from tests.support.recital import BOX, told
from tests.support.server import Desk
from tools.cli import main as segel_itself
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


READS = {
    "verify", "proof", "show", "findings", "gaps", "diff", "replay", "status", "doctor", "export",
    "key show", "charter show", "recover show", "reader list",
}  # fmt: skip
"""They change nothing but a file that was asked for with -o."""

ACTS = {
    "bundle", "paper", "print", "labels", "equivocation", "monitor", "demo",
    "key new", "key request", "key begin", "charter draft", "charter sign",
    "enrol", "resume", "revoke", "policy", "sign", "import", "boundaries", "submit",
    "init", "backup", "restore", "recover sign", "recover apply", "serve",
    "reader invite", "reader token", "reader revoke", "tls", "publish", "mirror", "rebuild",
    "witness init", "witness add-log", "witness serve",
}  # fmt: skip
"""They make, sign or serve something, or keep what they have seen; a monitor's alerts are lines of
JSON already."""

LATE = "2024-12-31T08:00:00+07:00"


def leaves(command: click.Command, name: str = "") -> Iterator[tuple[str, click.Command]]:
    """Yield every command that does something, with its name as it is typed."""
    if not isinstance(command, click.Group):
        yield name, command
        return
    ctx = click.Context(command)
    for below in command.list_commands(ctx):
        found = command.get_command(ctx, below)
        assert found is not None
        yield from leaves(found, f"{name} {below}".strip())


COMMANDS = dict(leaves(segel_itself))


def test_every_command_is_known_to_read_or_to_act() -> None:
    assert set(COMMANDS) == READS | ACTS


@pytest.mark.parametrize("name", sorted(READS))
def test_a_reading_command_takes_json_and_lang(name: str) -> None:
    options = {option for one in COMMANDS[name].params for option in one.opts}

    assert {"--json", "--lang"} <= options


@pytest.fixture(name="hall", scope="module")
def _hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A served small election, and its charter as a file."""
    with told(tmp_path_factory.mktemp("reading")) as hall:
        path = hall.place.path
        (path.parent / "charter").write_bytes(hall.place.ledger.tree.entries(0, 1)[0].note)
        yield hall


def words(name: str, path: Path) -> list[object]:
    """Return what is typed behind a command's name."""
    known: dict[str, list[object]] = {
        "proof": [path, 3],
        "show": [BOX, path, "--at", LATE],
        "findings": [path, "--at", LATE],
        "gaps": [path, "--at", LATE],
        "diff": [path, path],
        "export": [path, "places"],
        "charter show": [path.parent / "charter"],
    }
    return known.get(name, [path])


@pytest.mark.parametrize("name", sorted(READS - {"recover show"}))
def test_programs_read_its_answer_in_any_language(hall: Desk, name: str) -> None:
    typed = [*name.split(), *words(name, hall.place.path)]
    indonesian = segel(*typed, "--json", "--lang", "id")
    english = segel(*typed, "--json", "--lang", "en")

    assert indonesian.status in {0, 1, 3}, indonesian.err
    rows = indonesian.out.splitlines() if name == "export" else [indonesian.out]
    assert [isinstance(json.loads(row), dict) for row in rows] == [True] * len(rows)
    if name not in {"status", "doctor"}:  # they tell the age of things
        assert indonesian.out == english.out


@pytest.mark.parametrize(
    "name", sorted(READS - {"recover show", "key show", "proof", "reader list"})
)
def test_people_read_it_in_the_language_that_they_ask_for(hall: Desk, name: str) -> None:
    typed = [*name.split(), *words(name, hall.place.path)]
    before, behind = segel("--lang", "en", *typed), segel(*typed, "--lang", "en")
    indonesian = segel(*typed)

    assert before.status == behind.status == indonesian.status
    assert _steady(before.out + before.err) == _steady(behind.out + behind.err)
    assert _steady(before.out + before.err) != _steady(indonesian.out + indonesian.err)


def _steady(text: str) -> str:
    """Leave out how long it took."""
    return "\n".join(line for line in text.splitlines() if " s, " not in line and " s " not in line)
