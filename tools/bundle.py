"""`segel bundle`: one file about one box, place or span of time, for somebody without the log.

Reads a ledger's directory and its projections, beside a running server or without one, and writes
nothing into it.  What the file proves it proves by itself; the directory is not trusted for it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from sqlalchemy.exc import OperationalError

from ledger import file
from ledger.bundle import Asked, Bundle, Scope
from ledger.errors import LedgerError, RefusedError
from ledger.tlog.errors import TlogError
from projections import selection
from tools.complaint import UNDECIDED, WRONG_USE, CommandError, same
from tools.folded import REBUILD, folded
from tools.verdict import Text


@click.command()
@click.argument("directory", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--box", help="Everything that touches this box.")
@click.option("--place", help="Everything that touches this place, or what is at it.")
@click.option("--seal", help="Everything that touches this numbered seal.")
@click.option("--journal", help="Everything that this journal has signed, or is about it.")
@click.option("--leaf", help="One leaf, by its index, and what cites it.")
@click.option("--from", "start", metavar="TIME", help="Statements whose stated time is not before.")
@click.option("--to", "end", metavar="TIME", help="And not after; both with a zone, RFC 3339.")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The file.")
def bundle(
    directory: Path, start: str | None, end: str | None, output: Path, **of: str | None
) -> None:
    """Write an evidence file about one subject of the ledger in DIRECTORY.

    Give exactly one of --box, --place, --seal, --journal, --leaf, or --from with --to.
    """
    scope = _scope(of, start, end)
    made = _made(directory, scope)
    raw = made.serialise()
    try:
        file.replace(output, raw)
    except OSError as error:
        raise CommandError(
            same(error), Text("pilih tempat lain", "choose another place")
        ) from error
    chosen = sum(one.is_chosen for one in made.leaves)
    click.echo(
        f"{output}: {chosen} catatan dipilih / notes chosen, {len(made.leaves)} semuanya / in all, "
        f"{len(raw)} B, log {made.tree.size}"
    )


def _scope(of: dict[str, str | None], start: str | None, end: str | None) -> Scope:
    asked = [(Asked(word), text) for word, text in of.items() if text is not None]
    if start is not None and end is not None:
        asked.append((Asked.TIME, f"{start} {end}"))
    if len(asked) != 1 or (start is None) != (end is None):
        raise click.UsageError("ask for exactly one thing: a subject, or --from with --to")
    try:
        return Scope.parse(Scope(*asked[0]).line())
    except TlogError as error:
        raise click.UsageError(str(error)) from error


def _made(directory: Path, scope: Scope) -> Bundle:
    with _answers(), folded(directory) as opened, opened.view() as now:
        made = selection.bundle(now, opened.log, scope)
        behind = opened.log.size - 1 - now.position
    if made is None:
        raise CommandError(
            Text(
                f"tidak ada catatan tentang `{scope.line()}` di log yang tercakup checkpoint",
                f"nothing in the log under its checkpoint is about `{scope.line()}`",
            ),
            Text("periksa ejaannya", "check how it is spelled"),
        )
    if behind > 0:
        click.echo(
            f"{behind} daun terbaru belum diolah proyeksi / newest leaves are not folded yet",
            err=True,
        )
    return made


@contextmanager
def _answers() -> Iterator[None]:
    """Say in words what keeps a file from being made."""
    try:
        yield
    except RefusedError as error:
        advice = Text("periksa dengan `segel verify`", "examine it with `segel verify`")
        raise CommandError(same(error), advice) from error
    except (LedgerError, OperationalError) as error:
        raise CommandError(same(error), REBUILD, status=UNDECIDED) from error
    except TlogError as error:
        advice = Text("minta rentang yang lebih sempit", "ask for a narrower span")
        raise CommandError(same(error), advice) from error
    except (TypeError, ValueError) as error:  # a time without a zone cannot be compared
        advice = Text(
            "beri waktu seperti 2024-11-25T08:00:00+07:00",
            "give times like 2024-11-25T08:00:00+07:00",
        )
        raise CommandError(same(error), advice, status=WRONG_USE) from error
