"""What whoever keeps a witness does: make it, choose the logs that it watches, serve it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Unpack

import click

from api.meter import Meter
from api.metrics import WitnessMetrics
from api.witness import create_app
from ledger import key as keyfile, witness as witnesses
from ledger.errors import LedgerError, LockedError, MemoryLostError
from ledger.tlog.errors import TlogError
from ledger.tlog.note import VerifierKey, check_name
from ledger.tlog.policy import Policy, Witness
from tools.chronicle import written
from tools.complaint import FAILED, WRONG_USE, CommandError, same
from tools.gate import Place, announced, listening, opened, run
from tools.operator import DIRECTORY, clock
from tools.scrape import scraped, watched
from tools.verdict import Text


@click.group()
def witness() -> None:
    """Keep a witness: it cosigns the checkpoints of logs as long as they only grow."""


@witness.command()
@click.argument("directory", type=DIRECTORY)
@click.option("--name", required=True, help="Name of its key, like saksi.bawaslu.example/w1.")
@click.option("--short", help="Its name in policies; by default the first part of the name.")
@click.option("--url", help="Where logs will reach it; by default https:// and the name.")
def init(directory: Path, name: str, short: str | None, url: str | None) -> None:
    """Make a witness in the new DIRECTORY and print its verifier key.

    The second line is for the registrars: it goes into the policy of the log.
    """
    with _answers():
        key = keyfile.generate(check_name(name))
        verifier = witnesses.verifier_of(key)
        short = short or name.partition("/")[0]
        line = Witness(short, verifier, url or f"https://{name}").line()
        Policy.parse(f"{line}\nquorum {short}\n")  # an address with a space is found here
        witnesses.found(directory, key)
    click.echo(verifier)
    click.echo(line)


@witness.command()
@click.argument("directory", type=DIRECTORY)
@click.argument("vkey")
@click.option("--origin", help="First line of its checkpoints; by default the name of the key.")
def add_log(directory: Path, vkey: str, origin: str | None) -> None:
    """Let the witness in DIRECTORY watch the log of verifier key VKEY; not while it is served."""
    with _answers():
        key = VerifierKey.parse(vkey)
        witnesses.trust(directory, key, origin or key.name)
    click.echo(origin or key.name)


@witness.command()
@click.argument("directory", type=DIRECTORY)
@listening(8100)
@watched
def serve(
    directory: Path, *, metrics: tuple[str, int] | None, log: bool, **place: Unpack[Place]
) -> None:
    """Serve the witness in DIRECTORY over HTTP until it is interrupted.

    Other machines are served over https: give --tls-cert and --tls-key (see `segel tls`).
    """
    meter = Meter()
    with (
        _answers(),
        opened(place) as gate,
        witnesses.opened(directory, clock) as one,
        announced(directory, gate),
        scraped(metrics, WitnessMetrics(one, meter, directory, clock)),
        written(meter, lambda: {"logs": len(one.logs())}, is_asked=log),
    ):
        click.echo(f"{'  '.join(gate.addresses())}  (Ctrl+C: berhenti / stop)")
        run(create_app(one, clock, meter, perf_counter), gate)


@contextmanager
def _answers() -> Iterator[None]:
    """Say in words what keeps a witness from being made, changed or served."""
    try:
        yield
    except MemoryLostError as error:
        advice = Text(
            "saksi tanpa ingatannya tidak boleh menandatangani lagi: buat saksi baru dengan kunci "
            "baru, dan beri tahu pendaftar",
            "a witness without its memory must not sign again: make a new one with a new key, and "
            "tell the registrars",
        )
        raise CommandError(same(error), advice, status=FAILED) from error
    except LockedError as error:
        advice = Text("hentikan saksi itu lebih dahulu", "stop that witness first")
        raise CommandError(same(error), advice, status=FAILED) from error
    except FileExistsError as error:
        advice = Text("pilih direktori lain", "choose another directory")
        raise CommandError(same(error), advice, status=WRONG_USE) from error
    except TlogError as error:
        advice = Text("periksa nama atau kunci itu", "look at that name or key")
        raise CommandError(same(error), advice, status=WRONG_USE) from error
    except (LedgerError, OSError) as error:
        advice = Text("periksa disk dan hak atas direktori", "look at the disk and the directory")
        raise CommandError(same(error), advice, status=FAILED) from error
