"""The reference pages, made from the code: `python -m tools.reference` writes docs/reference.

What the code says of itself is put in order here and never written twice.  A test makes the pages
again and compares, so a page that is not true any more fails the check.
"""

import asyncio
import json
import os
import secrets
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import click

from api.answer import PROBLEM_TYPE
from api.app import open_app
from api.problems import PROBLEMS
from api.remark import one_line, remarks
from ledger.charter import Charter
from ledger.founding import found
from ledger.settings import Settings
from ledger.tlog.note import SignerKey
from tools.cli import main as segel
from tools.intake.manual import page as imports
from tools.inventory import page as lists
from tools.lexicon import page as statements
from tools.markdown import WIDTH, bullets, filled
from tools.rulebook import page as rules

FOLDER: Final = Path(__file__).resolve().parent.parent / "docs" / "reference"

_PLAIN_MAX: Final = 10_000
"""A bound above it is a bound of JSON's, not of ours."""

_SAMPLE_LINES: Final = 24

_MADE: Final = "<!-- Dibuat oleh `python -m tools.reference`; jangan disunting. Do not edit. -->"


def main() -> int:
    """Make every page, then write them all; return 0."""
    made = {name: whole(page) for name, page in PAGES.items()}
    for name, text in made.items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    return 0


def whole(page: Callable[[], str]) -> str:
    """Return a page as it stands in its file."""
    return f"{_MADE}\n\n{page().rstrip()}\n"


def problems() -> str:
    """Return the page of everything that the HTTP interface can refuse."""
    rows = [
        ("status", "type", "Bahasa Indonesia", "English", "retry"),
        ("---",) * 5,
        *(
            (str(one.status), f"[`{one.slug}`](#{one.slug})", one.title, one.title_en, one.retry)
            for one in PROBLEMS.values()
        ),
    ]
    sections = (
        "\n\n".join(
            (
                f"## {one.slug}",
                f"{one.status}, `type`: `{one.type}`"
                + (f", `Retry-After: {one.retry_after}`" if one.retry_after else ""),
                f"**{one.title}.** {one.advice}",
                f"**{one.title_en}.** {one.advice_en}",
            )
        )
        for one in PROBLEMS.values()
    )
    return "\n\n".join(
        (
            "# Masalah / Problems",
            filled(
                "Every failure is an RFC 9457 document (`application/problem+json`) with `status`, "
                "`type`, `title` (Indonesian), `title_en`, `detail`, `retry`. `same-bytes`: send "
                "the same bytes again later. `never`: these bytes can never be taken."
            ),
            "\n".join(f"| {' | '.join(row)} |" for row in rows),
            *map(_filled_parts, sections),
        )
    )


def settings() -> str:
    """Return the page of what the environment can change."""
    words = remarks(Settings)
    prefix = Settings.model_config.get("env_prefix", "")
    return "\n\n".join(
        (
            "# Setelan / Settings",
            "Read from the environment when a command starts.",
            bullets(
                (
                    *(
                        f"`{prefix}{name.upper()}` (default `{field.default}`): {words[name].words}"
                        for name, field in Settings.model_fields.items()
                    ),
                    *(
                        f"`{one.envvar}` (default `{one.default}`): {one.help}"
                        for one in segel.params
                        if isinstance(one, click.Option) and one.envvar
                    ),
                )
            ),
        )
    )


def commands() -> str:
    """Return the page of every command with its help."""
    context = click.Context(
        segel, info_name="segel", terminal_width=WIDTH, **segel.context_settings
    )
    return "\n\n".join(("# Perintah / Commands", *_helps(segel, context)))


def http() -> str:
    """Return the page of every address that a served ledger answers at."""
    with tempfile.TemporaryDirectory() as folder:
        document = _openapi(Path(folder) / "ledger")
    sections = (
        _operation(f"{method.upper()} {path}", operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    )
    return "\n\n".join(
        (
            "# Antarmuka HTTP / HTTP interface",
            filled(
                "A served ledger has the same for programs at `/openapi.json`, with every example. "
                "The samples were recorded from a practice ledger; a test plays them again."
            ),
            filled(
                "Nama yang tidak dapat berdiri di alamat (`..`, ganti baris, `//`, akhir `.json`) "
                "ditulis `~` dan heksadesimal UTF-8-nya. / A name that cannot stand in an address "
                "is written as `~` and the hexadecimal digits of its UTF-8: `/boxes/~2e2e` is the "
                "box that somebody called `..`."
            ),
            *sections,
        )
    )


PAGES: Final[dict[str, Callable[[], str]]] = {
    "statements.md": statements,
    "rules.md": rules,
    "lists.md": lists,
    "imports.md": imports,
    "problems.md": problems,
    "http.md": http,
    "commands.md": commands,
    "settings.md": settings,
}
"""File -> what makes it."""


def _filled_parts(section: str) -> str:
    return "\n\n".join(
        part if part.startswith("#") else filled(part) for part in section.split("\n\n")
    )


def _helps(command: click.Command, context: click.Context) -> Iterator[str]:
    yield f"## {context.command_path}"
    yield f"```text\n{command.get_help(context)}\n```"
    if not isinstance(command, click.Group):
        return
    for name in command.list_commands(context):
        below = command.get_command(context, name)
        if below is not None:
            inner = click.Context(below, parent=context, info_name=name, terminal_width=WIDTH)
            yield from _helps(below, inner)


def _openapi(path: Path) -> dict[str, Any]:
    """Found a ledger for the moment, and ask its server what it answers."""
    key = {
        name: SignerKey.from_seed(name, secrets.token_bytes(32)) for name in ("x", "c", "a", "b")
    }
    log, clerk, *registrars = (signer.verifier for signer in key.values())
    draft = Charter("x", "x", log, clerk, tuple(registrars), 2, "quorum none\n")
    raw = f"{draft.text()}\n".encode()
    for signer in key.values():
        raw = draft.signed(raw, signer)
    found(path, raw, (key["x"], key["c"]), time.time_ns() // 1_000_000)
    app = open_app(path)

    async def opened_and_closed() -> dict[str, Any]:
        async with app.router.lifespan_context(app):
            return app.openapi()

    return asyncio.run(opened_and_closed())


def _operation(title: str, operation: dict[str, Any]) -> str:
    answers, refusals = [], list[str]()
    taken = ", ".join(f"`{kind}`" for kind in operation.get("requestBody", {}).get("content", {}))
    for status, answer in operation["responses"].items():
        for kind, content in answer.get("content", {}).items():
            if kind == PROBLEM_TYPE:
                refusals += [f"`{slug}`" for slug in content["examples"]]
                continue
            paths = dict.fromkeys(one["summary"] for one in content.get("examples", {}).values())
            shown = ", ".join(f"`{path}`" for path in paths)
            answers.append(f"**{status}** `{kind}`" + (f", for example {shown}" if shown else ""))
    parts = (
        f"## {title}",
        filled(one_line(operation["description"])),
        bullets(map(_parameter, operation.get("parameters", []))),
        bullets(
            [
                *([f"takes {taken}"] if taken else []),
                *answers,
                f"[problems](problems.md): {', '.join(dict.fromkeys(refusals))}",
            ]
        ),
        _sample(operation),
    )
    return "\n\n".join(part for part in parts if part)


def _parameter(parameter: dict[str, Any]) -> str:
    schema = parameter["schema"]
    choices = [one for one in schema.get("anyOf", [schema]) if one.get("type") != "null"]
    words = " or ".join(map(_accepted, choices))
    needed = ", required" if parameter.get("required") else ""
    default = f", default `{schema['default']}`" if schema.get("default") else ""
    return f"`{parameter['name']}` ({parameter['in']}{needed}): {words}{default}"


def _accepted(schema: dict[str, Any]) -> str:
    match schema:
        case {"enum": known}:
            return ", ".join(f"`{word}`" for word in known)
        case {"pattern": pattern}:
            return f"`{pattern}`"
        case {"maximum": most} if most <= _PLAIN_MAX:
            return f"number, at most {most}"
        case _:
            return {"integer": "number", "boolean": "`true` or `false`"}.get(schema["type"], "text")


def _sample(operation: dict[str, Any]) -> str:
    """Return the first JSON answer that was recorded, its end left out if it is long."""
    for status, answer in operation["responses"].items():
        examples = answer.get("content", {}).get("application/json", {}).get("examples", {})
        for one in examples.values() if status.startswith("2") else ():
            text = json.dumps(one["value"], ensure_ascii=False, indent=1)
            lines = [line if len(line) < WIDTH else f"{line[:WIDTH]}…" for line in text.split("\n")]
            kept = lines if len(lines) <= _SAMPLE_LINES else [*lines[:_SAMPLE_LINES], "…"]
            return "\n".join(("```text", *kept, "```"))
    return ""


if __name__ == "__main__":
    os.environ.pop("SEGEL_LANG", None)
    sys.exit(main())
