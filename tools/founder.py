"""What founders do before there is a ledger: draft its charter, and sign it one after another.

Each signs on a machine of their own; the file travels from hand to hand.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import click
import segno

from ledger import file, fingerprint
from ledger.charter import Charter
from ledger.errors import CharterError
from ledger.tlog.errors import TlogError
from ledger.tlog.note import VerifierKey
from ledger.tlog.policy import Policy
from ledger.tlog.text import to_base64
from ledger.tlog.tree import leaf_hash
from tools.complaint import WRONG_USE, CommandError, same
from tools.secret import FILE, load
from tools.telling import Told, telling
from tools.verdict import Text

_NO_WITNESSES = "quorum none\n"
_SIGNED = "\n\n\N{EM DASH} ".encode()


class _Key(click.ParamType[VerifierKey]):
    """A verifier key, spelled out or in a file."""

    name = "key"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> VerifierKey:
        """Read the key."""
        path = Path(value)
        try:
            text = path.read_text(encoding="utf-8").strip() if path.is_file() else value
            return VerifierKey.parse(text)
        except (OSError, UnicodeDecodeError, TlogError) as error:
            self.fail(f"{value!r}: {error}", param, ctx)


@click.group()
def charter() -> None:
    """Draft and sign the charter of a new ledger."""


@charter.command()
@click.argument("path", metavar="FILE", type=FILE)
@click.option("--operation", required=True, help="The operation's name, for people.")
@click.option("--log", "log", type=_Key(), required=True, help="Its name is the ledger's origin.")
@click.option("--clerk", type=_Key(), required=True, help="The server's own journal.")
@click.option("--registrar", "registrars", type=_Key(), multiple=True, help="Two or more.")
@click.option("--quorum", type=int, help="How many registrars; more than half by default.")
@click.option("--policy", type=FILE, help="The first tlog-policy; no witnesses by default.")
def draft(**options: object) -> None:
    """Write the text that all founders are to sign to FILE."""
    path = Path(str(options.pop("path")))
    try:
        drafted = _drafted(options)
    except (CharterError, TlogError, OSError, UnicodeDecodeError) as error:
        advice = Text("perbaiki pilihan itu dan ulangi", "mend the option and try again")
        raise CommandError(same(error), advice, status=WRONG_USE) from error
    if path.exists():
        raise CommandError(
            Text(f"{path} sudah ada", f"{path} exists"),
            Text("pilih nama lain", "choose another name"),
            status=WRONG_USE,
        )
    raw = f"{drafted.text()}\n".encode()
    file.replace(path, raw)
    click.echo(drafted.text(), nl=False)
    _tell(raw)


@charter.command()
@click.argument("path", metavar="FILE", type=FILE)
@click.option("--key", "key", type=FILE, required=True, help="Private key of one founder.")
@click.option("--qr", "shows_code", is_flag=True, help="Show the signature as a QR code too.")
def sign(path: Path, key: Path, *, shows_code: bool) -> None:
    """Add one founder's signature to the charter in FILE."""
    signer = load(key)
    with _answers(path):
        raw = _read(path)
        opened, _ = Charter.draft(raw)
        signed = opened.signed(raw, signer)
    file.replace(path, signed)
    _tell(signed)
    if shows_code:
        line = signer.signature(opened.text()).line()
        click.echo(line)
        with StringIO() as stream:
            segno.make(line, error="l", micro=False).terminal(out=stream, compact=True)
            click.echo(stream.getvalue())


@charter.command()
@click.argument("path", metavar="FILE", type=FILE)
@telling
def show(path: Path) -> Told:
    """Print the charter in FILE, eight words to compare before signing, and who has signed."""
    with _answers(path):
        raw = _read(path)
        opened, _ = Charter.draft(raw)
    missing, leaf = _missing(raw), leaf_hash(raw)
    draft = fingerprint.words(opened.digest())
    value = {
        "text": opened.text(),
        "draft_words": draft,
        "missing": missing,
        "charter": None if missing else to_base64(leaf),
        "words": None if missing else fingerprint.words(leaf),
    }
    heading = Text("delapan kata naskah:", "eight words of the draft:")
    names = ", ".join(missing)
    remark = Text(f"belum menandatangani: {names}", f"still to sign: {names}")
    finished: list[Text] = []
    if not missing:
        remark = Text(
            "piagam lengkap; sidik jarinya di atas",
            "the charter is complete; its fingerprint is above",
        )
        finished = [same(to_base64(leaf)), same(fingerprint.words(leaf))]
    lines = [same(opened.text()), heading, same(draft), *finished]
    return Told(value, lines, remarks=[remark])


@contextmanager
def _answers(path: Path) -> Iterator[None]:
    """Say in words what keeps a charter from being read or signed."""
    try:
        yield
    except (CharterError, OSError) as error:
        advice = Text(
            "minta berkas piagam yang utuh dari pendiri sebelumnya",
            "ask the founder before you for the whole file",
        )
        raise CommandError(same(f"{path}: {error}"), advice, status=WRONG_USE) from error


def _read(path: Path) -> bytes:
    """Read a charter; a draft that was saved off a code has lost the empty line at its end."""
    raw = path.read_bytes()
    if _SIGNED in raw or raw.endswith(b"\n\n"):
        return raw
    return raw.replace(b"\r\n", b"\n").rstrip() + b"\n\n"


def _drafted(options: dict[str, object]) -> Charter:
    registrars = options["registrars"]
    log, clerk = options["log"], options["clerk"]
    if not (
        isinstance(log, VerifierKey)
        and isinstance(clerk, VerifierKey)
        and isinstance(registrars, tuple)
    ):
        raise CharterError("log, clerk and registrars are keys")
    policy = options["policy"]
    text = Path(str(policy)).read_text(encoding="utf-8") if policy else _NO_WITNESSES
    quorum = options["quorum"]
    made = Charter(
        log.name,
        str(options["operation"]),
        log,
        clerk,
        registrars,
        quorum if isinstance(quorum, int) else len(registrars) // 2 + 1,
        Policy.parse(text).serialise(),
    )
    return Charter.parse(made.text())


def _missing(raw: bytes) -> list[str]:
    """Return who is still to sign."""
    opened, signatures = Charter.draft(raw)
    return [key.name for key in opened.keys if key.name not in {s.name for s in signatures}]


def _tell(raw: bytes) -> None:
    """Say who is still to sign, or the fingerprint of the finished charter."""
    if missing := _missing(raw):
        click.echo(f"belum menandatangani / still to sign: {', '.join(missing)}", err=True)
        return
    leaf = leaf_hash(raw)
    click.echo("piagam lengkap; sidik jari / the charter is complete; its fingerprint:", err=True)
    click.echo(to_base64(leaf))
    click.echo(fingerprint.words(leaf))
