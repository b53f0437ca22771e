"""`segel mirror`: a copy of a log that any web server can serve, verified before it is seen.

The log is read with several requests at a time over connections that are kept;
memory holds a few bundles.  What has arrived stays: a copy that was interrupted
goes on where it was.  `ledger.replica` decides what may be written.
"""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import click

from ledger import fingerprint, series
from ledger.directory import Directory
from ledger.errors import (
    CharterError,
    ForkError,
    LockedError,
    ReplicaError,
    ShrunkError,
    UnprovenError,
)
from ledger.replica import EVIDENCE, Offer, Replica, Taken
from ledger.tlog.errors import TlogError
from ledger.tlog.text import to_base64
from tools.auditor import answers, parse_fingerprint
from tools.complaint import FAILED, WRONG_USE, CommandError, same
from tools.progress import Bar
from tools.source import DamagedError, MissingError, NotALogError, Source
from tools.target import is_address, opened
from tools.verdict import Text
from tools.verify import Trust, is_trusted

_REQUESTS = 8
"""At a time; a log's server has other readers."""

_AHEAD = 2 * _REQUESTS

_NOTES_BYTES_MAX = 256 << 20
"""Of checkpoints: a million of them."""

_T = TypeVar("_T")
_R = TypeVar("_R")


@click.command()
@click.argument("target", metavar="URL")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--charter", metavar="HASH", help="Base64, hex, or the eight words.")
@click.option("--quick", is_flag=True, help="Do not read again what is in DIR already.")
@click.option("--follow", type=click.FloatRange(min=0.1), metavar="SECONDS", help="Go on and on.")
def mirror(
    target: str, directory: Path, *, charter: str | None, quick: bool, follow: float | None
) -> None:
    """Copy the log at URL to static files in DIR; verify everything before it is seen.

    URL is an address, a published folder, or a ledger's directory. What is in DIR is extended,
    never replaced; damaged files are put right. Exit status: 0 done, 1 the log contradicts the copy
    or itself (see DIR/evidence), 3 cut off: the same command goes on where it was.
    """
    if (directory / "ledger.db").exists():
        raise CommandError(
            Text(f"{directory} adalah buku besar", f"{directory} is a ledger"),
            Text("pilih folder lain untuk cermin", "choose another folder for the mirror"),
            status=WRONG_USE,
        )
    trust = Trust() if charter is None else parse_fingerprint(charter)
    directory.mkdir(parents=True, exist_ok=True)
    with _complaints(directory), Directory(directory).lock():
        replica = Replica(directory)
        _tell(
            directory, _round(target, replica, trust, is_quick=quick), is_told=charter is not None
        )
        while follow is not None:
            time.sleep(follow)
            _follow(target, replica, trust)


def _follow(target: str, replica: Replica, trust: Trust) -> None:
    """Look once more; a network or a disk that is away comes back."""
    try:
        with answers():
            before = replica.size()
            taken = _round(target, replica, trust, is_quick=True)
    except CommandError as error:
        if not isinstance(error.__cause__, (MissingError, NotALogError)):
            raise
        error.show()
        return
    if taken.size != before:
        _tell(replica.path, taken, is_told=True)


def _round(target: str, replica: Replica, trust: Trust, *, is_quick: bool) -> Taken:
    with answers(), opened(target) as source:
        own = replica.size()
        notes = offered(source, replica.since())
        total = series.size_of(notes[-1]) - (own if is_quick else 0)
        gather = _ahead if is_address(target) else map
        with Bar("mirror", total) as bar:
            return replica.take(
                Offer(source.tile, notes, gather),
                lambda leaf: is_trusted(leaf, _stated(trust, source)),
                is_quick=is_quick,
                progress=bar.advance,
            )


def _stated(trust: Trust, source: Source) -> Trust:
    """Return what was given from outside; else what the owner of a directory has written down."""
    return trust if trust != Trust() else Trust(fingerprint=source.fingerprint())


def offered(source: Source, since: int) -> list[bytes]:
    """Return the checkpoints from a size on, or else the newest, with their cosignatures.

    Raises:
        DamagedError: More of them than are held in memory; nobody has signed anything so far.
    """
    notes = _held(source, since - 1) or dict([max(_held(source, -1).items())])
    for size, line in source.cosignatures():
        if size in notes:
            notes[size] = _cosigned(notes[size], line)
    return list(notes.values())


def _held(source: Source, after: int) -> dict[int, bytes]:
    notes, total = {}, 0
    for size, raw in source.checkpoints(after):
        notes[size] = raw
        total += len(raw)
        if total > _NOTES_BYTES_MAX:
            raise DamagedError(f"{source.name}: more than {_NOTES_BYTES_MAX} bytes of checkpoints")
    return notes


def _cosigned(raw: bytes, line: str) -> bytes:
    """Return a checkpoint with one more line; as it is, if that is no line."""
    text = raw.rpartition(b"\n\n")[0]
    try:
        return series.merged(raw, text + f"\n\n{line}\n".encode())
    except TlogError:
        return raw


def _ahead(work: Callable[[_T], _R], items: Iterable[_T]) -> Iterator[_R]:
    """Work on a few items at a time and yield in their order."""
    waiting: deque[Future[_R]] = deque()
    with ThreadPoolExecutor(_REQUESTS) as pool:
        try:
            for item in items:
                waiting.append(pool.submit(work, item))
                if len(waiting) >= _AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


def _tell(directory: Path, taken: Taken, *, is_told: bool) -> None:
    click.echo(
        f"{directory}: {taken.size} entri / entries, {taken.written} berkas baru / new files"
    )
    for path in taken.repaired:
        click.echo(f"  diperbaiki / repaired: {path}")
    if taken.is_first:
        click.echo(f"  piagam / charter: {to_base64(taken.fingerprint)}")
        click.echo(f"  {fingerprint.words(taken.fingerprint)}")
        if not is_told:
            click.echo(
                "  bandingkan delapan kata ini dengan yang tercetak; tidak akan berubah lagi"
            )
            click.echo("  compare these eight words with the printed ones; they never change here")


@contextmanager
def _complaints(directory: Path) -> Iterator[None]:
    """Say in words why the copy stays as it is."""
    kept = Text("cermin itu, seperti semula", "the mirror, as it was")
    try:
        yield
    except ForkError as error:
        raise CommandError(
            Text(f"log menandatangani dua sejarah: ukuran {error.old} dan {error.new}", str(error)),
            Text(
                f"simpan {directory / EVIDENCE} dan serahkan kepada auditor dan saksi",
                f"keep {directory / EVIDENCE} and hand it to auditors and witnesses",
            ),
            kept=kept,
        ) from error
    except ShrunkError as error:
        raise CommandError(
            Text(
                f"log menyusut: dahulu {error.old} entri, sekarang {error.new}",
                f"the log has shrunk: {error}",
            ),
            Text(
                f"kabari pengelola: cermin ini memegang yang hilang; lihat {directory / EVIDENCE}",
                f"tell the operator: this mirror holds what is missing; see {directory / EVIDENCE}",
            ),
            kept=kept,
        ) from error
    except LockedError as error:
        advice = Text("satu `segel mirror` sudah berjalan di situ", "one is running there already")
        raise CommandError(same(error), advice, kept=kept) from error
    except (UnprovenError, ReplicaError, CharterError, TlogError, OSError) as error:
        raise CommandError(
            same(error),
            Text(
                "bandingkan dengan cermin lain; jangan timpa folder ini",
                "compare with another mirror; do not write over this folder",
            ),
            kept=kept,
            status=FAILED,
        ) from error
