"""What registrars and delegates do: let keys speak, go on, fall silent; name witnesses."""

from pathlib import Path

import click

from ledger.journal import REGISTER
from ledger.register import LINES_MAX
from ledger.tlog.errors import PolicyError, TlogError
from ledger.tlog.policy import Policy
from ledger.tlog.text import parse_hash, to_base64
from tools.complaint import WRONG_USE, CommandError, same
from tools.device import FOLDER
from tools.logbook import journal_at
from tools.secret import FILE
from tools.verdict import Text


@click.command()
@click.argument("journal", type=FOLDER)
@click.argument("requests", nargs=-1, required=True)
@click.option("--delegate", metavar="PREFIX", help="Let them enrol names under PREFIX themselves.")
def enrol(journal: Path, requests: tuple[str, ...], delegate: str | None) -> None:
    """Enrol the keys of REQUESTS in the registrar's or delegate's folder JOURNAL.

    A request is the line, or a file with lines, that `segel key request` has printed.
    """
    suffix = f" delegate {delegate}" if delegate else ""
    _sign(journal, [f"{line}{suffix}" for request in requests for line in _lines(request)])


@click.command()
@click.argument("journal", type=FOLDER)
@click.argument("name")
@click.option("--at", type=click.IntRange(min=0), required=True, help="Number of its next note.")
@click.option("--after", required=True, help="Base64 leaf hash that its next note will name.")
def resume(journal: Path, name: str, at: int, after: str) -> None:
    """Let the journal NAME go on at a number after notes were lost for good."""
    try:
        parse_hash(after, "leaf hash")
    except TlogError as error:
        raise click.BadParameter(str(error)) from error
    _sign(journal, [f"resume {name} at {at} after {after}"])


@click.command()
@click.argument("journal", type=FOLDER)
@click.argument("name")
@click.option("--after", type=click.IntRange(min=0), required=True, help="Its last good number.")
def revoke(journal: Path, name: str, after: int) -> None:
    """End the journal NAME: what it signs after this number is refused and filed as evidence."""
    _sign(journal, [f"revoke {name} after {after}"])


@click.command()
@click.argument("journal", type=FOLDER)
@click.argument("file", type=FILE)
def policy(journal: Path, file: Path) -> None:
    """Say in the registrar's folder JOURNAL that the witnesses are those of FILE, a tlog-policy.

    It is in force when a quorum of registrars has said the same: hand all of them the same FILE.
    """
    try:
        read = Policy.parse(file.read_text(encoding="utf-8"))
        _check(read)
    except (OSError, UnicodeDecodeError, TlogError) as error:
        advice = Text(
            "baris: witness NAMA KUNCI ALAMAT, group NAMA k ANGGOTA..., quorum NAMA",
            "lines: witness NAME KEY ADDRESS, group NAME k MEMBER..., quorum NAME",
        )
        raise CommandError(same(f"{file}: {error}"), advice, status=WRONG_USE) from error
    _sign(journal, [f"policy {to_base64(read.serialise().encode())}"])


def _check(read: Policy) -> None:
    """Refuse what would be in force and never met.

    Raises:
        PolicyError: A witness without an address, whom nobody could ask, or lines of a log.
    """
    if read.logs:
        raise PolicyError("leave the log out: the charter names its key")
    for witness in read.witnesses:
        if not witness.url.startswith(("https://", "http://")):
            raise PolicyError(f"the witness {witness.name} has no address to be asked at")


def _sign(journal: Path, lines: list[str]) -> None:
    if len(lines) > LINES_MAX:
        raise CommandError(
            Text(f"{len(lines)} baris", f"{len(lines)} lines"),
            Text(f"paling banyak {LINES_MAX} baris", f"at most {LINES_MAX} lines in one note"),
            status=WRONG_USE,
        )
    with journal_at(journal) as logbook:
        click.echo(logbook.sign(REGISTER, "".join(f"{line}\n" for line in lines)))


def _lines(request: str) -> list[str]:
    if request.startswith("enrol "):
        return [request]
    try:
        lines = Path(request).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise click.BadParameter(f"{request}: {error}") from error
    if not lines or not all(line.startswith("enrol ") for line in lines):
        raise CommandError(
            same(f"{request}: no request"),
            Text("buat dengan `segel key request`", "make one with `segel key request`"),
            status=WRONG_USE,
        )
    return lines
