"""Signing keys: made here, kept in files that only their owner can read."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from ledger import fingerprint, key as keyfile
from ledger.charter import Charter
from ledger.errors import CharterError
from ledger.register import possession_text
from ledger.tlog.errors import TlogError
from ledger.tlog.note import SignerKey
from ledger.tlog.text import to_base64
from ledger.tlog.tree import leaf_hash
from tools.complaint import WRONG_USE, CommandError, same
from tools.logbook import Logbook, journal_at
from tools.source import SourceError
from tools.target import opened
from tools.telling import Told, telling
from tools.verdict import Text

FILE = click.Path(path_type=Path, dir_okay=False)


@click.group()
def key() -> None:
    """Make and show signing keys."""


@key.command()
@click.argument("name")
@click.argument("file", type=FILE)
def new(name: str, file: Path) -> None:
    """Make the key of journal NAME, write it to FILE (mode 0600) and print its verifier key."""
    with answers(file):
        made = keyfile.generate(name)
        file.parent.mkdir(parents=True, exist_ok=True)
        keyfile.save(file, made)
    click.echo(made.verifier)


@key.command()
@click.argument("place", type=click.Path(path_type=Path, exists=True))
@telling
def show(place: Path) -> Told:
    """Print a verifier key: of the key file PLACE, or of the log in the ledger's directory PLACE.

    For a ledger, the charter's fingerprint follows: base64, then the eight words.
    """
    if place.is_file():
        verifier = str(load(place).verifier)
        return Told({"verifier": verifier}, [same(verifier)])
    try:
        with opened(str(place)) as source:
            raw = source.entry(0)
        charter = Charter.opened(raw)
    except (CharterError, SourceError) as error:
        advice = Text("beri berkas kunci atau buku besar", "give a key's file or a ledger")
        raise CommandError(same(f"{place}: {error}"), advice, status=WRONG_USE) from error
    leaf = leaf_hash(raw)
    value = {
        "verifier": str(charter.log),
        "charter": to_base64(leaf),
        "words": fingerprint.words(leaf),
    }
    return Told(value, map(same, value.values()))


@key.command()
@click.argument("file", type=FILE)
@click.option("--origin", required=True, help="Name of the log in which the key is to speak.")
def request(file: Path, origin: str) -> None:
    """Print the line by which a registrar can enrol the key in FILE: key and possession."""
    click.echo(enrol_line(load(file), origin))


@key.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.argument("file", type=FILE)
@click.option("--origin", required=True, help="Name of the log.")
@click.option("--after", required=True, help="Base64 leaf hash of the enrolling note or charter.")
@click.option("--at", type=click.IntRange(min=0), default=0, help="Number, if it was resumed.")
def begin(folder: Path, file: Path, origin: str, after: str, at: int) -> None:
    """Begin the journal of the key in FILE in the new FOLDER; the key moves into it."""
    signer = load(file)
    with journal_at(folder):
        Logbook.begun(folder, signer, origin, after, at)
    file.unlink()  # two copies would soon be two journals under one name
    click.echo(folder)


def enrol_line(signer: SignerKey, origin: str) -> str:
    """Return the `enrol` line that shows that the holder of this key asks for it."""
    possession = signer.private.sign(possession_text(origin, signer.verifier))
    return f"enrol {signer.verifier} {to_base64(possession)}"


def load(file: Path) -> SignerKey:
    """Read a private key's file.

    Raises:
        CommandError: There is none.
    """
    with answers(file):
        return keyfile.load(file)


@contextmanager
def answers(file: Path) -> Iterator[None]:
    """Say in words what keeps a key from being read or written."""
    try:
        yield
    except FileExistsError as error:
        advice = Text("pilih nama lain; kunci tidak pernah ditimpa", "choose another name")
        raise CommandError(same(f"{file}: {error.strerror}"), advice, status=WRONG_USE) from error
    except (OSError, TlogError, UnicodeDecodeError) as error:
        advice = Text("periksa nama dan berkas kunci", "look at the key's name and file")
        raise CommandError(same(f"{file}: {error}"), advice, status=WRONG_USE) from error
