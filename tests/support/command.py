"""Commands run as people run them, in this process; and a founded ledger to run them on."""

from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from ledger import key as keyfile
from ledger.application import Ledger
from ledger.founding import found
from ledger.tlog.text import to_base64
from tests.support.device import Founders, founders
from tools.cli import main


@dataclass(frozen=True)
class Ran:
    status: int
    out: str
    err: str


def segel(*words: object, stdin: str | bytes | None = None) -> Ran:
    """Run one command; what goes wrong in it other than in words fails the test."""
    result = CliRunner().invoke(main, [str(word) for word in words], input=stdin)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ran(result.exit_code, result.stdout, result.stderr)


def clock() -> int:
    return 1_732_500_000_000


@dataclass(frozen=True)
class Place:
    """A ledger's directory and the keys of its founders, on one machine."""

    folder: Path
    founders: Founders
    registrar: Path
    """The journal folder of the first registrar."""

    @property
    def ledger(self) -> Path:
        return self.folder / "ledger"

    @property
    def origin(self) -> str:
        return self.founders.charter.origin

    @property
    def fingerprint(self) -> str:
        return to_base64(self.founders.clerk.head)


def place(folder: Path) -> Place:
    """Found a ledger, and begin the journal of its first registrar."""
    whole = founders()
    found(folder / "ledger", whole.note, (whole.log, whole.clerk.key), clock())
    Ledger.open(folder / "ledger", clock).close()
    made = Place(folder, whole, folder / "kpu")
    keyfile.save(folder / "kpu.key", whole.registrars[0].key)
    begun = segel(
        "key", "begin", made.registrar, folder / "kpu.key", "--origin", made.origin,
        "--after", made.fingerprint,
    )  # fmt: skip
    assert begun.status == 0, begun.err
    return made


def device(made: Place, name: str) -> Path:
    """Enrol a device with the ledger's commands and begin its journal; return its folder."""
    folder = made.folder / name.replace("/", "_")
    file = folder.with_suffix(".key")
    segel("key", "new", name, file)
    request = segel("key", "request", file, "--origin", made.origin).out.strip()
    segel("enrol", made.registrar, request)
    delivered = segel("submit", made.ledger, made.registrar)
    assert delivered.status == 0, delivered.out + delivered.err
    note = max(made.registrar.glob("*.note"))
    begun = segel("key", "begin", folder, file, "--origin", made.origin, "--after", leaf_of(note))
    assert begun.status == 0, begun.err
    return folder


def leaf_of(note: Path) -> str:
    from_receipt = note.with_suffix(".receipt").read_text(encoding="utf-8")
    return str(from_receipt.split('"leaf_hash": "')[1].split('"')[0])
