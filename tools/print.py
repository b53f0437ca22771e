"""`segel print`: a paper for people's ink, out of a ledger's directory, as HTML or PDF.

The same directory, leaf and openings give the same bytes.  Nothing is written into the ledger; who
has signed the paper photographs it and files the photograph's hash.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypedDict, Unpack

import click
import msgspec
from sqlalchemy.exc import OperationalError

from api.typesetting import NoPdfError, heading, html, pdf
from domain.disclosure import Opening
from ledger import file
from ledger.errors import LedgerError
from ledger.tlog.errors import TlogError
from projections.errors import NotFoldedError, PaperError
from projections.paper.archive import Archive
from projections.paper.catalogue import PAPERS, made
from projections.paper.proof import proof
from tools.complaint import UNDECIDED, WRONG_USE, CommandError, same
from tools.folded import REBUILD, Folded, folded, too_early
from tools.verdict import Text

FORMATS = (".html", ".pdf")

_KINDS = "\n".join(
    f"  {kind.name} {' '.join(kind.subjects)}: {kind.label} / {kind.english}"
    for kind in PAPERS.values()
)


class _Options(TypedDict):
    """What the command is given beside its arguments."""

    as_of: int | None
    openings: Path | None
    output: Path


@click.command(
    "print",
    epilog="\b\nKIND with its subjects (HANDOVER: a leaf or a consignment; DATE: 2024-11-25):\n"
    + _KINDS,
)
@click.argument("directory", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("kind", type=click.Choice([*PAPERS]), metavar="KIND")
@click.argument("subjects", nargs=-1, metavar="SUBJECT...")
@click.option("--as-of", type=click.IntRange(min=0), help="Leaf index; else the newest.")
@click.option(
    "--openings",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="JSON lines that open sealed values; without them they stay closed.",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, help="FILE.html or FILE.pdf"
)
def command(
    directory: Path, kind: str, subjects: tuple[str, ...], **options: Unpack[_Options]
) -> None:
    """Print a paper of the ledger in DIRECTORY.

    Without PDF on this machine write HTML: every browser prints it on A4.
    """
    output, openings = options["output"], options["openings"]
    check_format(output)
    keys = () if openings is None else read_openings(openings)
    with _answers(), folded(directory) as opened:
        text, told = _set(opened, (kind, subjects), (options["as_of"], keys), output)
    write(output, text)
    click.echo(f"{output}: {told}")


def check_format(output: Path) -> None:
    """Refuse a file of another kind before anything is done.

    Raises:
        UsageError: The name ends otherwise.
    """
    if output.suffix not in FORMATS:
        raise click.UsageError("the file's name ends in .html or .pdf")


def write(output: Path, text: str) -> None:
    """Write a paper as its file's name says.

    Raises:
        CommandError: PDF cannot be made here, or the disk did not take the file.
    """
    try:
        raw = text.encode() if output.suffix == ".html" else pdf(text)
        file.replace(output, raw)
    except NoPdfError as error:
        what = Text(
            f"PDF tidak dapat dibuat di mesin ini: {error.reason}",
            f"PDF cannot be made on this machine: {error.reason}",
        )
        advice = Text(
            "tulis .html dan cetak dari peramban; atau pasang `pip install segel[pdf]` "
            "(Debian: juga libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)",
            "write .html and print it from a browser; or install `pip install segel[pdf]` "
            "(Debian: libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 too)",
        )
        raise CommandError(what, advice) from error
    except OSError as error:
        advice = Text("pilih tempat lain", "choose another place")
        raise CommandError(same(error), advice) from error


def read_openings(path: Path) -> tuple[Opening, ...]:
    """Read openings, one JSON object per line.

    Raises:
        CommandError: A line is none.
    """
    found = []
    lines = path.read_bytes().splitlines()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            found.append(msgspec.json.decode(line, type=Opening))
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            what = Text(f"{path}:{number}: bukan pembuka: {error}", f"{path}:{number}: {error}")
            advice = Text("beri berkas pembuka", "give a file of openings")
            raise CommandError(what, advice, status=WRONG_USE) from error
    return tuple(found)


def _set(
    opened: Folded,
    what: tuple[str, tuple[str, ...]],
    how: tuple[int | None, tuple[Opening, ...]],
    output: Path,
) -> tuple[str, str]:
    """Return a paper as HTML for its file, and in words what it is."""
    as_of, openings = how
    with opened.view(as_of) as view:
        archive = Archive(view, opened.log, openings)
        paper = made(archive, *what)
        proven = None if paper.proven is None else proof(opened.log, paper.proven)
        head = heading(archive.charter, opened.log.entries(0, 1)[0].leaf)
        told = f"{paper.title}, seperti pada daun / as of leaf {view.as_of}"
        is_for_pdf = output.suffix == ".pdf"
        return html(paper, head, view.as_of, proven, is_for_pdf=is_for_pdf), told


@contextmanager
def _answers() -> Iterator[None]:
    """Say in words what keeps a paper from being made."""
    try:
        yield
    except PaperError as error:
        advice = Text("periksa jenis dan pokoknya", "look at the kind and its subjects")
        words = Text(error.indonesian, error.english)
        raise CommandError(words, advice, status=WRONG_USE) from error
    except NotFoldedError as error:
        raise too_early(error) from error
    except (LedgerError, OperationalError) as error:
        raise CommandError(same(error), REBUILD, status=UNDECIDED) from error
    except TlogError as error:
        advice = Text("periksa dengan `segel verify`", "examine it with `segel verify`")
        raise CommandError(same(error), advice) from error
