"""What an operator does with a ledger's directory: found it, serve it, fold its answers again."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Unpack

import click

from api.app import open_app
from api.metrics import Metrics
from api.service import Service
from ledger import fingerprint
from ledger.application import Ledger
from ledger.directory import Directory
from ledger.errors import LedgerError, LockedError, LostError
from ledger.founding import found
from ledger.log import Log
from ledger.preparation import clear, is_wanted
from ledger.settings import Settings
from ledger.tlog.text import to_base64
from projections.building import Builder
from projections.catalogue import PROJECTIONS
from tools.chronicle import written
from tools.complaint import FAILED, WRONG_USE, CommandError, same
from tools.gate import Place, announced, listening, opened, run
from tools.preparation import prepared
from tools.progress import Bar
from tools.scrape import scraped, watched
from tools.secret import FILE, load
from tools.trust import authorities
from tools.verdict import Text

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
@listening(8000)
@watched
def serve(
    directory: Path, *, metrics: tuple[str, int] | None, log: bool, **place: Unpack[Place]
) -> None:
    """Serve the ledger in DIRECTORY over HTTP until it is interrupted.

    An empty or new DIRECTORY is led through the founding of a ledger first, in the browser: open
    the address that is printed. Then the same process goes on to serve it.

    Other machines are served over https: give --tls-cert and --tls-key (see `segel tls`).
    """
    with answers(), opened(place) as gate:
        if is_wanted(directory) and not prepared(directory, gate, clock):
            return
        clear(directory)
        app = open_app(directory, Settings(ca=authorities()))
        service: Service = app.state.service
        with (
            announced(directory, gate),
            scraped(metrics, Metrics(service)),
            written(service.meter, lambda: {"entries": service.ledger.tree.size}, is_asked=log),
        ):
            click.echo(f"{'  '.join(gate.addresses())}  (Ctrl+C: berhenti / stop)")
            run(app, gate)


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
