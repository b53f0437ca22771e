"""What registrars and delegates do: let keys speak, go on, fall silent; name witnesses.

A phone asks with a letter and is answered with one (`tools/letter.py`); a key in a file asks with
a line, and its owner reads the answer off the log.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Required, TypedDict, Unpack

import click

from ledger.journal import REGISTER
from ledger.line import is_of_hardware
from ledger.register import LINES_MAX
from ledger.tlog.errors import PolicyError, TlogError
from ledger.tlog.policy import Policy
from ledger.tlog.text import parse_hash, to_base64
from tools.complaint import WRONG_USE, CommandError, same
from tools.device import FOLDER
from tools.letter import is_letter
from tools.logbook import journal_at
from tools.reply import Reply, answer
from tools.secret import FILE
from tools.verdict import Text

Command = Callable[..., None]

_SEAT = ("place", "unit", "person", "team", "role")
_REQUEST = re.compile(r"enrol \S+ \S+")


class _Told(TypedDict, total=False):
    """What the options say."""

    words: Required[str | None]
    charter: Required[str | None]
    address: Required[str]
    place: str | None
    unit: str | None
    person: str | None
    team: str | None
    role: str | None
    names: tuple[tuple[str, str], ...]


def _told(command: Command) -> Command:
    """Let a command answer a phone's letter."""
    options = (
        click.option("--words", help="The four words that the phone shows, as you heard them."),
        click.option("--charter", help="Fingerprint of the charter, in base64; for a delegate."),
        click.option("--address", default="", help="Of the server, as phones reach it."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.command()
@click.argument("journal", type=FOLDER)
@click.argument("requests", nargs=-1, required=True)
@click.option("--delegate", metavar="PREFIX", help="Let them enrol names under PREFIX themselves.")
@click.option("--place", help="Where the phone works.")
@click.option("--unit", help="For which unit.")
@click.option("--person", help="Who holds it: a pseudonym.")
@click.option("--team", help="In which team.")
@click.option("--role", help="In which role.")
@click.option(
    "--name", "names", type=(str, str), multiple=True, help="An id, and what it is called."
)
@_told
def enrol(
    journal: Path, requests: tuple[str, ...], delegate: str | None, **told: Unpack[_Told]
) -> None:
    """Enrol the keys of REQUESTS in the registrar's or delegate's folder JOURNAL.

    A request is the line, or a file with lines, that `segel key request` has printed; or the
    letter of one phone as a text or a file, which is answered with a letter.
    """
    suffix = f" delegate {delegate}" if delegate else ""
    letter = _letter(requests)
    if letter is None:
        lines = [line for request in requests for line in _lines(request)]
        _sign(journal, [line if is_of_hardware(line) else f"{line}{suffix}" for line in lines])
        return
    places = {word: told.get(word) for word in _SEAT}
    seat = {word: str(value) for word, value in places.items() if value}
    reply = Reply(
        told["words"], told["charter"], told["address"], seat, dict(told.get("names", ()))
    )
    answer(journal, letter, reply, suffix)


@click.command()
@click.argument("journal", type=FOLDER)
@click.argument("name")
@click.option("--at", type=click.IntRange(min=0), help="Number of its next note.")
@click.option("--after", help="Base64 leaf hash that its next note will name.")
@_told
def resume(
    journal: Path, name: str, at: int | None, after: str | None, **told: Unpack[_Told]
) -> None:
    """Let the journal NAME go on at a number after notes were lost for good.

    In place of NAME, --at and --after: the letter by which a phone asks for it.
    """
    letter = _letter((name,))
    if letter is not None:
        answer(journal, letter, Reply(told["words"], told["charter"], told["address"]), "")
        return
    if at is None or after is None:
        raise click.UsageError("--at and --after say where the journal goes on")
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


def _letter(requests: tuple[str, ...]) -> str | None:
    """Return the letter of the one phone that asks, if it is one."""
    request = requests[0]
    if len(requests) > 1 or is_letter(request):
        return request if len(requests) == 1 else None
    try:
        text = Path(request).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None  # a line, or what `_lines` says is wrong
    return text if is_letter(text) else None


def _lines(request: str) -> list[str]:
    try:
        is_line = request.startswith("enrol ")
        text = request if is_line else Path(request).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise click.BadParameter(f"{request}: {error}") from error
    lines = text.splitlines()
    # whoever signs has heard of a key: a prefix or another verb behind it is not for a phone to ask
    if not lines or not all(map(_REQUEST.fullmatch, lines)):
        raise CommandError(
            same(f"{request}: no request"),
            Text("buat dengan `segel key request`", "make one with `segel key request`"),
            status=WRONG_USE,
        )
    return lines
