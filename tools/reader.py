"""Who may read more than everybody: let in, listed and shut out by the operator of a server.

These commands write beside a server that runs; what they say holds from the next request on.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, TypedDict, TypeVar, Unpack, get_args

import click

from api.readership import HOUR, Listed, Readership
from domain.disclosure import Role
from ledger.directory import Directory
from tools.complaint import WRONG_USE, CommandError
from tools.operator import DIRECTORY, answers, clock
from tools.target import ADDRESS
from tools.telling import Told, telling
from tools.verdict import Text, shown

ROLE: Final = click.Choice([role for role in get_args(Role) if role != "publik"])
_DAY: Final = 24 * HOUR

_directory = click.argument("directory", type=DIRECTORY)


class Candidate(TypedDict):
    """What the options of `_candidate` say."""

    role: Role
    name: str
    journal: str | None


_Command = TypeVar("_Command", bound=Callable[..., Any])


def _candidate(command: _Command) -> _Command:
    """Give a command the options that say who is let in."""
    for option in (
        click.option("--journal", help="In which this reader signs what personal data it reads."),
        click.option("--name", required=True, help="Who it is: an office, a program."),
        click.option("--role", type=ROLE, required=True, help="What this reader may read."),
    ):
        command = option(command)
    return command


@click.group()
def reader() -> None:
    """Let in, list and shut out who may read more than everybody."""


@reader.command()
@_directory
@_candidate
@click.option("--hours", type=click.IntRange(1, 720), default=24, show_default=True)
@click.option("--address", help="Of the server, as the reader reaches it (https://...).")
def invite(directory: Path, hours: int, address: str | None, **who: Unpack[Candidate]) -> None:
    """Print a link with which one person registers a passkey, once."""
    with _opened(directory) as readership:
        now = clock()
        invited = readership.add(who["name"], who["role"], who["journal"], now)
        secret = readership.give(invited, "undangan", now, now + hours * HOUR)
    click.echo(f"{address or _address(directory)}/undangan/{secret}")
    words = Text(
        f"{invited.id}: berlaku {hours} jam, sekali pakai. Kirim hanya kepada orangnya.",
        f"{invited.id}: for {hours} hours, once. Send it to that person alone.",
    )
    click.echo(shown(f"{words.id} / {words.en}"), err=True)


@reader.command()
@_directory
@_candidate
@click.option("--days", type=click.IntRange(1, 3650), help="Default: until it is revoked.")
def token(directory: Path, days: int | None, **who: Unpack[Candidate]) -> None:
    """Print a token for a program; it is shown once and kept nowhere."""
    with _opened(directory) as readership:
        now = clock()
        let_in = readership.add(who["name"], who["role"], who["journal"], now)
        until = None if days is None else now + days * _DAY
        secret = readership.give(let_in, "token", now, until)
    click.echo(secret)
    click.echo(f"{let_in.id}: Authorization: Bearer ...", err=True)


@reader.command(name="list")
@_directory
@telling
def list_readers(directory: Path) -> Told:
    """List who was let in, and who was shut out again."""
    with _opened(directory) as readership:
        found = readership.listed()
    return Told({"readers": [one._asdict() for one in found]}, map(_line, found))


@reader.command()
@_directory
@click.argument("identity", metavar="ID")
def revoke(directory: Path, identity: str) -> None:
    """Shut a reader out at once: passkeys, tokens and logins."""
    with _opened(directory) as readership:
        if not readership.revoke(identity, clock()):
            raise CommandError(
                Text(f"tidak ada pembaca {identity}", f"there is no reader {identity}"),
                Text("lihat `segel reader list`", "see `segel reader list`"),
                status=WRONG_USE,
            )
    click.echo(f"{identity}: dicabut / revoked")


@contextmanager
def _opened(directory: Path) -> Iterator[Readership]:
    """Open the file of a ledger's readers."""
    with answers():
        place = Directory(directory)
        place.fingerprint()  # nowhere but in a ledger's directory
        readership = Readership.open(place.readers)
        try:
            yield readership
        finally:
            readership.close()


def _address(directory: Path) -> str:
    """Return where a server that runs is reached, or would be; to browsers a number is no site."""
    try:
        found = (directory / ADDRESS).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return "http://localhost:8000"
    return found.replace("//127.0.0.1", "//localhost")


def _line(one: Listed) -> Text:
    day = datetime.fromtimestamp(one.since / 1000, UTC)
    is_let_in = one.revoked is None
    state = Text("berlaku", "in force") if is_let_in else Text("dicabut", "revoked")
    begin = f"{one.id}  {one.role:<8}  {day:%Y-%m-%d}  {one.passkeys}"
    end = f"{one.name}  {one.journal}" if one.journal else one.name
    return Text(
        f"{begin} kunci sandi, {one.tokens} token  {state.id}  {end}",
        f"{begin} passkeys, {one.tokens} tokens  {state.en}  {end}",
    )
