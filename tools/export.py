"""`segel export`: any list to its end, from a ledger's directory or from a server.

The file is whole or not there: what was cut off on the way takes nobody's place.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, NamedTuple, TypedDict, Unpack

import click
import httpx2

from api.dialect import DIALECTS
from domain.statement import time
from projections.listing import listings, pages
from tools.complaint import UNDECIDED, CommandError, same
from tools.folded import folded
from tools.progress import Bar
from tools.question import refusal
from tools.target import is_address
from tools.telling import JSON, LANG, spoken
from tools.tile import client
from tools.trust import explained
from tools.verdict import Language, Text

_LISTINGS = listings()
_JSON = "jsonl"


class _Options(TypedDict):
    """What the command is given beside its arguments."""

    form: str
    at: str | None
    as_json: bool
    lang: Language | None


class _Wanted(NamedTuple):
    noun: str
    form: str
    as_of: int | None
    at: datetime


class _Part(NamedTuple):
    """Bytes of the file, and what is known of it by then."""

    raw: bytes
    rows: int
    """So many of them are in the file by now."""
    total: int
    as_of: int


@click.command()
@click.argument("target")
@click.argument("noun", metavar="NOUN", type=click.Choice([*_LISTINGS]))
@click.option(
    "--format", "form", type=click.Choice([*DIALECTS]), default="csv", show_default=True,
    help="For a spreadsheet, or for a program.",
)  # fmt: skip
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="The file.")
@click.option("--as-of", type=click.IntRange(min=0), help="Leaf index; else the newest.")
@click.option("--at", metavar="TIME", help="Of findings: those that stand at this time; else now.")
@JSON
@LANG
def export(
    target: str, noun: str, output: Path | None, as_of: int | None, **told: Unpack[_Options]
) -> None:
    """Write the list NOUN of TARGET, a ledger's directory or a server's address.

    NOUN is boxes, places, findings, statements or another list of docs/reference/lists.md, where
    its columns stand. Without -o it goes to standard output. Every row begins with the leaf that
    brought it about. For programs there is a line of JSON for each row: --json, or --format jsonl.
    """
    form = _JSON if told["as_json"] else told["form"]
    wanted = _Wanted(noun, form, as_of, _stated(told["at"]))
    parts = _asked(target, wanted) if is_address(target) else _read(Path(target), wanted)
    with _written(output) as stream:
        last = _copy(parts, stream)
    said = Text(
        f"{output or '-'}: {last.rows} baris, per daun {last.as_of}",
        f"{output or '-'}: {last.rows} rows, as of leaf {last.as_of}",
    )
    click.echo(said.of(spoken(told["lang"])), err=True)


def _copy(parts: Iterator[_Part], stream: BinaryIO) -> _Part:
    """Write the parts down, and return the last one."""
    last = next(parts)
    stream.write(last.raw)
    with Bar("baris / rows", last.total) as bar:
        for last in parts:
            stream.write(last.raw)
            bar.reach(last.rows)
    return last


def _read(directory: Path, wanted: _Wanted) -> Iterator[_Part]:
    """Yield the file from a directory."""
    listing, dialect = _LISTINGS[wanted.noun], DIALECTS[wanted.form]
    with folded(directory) as opened:
        with opened.view(wanted.as_of) as view:
            as_of, total = view.as_of, listing.count(view, wanted.at)
        rows = 0
        yield _Part(dialect.begin(listing), rows, total, as_of)
        for page in pages(opened.view, listing, as_of, wanted.at):
            rows += len(page.rows)
            yield _Part(dialect.rows(listing, page.rows), rows, total, as_of)


def _asked(address: str, wanted: _Wanted) -> Iterator[_Part]:
    """Yield the file from a server; its rows are those that the server has promised."""
    url = f"{address.rstrip('/')}/export/{wanted.noun}.{wanted.form}"
    parameters = {"at": wanted.at.isoformat()}
    if wanted.as_of is not None:
        parameters["as_of"] = str(wanted.as_of)
    try:
        with client() as session, session.stream("GET", url, params=parameters) as answer:
            if not answer.is_success:
                advice = Text("periksa alamat dan --as-of", "look at address and --as-of")
                raise CommandError(refusal(answer), advice)
            total, as_of = (int(answer.headers[f"ledger-{name}"]) for name in ("rows", "as-of"))
            yield _Part(b"", 0, total, as_of)
            for raw in answer.iter_bytes():
                yield _Part(raw, 0, total, as_of)
            yield _Part(b"", total, total, as_of)
    except (httpx2.HTTPError, KeyError, ValueError) as error:
        what = explained(error) if isinstance(error, httpx2.HTTPError) else error
        advice = Text("coba lagi nanti", "try again later")
        raise CommandError(same(f"{address}: {what}"), advice, status=UNDECIDED) from error


def _stated(at: str | None) -> datetime:
    """Return the stated time, now unless another is asked for."""
    if at is None:
        return datetime.now(UTC)
    try:
        stated = time(at)
    except ValueError as error:
        raise click.BadParameter(f"--at: {error}") from error
    if stated.tzinfo is None:
        raise click.BadParameter("--at: want a zone, as in 2024-11-25T08:00:00+07:00")
    return stated


@contextmanager
def _written(output: Path | None) -> Iterator[BinaryIO]:
    """Open what is written to; a file takes its name when it is whole."""
    if output is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    draft = output.with_name(f".{output.name}.draft")
    try:
        with draft.open("wb") as stream:
            yield stream
        draft.replace(output)
    except OSError as error:
        advice = Text("pilih tempat lain", "choose another place")
        raise CommandError(same(error), advice) from error
    finally:
        draft.unlink(missing_ok=True)
