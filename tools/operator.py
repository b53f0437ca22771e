"""What an operator does with a ledger's directory: found it, serve it, fold its answers again."""

import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import uvicorn
from fastapi import FastAPI

from api.app import open_app
from ledger import fingerprint
from ledger.application import Ledger
from ledger.directory import Directory
from ledger.errors import LedgerError, LockedError, LostError
from ledger.founding import found
from ledger.log import Log
from ledger.tlog.text import to_base64
from projections.building import Builder
from projections.catalogue import PROJECTIONS
from tools.complaint import FAILED, WRONG_USE, CommandError, same
from tools.progress import Bar
from tools.secret import FILE, load
from tools.target import ADDRESS
from tools.verdict import Text

_NEARBY = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - what is bound, and how to reach it

_STOP_SECONDS = 40
"""How long a server that is told to stop waits for whoever sends or reads slowly."""

DIRECTORY = click.Path(path_type=Path, file_okay=False)


def clock() -> int:
    """Return milliseconds since 1970 UTC."""
    return time.time_ns() // 1_000_000


@click.command()
@click.argument("directory", type=DIRECTORY)
@click.option("--charter", type=FILE, required=True, help="The charter that all have signed.")
@click.option("--log-key", type=FILE, help="Default: log.key beside the charter.")
@click.option("--clerk-key", type=FILE, help="Default: clerk.key beside the charter.")
def init(directory: Path, charter: Path, log_key: Path | None, clerk_key: Path | None) -> None:
    """Found the ledger of a signed charter in the new DIRECTORY and print its fingerprint."""
    keys = (
        load(log_key or charter.with_name("log.key")),
        load(clerk_key or charter.with_name("clerk.key")),
    )
    with answers():
        leaf = found(directory, charter.read_bytes(), keys, clock())
        Ledger.open(directory, clock).close()  # signs leaf 0
    click.echo(to_base64(leaf))
    click.echo(fingerprint.words(leaf))


@click.command()
@click.argument("directory", type=DIRECTORY)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65_535), default=8000, show_default=True)
def serve(directory: Path, host: str, port: int) -> None:
    """Serve the ledger in DIRECTORY over HTTP until it is interrupted."""
    with answers(), bound(host, port) as listener:
        app = open_app(directory)
        with announced(directory, listener) as address:
            click.echo(f"{address}  (Ctrl+C: berhenti / stop)")
            run(app, listener)


@contextmanager
def bound(host: str, port: int) -> Iterator[socket.socket]:
    """Take a port before anything else: a port in use must not disturb a ledger."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except OSError as error:
            raise CommandError(
                same(f"{host}:{port}: {error.strerror}"),
                Text("pilih --port lain", "choose another --port"),
                status=WRONG_USE,
            ) from error
        yield listener


@contextmanager
def announced(directory: Path, listener: socket.socket) -> Iterator[str]:
    """Leave the address beside the lock that is held, for commands that would write there."""
    host, port = listener.getsockname()[:2]
    name = _NEARBY.get(host, host)
    address = f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"
    listener.listen()  # whoever reads the address may ask at once
    file = directory / ADDRESS
    file.write_text(f"{address}\n", encoding="utf-8")
    try:
        yield address
    finally:
        file.unlink(missing_ok=True)


def run(app: FastAPI, listener: socket.socket) -> None:
    """Answer requests until the process is told to stop, by SIGTERM or Ctrl+C."""
    config = uvicorn.Config(app, access_log=False, timeout_graceful_shutdown=_STOP_SECONDS)
    server = uvicorn.Server(config)

    def stop(*_: object) -> None:
        server.should_exit = True

    # uvicorn listens to signals only while it serves, and raises the one that stopped it again.
    # A handler that raised would be lost where Python ignores what is raised, as in its imports.
    before = {one: signal.signal(one, stop) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        server.run(sockets=[listener])
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


@click.command()
@click.argument("directory", type=DIRECTORY)
def rebuild(directory: Path) -> None:
    """Fold every answer again from the log, and change over when all is done."""
    place = Directory(directory)
    with answers():
        place.fingerprint()
        with place.lock():
            log = Log.read(place.database)
            try:
                builder = Builder(log, PROJECTIONS, clock)
                with Bar("rebuild", log.size) as bar:
                    path = builder.rebuild(directory, lambda done, _: bar.reach(done))
            finally:
                log.close()
    click.echo(f"{path}: {log.size} entri / entries")


@contextmanager
def answers() -> Iterator[None]:
    """Say in words what keeps a ledger from being opened or written."""
    kept = Text("semua yang sudah ada tanda terimanya", "everything that has a receipt")
    try:
        yield
    except LockedError as error:
        advice = Text(
            "hentikan server yang memakai direktori ini lebih dahulu",
            "stop the server that uses this directory first",
        )
        raise CommandError(same(error), advice, kept=kept, status=FAILED) from error
    except FileExistsError as error:
        advice = Text("pilih direktori lain", "choose another directory")
        raise CommandError(same(error), advice, status=WRONG_USE) from error
    except LostError as error:
        raise _lost(error) from error
    except (LedgerError, OSError) as error:
        advice = Text("jalankan `segel verify` atas direktori itu", "run `segel verify` on it")
        raise CommandError(same(error), advice, kept=kept, status=FAILED) from error


def _lost(error: LostError) -> CommandError:
    """Say what an old copy of the database means, and the three ways out, the best first."""
    signed, stored = error.signed, error.stored
    return CommandError(
        Text(
            f"penyimpanan hilang: log menandatangani {signed} entri, basis data memuat {stored}. "
            f"Tidak ada yang ditandatangani atau ditambahkan.",
            f"storage was lost: the log has signed {signed} entries, the database holds {stored}. "
            f"Nothing is signed, nothing is appended.",
        ),
        Text(
            "1. kembalikan salinan ledger.db yang terbaru; 2. atau `segel restore` dari cermin; "
            "3. bila keduanya tidak ada, `segel recover show`: para pendaftar memutuskan. "
            "Jangan hapus berkas guard",
            "1. put back the newest copy of ledger.db; 2. or `segel restore` from a mirror; "
            "3. if there is neither, `segel recover show`: the registrars decide. "
            "Do not delete the file guard",
        ),
        kept=Text(
            f"{stored} entri di sini; yang lain masih ada di perangkat yang menandatanganinya",
            f"{stored} entries here; the others are still on the devices that signed them",
        ),
    )
