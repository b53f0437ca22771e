"""`segel backup`: a copy of what only this server has, made while it runs and verified at once.

A copy is no ledger: it has no keys and no `guard`, so nobody can start a server from it by mistake.
An old guard together with an old database would sign a second history, and an old copy does not
know what was signed after it; `segel restore` makes a ledger of it, with the guard of today.  Keys
never change and are worth most to a thief: one copy of them, offline, is enough.

    ledger.db  vault.db  readers.db   one moment of each, the vault's before the log's
    charter.hash  disputes/  objections/  lost/
    photos/                           whole ones, each under its hash
    guard.then                        what the log had signed when the copy was begun
    backup.json                       when, how much, and what the verdict was

Source: https://sqlite.org/backup.html
"""

import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final, Self

import click

from ledger import file
from ledger.directory import Directory
from ledger.errors import CharterError
from tools import auditor
from tools.complaint import FAILED, WRONG_USE, CommandError, same
from tools.operator import DIRECTORY, clock
from tools.progress import Bar
from tools.source import DirectorySource, NotALogError
from tools.verdict import State, Text, Verdict
from tools.verify import Trust, verify

RECORD: Final = "backup.json"
"""In a copy: what it is. In a ledger's directory: what the newest copy was."""

GUARD_THEN: Final = "guard.then"
_BESIDE: Final = ("vault.db", "readers.db")
_FOLDERS: Final = ("disputes", "objections", "lost")
_PAGES: Final = 2048
"""Of a database at a time."""

_OWNER_ONLY: Final = 0o600
_OWNER_ONLY_FOLDER: Final = 0o700


@dataclass(frozen=True, slots=True)
class Record:
    """What is written down about a copy."""

    at: int
    """Milliseconds since 1970 UTC, when it was begun."""

    entries: int
    root: str
    """Of the tree whose growth the log had signed, base64."""

    photos: int | None
    """How many were copied; None: they were left out."""

    damaged: int
    """Photographs whose bytes no longer fit their name; they were left out."""

    verdict: str
    """`holds` or `undecided`: what `segel verify` says of the copy."""

    @classmethod
    def read(cls, folder: Path) -> Self | None:
        """Return what is written down in a folder; None: nothing that can be read."""
        try:
            found: Self = cls(**json.loads((folder / RECORD).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None
        return found

    def write(self, folder: Path) -> None:
        """Write it down.

        Raises:
            OSError: The disk refused.
        """
        file.replace(folder / RECORD, f"{json.dumps(asdict(self))}\n".encode())


@click.command()
@click.argument("directory", type=DIRECTORY)
@click.argument("target", type=DIRECTORY)
@click.option("--no-photos", is_flag=True, help="Leave photographs out: they never change.")
@click.pass_context
def backup(ctx: click.Context, directory: Path, target: Path, *, no_photos: bool) -> None:
    """Copy the ledger in DIRECTORY to the new folder TARGET, also beside a running server.

    The copy is verified as `segel verify` would before it is there. It holds no keys and no
    `guard`; `segel restore TARGET DIRECTORY` makes a ledger of it again.

    Exit status: 0 copied and proven, 1 failed or something is damaged, 3 copied and undecided.
    """
    with auditor.answers(), _complaints(target), _draft(target) as draft:
        record = copied(Directory(directory), draft, clock(), has_photos=not no_photos)
    _remember(directory, record)
    state = State(record.verdict)
    click.echo(f"{target}: {record.entries} entri / entries {state.mark}")
    if record.photos is not None:
        click.echo(f"  foto / photographs {record.photos}, rusak / damaged {record.damaged}")
    click.echo("  tanpa kunci dan tanpa guard; pulihkan dengan `segel restore`")
    click.echo("  without keys, without guard; restore it with `segel restore`")
    ctx.exit(FAILED if record.damaged else state.exit_status)


def copied(directory: Directory, target: Path, now: int, *, has_photos: bool = True) -> Record:
    """Copy a ledger into an empty folder and verify what is there then.

    Raises:
        SourceError: One of the two cannot be read.
        CommandError: What was copied does not verify.
        OSError: The disk refused.
        sqlite3.Error: Likewise.
    """
    if not directory.database.is_file():
        raise NotALogError(f"{directory.path}: no ledger.db")
    trust = Trust(fingerprint=directory.fingerprint())
    _copy_file(directory.path / "charter.hash", target / "charter.hash")
    if directory.guard.exists():  # ahead of the database, which can then only be newer
        _copy_file(directory.guard, target / GUARD_THEN)
    for name in (*_BESIDE, directory.database.name):  # what is opened, then what it opens
        if (directory.path / name).exists():
            copy_database(directory.path / name, target / name)
    for name in _FOLDERS:
        copy_folder(directory.path / name, target / name)
    photos, damaged = copy_photos(directory.photos, target / "photos") if has_photos else (None, 0)
    verdict = _verified(target, trust)
    record = Record(now, verdict.entries, verdict.root, photos, damaged, verdict.state.value)
    record.write(target)
    return record


def carry(backup_folder: Path, directory: Path) -> None:
    """Bring to a restored ledger what stands beside the log.

    Raises:
        OSError: The disk refused.
        sqlite3.Error: Likewise.
    """
    for name in _BESIDE:
        if (backup_folder / name).exists():
            copy_database(backup_folder / name, directory / name)
    for name in ("disputes", "objections"):
        copy_folder(backup_folder / name, directory / name)
    copy_photos(backup_folder / "photos", directory / "photos")


def copy_database(origin: Path, target: Path) -> None:
    """Copy one moment of a database, whoever writes to it meanwhile, and check the copy.

    A reader that holds its moment lets the copy go on in steps though others write: without it
    every commit of a server would begin the copy anew.

    Raises:
        sqlite3.Error: It cannot be read, or the copy is damaged.
        OSError: The disk refused.
    """
    wal = origin.with_name(f"{origin.name}-wal")
    is_quiet = not wal.exists()  # nobody writes: SQLite must not leave files of its own there
    uri = f"{origin.absolute().as_uri()}?mode=ro{'&immutable=1' if is_quiet else ''}"
    target.touch(_OWNER_ONLY)
    with (
        closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as reader,
        closing(sqlite3.connect(target)) as writer,
    ):
        reader.execute("BEGIN")
        (pages,) = reader.execute("PRAGMA page_count").fetchone()
        with Bar(origin.name, pages) as bar:
            reader.backup(writer, pages=_PAGES, progress=_shown(bar))
        (said,) = writer.execute("PRAGMA quick_check(1)").fetchone()
    if said != "ok":
        raise sqlite3.DatabaseError(f"{target.name}: {said}")
    if is_quiet and wal.exists():  # a server has started meanwhile
        target.unlink()
        copy_database(origin, target)


def copy_folder(origin: Path, target: Path) -> None:
    """Copy a folder of small files, if it is there."""
    if origin.is_dir():
        target.mkdir(mode=_OWNER_ONLY_FOLDER, exist_ok=True)
        for path in sorted(origin.iterdir()):
            if path.is_file():
                _copy_file(path, target / path.name)


def copy_photos(origin: Path, target: Path) -> tuple[int, int]:
    """Copy photographs whose bytes still have the hash that is their name; count those and others.

    Raises:
        OSError: The disk refused.
    """
    target.mkdir(mode=_OWNER_ONLY_FOLDER, exist_ok=True)
    whole = sorted(path for path in origin.glob("??/*") if path.is_file())
    damaged = 0
    with Bar("photos", len(whole)) as bar:
        for path in whole:
            raw = path.read_bytes()
            if sha256(raw).hexdigest() == path.name:
                folder = target / path.parent.name
                folder.mkdir(mode=_OWNER_ONLY_FOLDER, exist_ok=True)
                _write(folder / path.name, raw)
            else:
                damaged += 1
            bar.advance(1)
    return len(whole) - damaged, damaged


def _shown(bar: Bar) -> Callable[[int, int, int], None]:
    return lambda _status, remaining, total: bar.reach(total - remaining)


def _copy_file(origin: Path, target: Path) -> None:
    _write(target, origin.read_bytes())


def _write(target: Path, raw: bytes) -> None:
    target.touch(_OWNER_ONLY)
    with target.open("wb") as stream:
        stream.write(raw)
        stream.flush()
        os.fsync(stream.fileno())


def _verified(target: Path, trust: Trust) -> Verdict:
    source = DirectorySource(target)
    try:
        with Bar("verify", source.entries) as bar:
            verdict = verify(source, trust, jobs=auditor.jobs(), progress=bar.advance)
    finally:
        source.close()
    if verdict.state is not State.FAILS:
        return verdict
    failures = verdict.failures()
    raise CommandError(
        Text(
            f"salinan tidak lulus pemeriksaan: {failures.id}",
            f"the copy does not verify: {failures.en}",
        ),
        Text(
            "periksa direktori aslinya dengan `segel verify`; salinan lama jangan dibuang",
            "run `segel verify` on the directory itself; do not throw older copies away",
        ),
    )


@contextmanager
def _draft(target: Path) -> Iterator[Path]:
    """Make a folder that has its name when it is whole, and is not there otherwise."""
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise FileExistsError(f"{target} is not empty")
    draft = target.absolute().with_name(f".{target.absolute().name}.copying")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=_OWNER_ONLY_FOLDER, parents=True)
    try:
        yield draft
        file.sync(draft)
        if target.exists():
            target.rmdir()
        draft.rename(target)
        file.sync(target.absolute().parent)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _remember(directory: Path, record: Record) -> None:
    """Write down in the ledger's directory that there is a copy, for `segel doctor`."""
    try:
        record.write(directory)
    except OSError as error:  # whoever may read it need not be able to write there
        click.echo(f"  {directory / RECORD}: {error.strerror}", err=True)


@contextmanager
def _complaints(target: Path) -> Iterator[None]:
    """Say in words why a copy was not made."""
    try:
        yield
    except FileExistsError as error:
        raise CommandError(
            Text(f"{target} berisi hal lain", f"{target} holds something else"),
            Text("pilih folder baru, misalnya dengan tanggal", "choose a new folder, say by date"),
            status=WRONG_USE,
        ) from error
    except (CharterError, OSError, sqlite3.Error) as error:
        raise CommandError(
            same(error),
            Text(
                "periksa cakram dan hak baca, lalu ulangi",
                "look at the disk and at who may read, then try again",
            ),
        ) from error
