"""`segel labels`: sheets of seal tags and of box labels with QR codes, A4, as HTML or PDF.

Tags are random: from the system, or from a seed or a list that is handed in, for the same sheet
once more.  The list of what was printed is what goes into the stock of seals.
"""

import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import TypedDict, Unpack

import click

from api.typesetting import html
from domain.checkdigit import unprinted
from ledger import file
from projections.errors import PaperError
from projections.paper.tag import KIND, box_sheet, tag_sheet, tags
from tools.complaint import WRONG_USE, CommandError, same
from tools.print import check_format, write
from tools.verdict import Text

_NAMES_MAX = 5000
_NAME_LETTERS_MAX = 128
_SEED_BYTES_NEW = 32


class _Options(TypedDict):
    """What the command is given beside its arguments."""

    count: int
    seed: Path | None
    ids: Path | None
    listed: Path | None
    output: Path


@click.command()
@click.argument("kind", type=click.Choice(["tag", "kotak"]))
@click.option("--count", type=click.IntRange(1, _NAMES_MAX), default=24, show_default=True)
@click.option(
    "--seed",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="File of random bytes from which the tags follow; keep it secret.",
)
@click.option(
    "--ids",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="File with one number per line: of boxes, or of tags to be printed again.",
)
@click.option("--list", "listed", type=click.Path(path_type=Path), help="Write the numbers here.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, help="FILE.html or FILE.pdf"
)
def command(kind: str, **options: Unpack[_Options]) -> None:
    """Print labels: `tag` for our own seals, `kotak` for boxes.

    Box labels with the names of places come from `segel print DIRECTORY label-kotak`.
    """
    seed, ids, output = options["seed"], options["ids"], options["output"]
    check_format(output)
    if kind == "kotak" and ids is None:
        raise click.UsageError("box labels want --ids")
    if seed is not None and ids is not None:
        raise click.UsageError("give --seed or --ids, not both")
    try:
        names = read_names(ids) if ids is not None else tags(_seed(seed), options["count"])
    except PaperError as error:
        advice = Text("ganti benih atau jumlah", "take another seed or number")
        what = Text(error.indonesian, error.english)
        raise CommandError(what, advice, status=WRONG_USE) from error
    paper = tag_sheet(names) if kind == "tag" else box_sheet(names)
    write(output, html(paper, None, None))
    if options["listed"] is not None:
        _write_list(options["listed"], kind, names)
    click.echo(f"{output}: {len(names)} label / labels")


def read_names(path: Path) -> tuple[str, ...]:
    """Read numbers, one per line, with or without their check character.

    Raises:
        CommandError: A line that is no number, one that stands there twice, or none at all.
    """
    names: dict[str, int] = {}
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(same(error), Text("beri teks UTF-8", "give UTF-8 text")) from error
    for number, line in enumerate(lines, start=1):
        name = line.strip().removeprefix(f"{KIND}:")
        if not name:
            continue
        fault = _fault(name, names)
        if fault is not None:
            what = Text(f"{path}:{number}: {fault.id}", f"{path}:{number}: {fault.en}")
            advice = Text("perbaiki baris itu", "mend that line")
            raise CommandError(what, advice, status=WRONG_USE)
        names[name] = number
    if not 0 < len(names) <= _NAMES_MAX:
        what = Text(
            f"{path}: {len(names)} nomor; 1 sampai {_NAMES_MAX}",
            f"{path}: {len(names)} numbers; want 1 to {_NAMES_MAX}",
        )
        raise CommandError(what, Text("bagi daftarnya", "split the list"), status=WRONG_USE)
    return tuple(names)


def _fault(name: str, names: dict[str, int]) -> Text | None:
    """Tell what is wrong with a number, if anything is."""
    if name in names:
        return Text(f"sudah di baris {names[name]}", f"is on line {names[name]} already")
    if len(name) > _NAME_LETTERS_MAX or not name.isprintable():
        return Text("bukan nomor", "is no number")
    if unprinted(name) in names:
        return Text("sudah ada tanpa huruf periksa", "is there already without its check character")
    return None


def _seed(path: Path | None) -> bytes:
    return secrets.token_bytes(_SEED_BYTES_NEW) if path is None else path.read_bytes()


def _write_list(path: Path, kind: str, names: Sequence[str]) -> None:
    start = f"{KIND}:" if kind == "tag" else ""
    try:
        file.replace(path, "".join(f"{start}{name}\n" for name in names).encode())
    except OSError as error:
        kept = Text("lembar label sudah tertulis", "the sheet of labels is written")
        advice = Text("pilih tempat lain", "choose another place")
        raise CommandError(same(error), advice, kept=kept) from error
