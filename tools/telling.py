"""Telling: how every command that only reads says what it has found.

For people in Indonesian or in English, for programs as JSON: one option each, and one way to print.
A command gives back what it has found; it prints nothing itself.

    @click.command()
    @telling
    def status(directory: Path) -> Told: ...
"""

import json
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any, Final, NamedTuple

import click

from tools.verdict import Language, Text, shown

JSON: Final = click.option("--json", "as_json", is_flag=True, help="Print it for programs.")
LANG: Final = click.option(
    "--lang", type=click.Choice(["id", "en"]), help="Language of what is printed."
)


class Told(NamedTuple):
    """What a command has found."""

    value: Mapping[str, Any]
    """For programs; equal for equal input."""
    lines: Iterable[Text]
    """For people."""
    status: int = 0
    """The exit status."""
    remarks: Iterable[Text] = ()
    """For people, beside what others may read on: on standard error."""


def telling(command: Callable[..., Told]) -> Callable[..., None]:
    """Give a command `--json` and `--lang`, and print what it returns."""

    @JSON
    @LANG
    @wraps(command)
    def told(*args: object, as_json: bool, lang: Language | None, **kwargs: object) -> None:
        found = command(*args, **kwargs)
        if as_json:
            click.echo(shown(json.dumps(found.value, ensure_ascii=False, indent=1)))
        else:
            for line in found.lines:
                click.echo(shown(line.of(spoken(lang))))
            for remark in found.remarks:
                click.echo(shown(remark.of(spoken(lang))), err=True)
        click.get_current_context().exit(found.status)

    return told


def spoken(lang: Language | None) -> Language:
    """Return the language that was asked for: behind the command's name, or before it."""
    language: Language = lang or click.get_current_context().obj or "id"
    return language
