"""What a device does offline: sign the next statement of its journal."""

import sys
from pathlib import Path

import click

from domain import canonical
from domain.catalogue import NotUnderstood, read
from ledger.journal import STATEMENT
from tools.complaint import WRONG_USE, CommandError
from tools.logbook import Logbook, journal_at
from tools.verdict import Text

FOLDER = click.Path(path_type=Path, file_okay=False, exists=True)


@click.command()
@click.argument("journal", type=FOLDER)
@click.argument("body", default="-")
@click.option("--unread", is_flag=True, help="Sign also what the catalogue does not understand.")
def sign(journal: Path, body: str, *, unread: bool) -> None:
    """Sign BODY, a JSON object, as the next statement of the folder JOURNAL.

    BODY is JSON, a file's name, or `-` for standard input. The note's file is printed.
    Begin a journal with `segel key begin`.
    """
    line = _canonical(_text(body))
    understood = read(line)
    if isinstance(understood, NotUnderstood) and not unread:
        raise CommandError(
            Text(
                f"isi tidak dipahami: {understood.reason}",
                f"the body is not understood: {understood.reason}",
            ),
            Text(
                "perbaiki isinya, atau beri --unread: catatan disimpan utuh, tetapi tak dibaca",
                "mend it, or give --unread: the note is kept whole, but not read",
            ),
            status=WRONG_USE,
        )
    with journal_at(journal) as logbook:
        click.echo(_signed(logbook, line))


def _signed(logbook: Logbook, line: bytes) -> Path:
    return logbook.sign(STATEMENT, f"{line.decode()}\n")


def _text(body: str) -> bytes:
    if body == "-":
        return sys.stdin.buffer.read()
    if body.lstrip().startswith("{"):
        return body.encode()
    try:
        return Path(body).read_bytes()
    except OSError as error:
        raise click.BadParameter(f"{body}: {error.strerror}") from error


def _canonical(text: bytes) -> bytes:
    """Return the body in the one form that two languages read alike."""
    try:
        return canonical.encode(canonical.decode(text))
    except ValueError as error:
        raise CommandError(
            Text(f"isi bukan JSON kanonik: {error}", f"the body has no canonical form: {error}"),
            Text(
                "tulis objek JSON dengan kunci huruf kecil, tanpa pecahan",
                "write a JSON object with lower-case keys and without fractions",
            ),
            status=WRONG_USE,
        ) from error
