"""An old backup put back, and nothing newer anywhere: the log goes on by the registrars' word.

Three steps, by different people: the operator reads what is missing (`show`), each
registrar signs the line in its own journal (`sign`), and the operator brings the
notes to the directory (`apply`).  Everything else is tried first, because what is
recovered so stays lost until the devices have sent it again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from ledger.application import Ledger
from ledger.errors import LedgerError, MalformedNoteError, OversizeError, RecoveryError
from ledger.journal import REGISTER, Entry
from ledger.salvage import Loss, loss, salvage
from ledger.tlog.errors import TlogError
from ledger.tlog.text import parse_hash, parse_number, to_base64
from projections.building import Files
from tools.complaint import WRONG_USE, CommandError, same
from tools.device import FOLDER
from tools.logbook import Logbook, journal_at
from tools.operator import DIRECTORY, answers, clock
from tools.telling import Told, telling
from tools.verdict import Text


@click.group()
def recover() -> None:
    """Let a log go on after entries that it had signed for were lost for good."""


@recover.command()
@click.argument("directory", type=DIRECTORY)
@telling
def show(directory: Path) -> Told:
    """Tell what the ledger in DIRECTORY has lost, and which line the registrars would sign."""
    with _answers():
        found = loss(directory)
    value = {"signed": found.signed.size, "kept": found.kept.size, "line": found.line}
    return Told(value, [*_lines(found), same(found.line)])


@recover.command()
@click.argument("journal", type=FOLDER)
@click.argument("line")
@click.option(
    "--policy",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A tlog-policy that is to be in force from then on: witnesses with new keys.",
)
def sign(journal: Path, line: str, policy: Path | None) -> None:
    """Sign LINE, as `segel recover show` has printed it, in the registrar's folder JOURNAL.

    The note cites the recovered tree itself, whatever newer checkpoint the folder holds.
    """
    seen = _read(line)
    lines = [line]
    if policy is not None:
        lines.append(f"policy {to_base64(policy.read_bytes())}")
    with journal_at(journal) as logbook:
        signed = logbook.sign(REGISTER, "".join(f"{one}\n" for one in lines), seen)
        if logbook.seen()[0] > seen[0]:
            logbook.give_up()
    click.echo(signed)


@recover.command()
@click.argument("directory", type=DIRECTORY)
@click.argument("notes", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
def apply(directory: Path, notes: tuple[Path, ...]) -> None:
    """Bring the registrars' NOTES (files, or their journals' folders) to the ledger in DIRECTORY.

    A folder hands in all its notes: those that were lost have to come before the one that
    recovers. The answers are folded anew when the server starts.
    """
    raws = [raw for path in notes for raw in _notes(path)]
    with _answers():
        done = salvage(directory, raws, clock(), lambda: _forget(directory))
        Ledger.open(directory, clock).close()  # signs what the log goes on from
    index = done.recovery.index
    click.echo(
        f"dipulihkan dari {done.recovery.size} entri, daun {index} / "
        f"recovered from {done.recovery.size} entries, leaf {index}"
    )
    click.echo(
        "jalankan server; perangkat mengirim ulang yang hilang / "
        "start the server; devices send again what was lost"
    )


def _lines(found: Loss) -> Iterator[Text]:
    signed, kept = found.signed.size, found.kept.size
    yield Text(
        f"ditandatangani {signed} entri, tersimpan {kept}",
        f"signed {signed} entries, stored {kept}",
    )
    yield Text(
        "bila tidak ada salinan atau cermin yang lebih baru, tiap pendaftar menandatangani:",
        "if there is no newer copy and no mirror, each registrar signs:",
    )


def _read(line: str) -> tuple[int, bytes]:
    try:
        verb, number, root = line.split(" ")
        size, hashed = parse_number(number, "size"), parse_hash(root, "root")
    except (ValueError, TlogError) as error:
        raise click.BadParameter(f"{line!r}: {error}") from error
    if verb != "recover":
        raise click.BadParameter(f"{line!r}: not a line of `segel recover show`")
    return size, hashed


def _notes(path: Path) -> list[bytes]:
    files = Logbook(path).notes() if path.is_dir() else [path]
    raws = [file.read_bytes() for file in files]
    for file, raw in zip(files, raws, strict=True):
        try:
            Entry.parse(raw)
        except (MalformedNoteError, OversizeError) as error:
            raise CommandError(
                same(f"{file}: {error}"),
                Text("beri catatan yang ditandatangani", "give signed notes"),
                status=WRONG_USE,
            ) from error
    return raws


def _forget(directory: Path) -> None:
    """Drop the answers: they were folded from entries that are lost."""
    Files(directory).pointer.unlink(missing_ok=True)


@contextmanager
def _answers() -> Iterator[None]:
    """Say in words why a log cannot be recovered."""
    try:
        with answers():
            yield
    except CommandError as error:
        cause = error.__cause__
        if isinstance(cause, RecoveryError):
            raise _unrecovered(cause) from cause
        raise


def _unrecovered(error: LedgerError) -> CommandError:
    advice = Text(
        "lihat `segel recover show`; kumpulkan catatan pendaftar, yang hilang lebih dahulu",
        "see `segel recover show`; gather the registrars' notes, those that were lost first",
    )
    return CommandError(same(error), advice)
