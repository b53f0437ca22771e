"""`segel monitor`: follow many logs from outside, and say what does not fit.

    DIR/monitor.db        alerts, and what must be remembered
    DIR/logs/<hash>/      the verified copy of one log, folded; beside it the proofs against it
    DIR/lock              held by the one monitor that writes here

A few threads visit the addresses in turn, each once per interval; visits are spread over it, so
that 500 logs make a small steady load.
"""

import heapq
import signal
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import closing, contextmanager
from pathlib import Path
from types import FrameType
from typing import Final, TypedDict, Unpack

import click
import httpx2

from ledger.directory import Directory
from ledger.errors import LedgerError, LockedError
from tools.alert import Chronicle, Outbox, StateError
from tools.auditor import parse_fingerprint
from tools.complaint import FAILED, UNDECIDED, WRONG_USE, CommandError, same
from tools.lookout import MINUTE, Patience
from tools.messenger import Messenger
from tools.operator import clock
from tools.patrol import Orders, Patrol
from tools.target import is_address
from tools.trust import trusted
from tools.vantage import Vantage
from tools.verdict import Text

THREADS: Final = 8
_SILENCE_SECONDS: Final = 10.0
_TELLING_SECONDS: Final = 1.0


class _Options(TypedDict):
    """What the command is given beside its arguments."""

    state: Path
    interval: float
    once: bool
    webhook: str | None
    alerts: Path | None
    charters: tuple[str, ...]
    unwitnessed: float
    silent: float


@click.command()
@click.argument("addresses", nargs=-1, required=True, metavar="URL...")
@click.option(
    "--state",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("monitor"),
    show_default=True,
    help="Where all is remembered.",
)
@click.option(
    "--interval",
    type=click.FloatRange(min=0.1),
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="Between two visits.",
)
@click.option("--once", is_flag=True, help="Visit every address once and end, as cron wants it.")
@click.option("--webhook", metavar="URL", help="Also POST each alert there, as JSON.")
@click.option(
    "--alerts",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Append alerts there; default: standard output.",
)
@click.option(
    "--charter",
    "charters",
    multiple=True,
    metavar="HASH",
    help="Follow only this charter: base64 or hex; may be given again.",
)
@click.option(
    "--unwitnessed",
    type=click.FloatRange(min=0),
    default=30.0,
    show_default=True,
    metavar="MINUTES",
    help="Alert when no quorum of witnesses was met for longer.",
)
@click.option(
    "--silent",
    type=click.FloatRange(min=0),
    default=5.0,
    show_default=True,
    metavar="MINUTES",
    help="Alert when nobody has answered for longer.",
)
@click.pass_context
def monitor(ctx: click.Context, addresses: tuple[str, ...], **options: Unpack[_Options]) -> None:
    """Follow the logs at every URL: verify each growth, compare all that is shown, run every rule.

    URLs are servers and mirrors, any number for one log; the witnesses of its policy are asked too.

    Exit status with --once: 0 nothing new, 1 new alerts, 3 somebody did not answer.
    """
    state, webhook = options["state"], options["webhook"]
    _check(addresses, webhook)
    patience = Patience(int(options["unwitnessed"] * MINUTE), int(options["silent"] * MINUTE))
    orders = Orders(state, patience, frozenset(map(_charter, options["charters"])))
    state.mkdir(parents=True, exist_ok=True)
    with _complaints(state), Directory(state).lock(), _client() as session:
        patrol = Patrol(orders, addresses, session, clock)
        try:
            messenger = None if webhook is None else Messenger(patrol.outbox, webhook, session)
            with closing(_Telling(patrol.outbox, options["alerts"], state)) as told:
                if options["once"]:
                    ctx.exit(_once(patrol, told, messenger))
                _for_ever(patrol, told, messenger, options["interval"])
        finally:
            patrol.close()


class Schedule:
    """Which address is visited next, and when."""

    def __init__(self, vantages: Sequence[Vantage], interval: float, now: float) -> None:
        """Spread the first visits over the interval, the first of them at once."""
        self._interval = interval
        self._known = 0
        self._due: list[tuple[float, int]] = []
        self._vantages = vantages
        self._start = now
        self.meet(now)

    def meet(self, now: float) -> None:
        """Take addresses in that have been found since."""
        count = len(self._vantages)
        step = self._interval / max(1, count)
        for number in range(self._known, count):
            heapq.heappush(self._due, (now + step * (number - self._known), number))
        self._known = count

    def next(self, now: float) -> tuple[Vantage | None, float]:
        """Return whom to visit now, and otherwise how many seconds to wait."""
        due, number = self._due[0]
        if due > now:
            return None, due - now
        heapq.heapreplace(self._due, (max(due, now - self._interval) + self._interval, number))
        return self._vantages[number], 0.0


class _Telling:
    """Where alerts are told to: a file, or standard output."""

    def __init__(self, outbox: Outbox, path: Path | None, state: Path) -> None:
        self._chronicle = Chronicle(path or state / "alerts.jsonl", outbox)
        self._is_printed = path is None

    def close(self) -> None:
        self._chronicle.close()

    def tell(self) -> int:
        """Tell what was not told yet; return how many."""
        count = 0
        for line in self._chronicle.write():
            count += 1
            if self._is_printed:
                sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
        return count


def _once(patrol: Patrol, told: _Telling, messenger: Messenger | None) -> int:
    """Visit every address; return the exit status."""
    done = broken = 0
    with ThreadPoolExecutor(THREADS) as pool:
        while done < len(patrol.vantages):  # witnesses are found on the way
            batch = patrol.vantages[done:]
            done += len(batch)
            running = {one.address: pool.submit(patrol.visit, one) for one in batch}
            wait(running.values())
            broken += _collect(running)
    count = told.tell()
    is_silent = broken > 0 or any(one.silent_since is not None for one in patrol.vantages)
    if messenger is not None:
        messenger.send()
        is_silent = is_silent or patrol.outbox.undelivered() is not None
    if count:
        return FAILED
    return UNDECIDED if is_silent else 0


def _for_ever(patrol: Patrol, told: _Telling, messenger: Messenger | None, interval: float) -> None:
    """Visit every address once per interval, until the process is told to stop."""
    stop = _stopped()
    sender = None
    if messenger is not None:
        sender = threading.Thread(target=messenger.run, args=(stop,), daemon=True)
        sender.start()
    schedule = Schedule(patrol.vantages, interval, time.monotonic())
    running: dict[str, Future[None]] = {}
    with ThreadPoolExecutor(THREADS) as pool:
        while not stop.is_set():
            schedule.meet(time.monotonic())
            vantage, pause = schedule.next(time.monotonic())
            if vantage is not None and vantage.address not in running:
                running[vantage.address] = pool.submit(patrol.visit, vantage, is_patient=False)
            elif vantage is None:
                stop.wait(min(pause, _TELLING_SECONDS))
            _collect(running)
            told.tell()
        wait(running.values())
    told.tell()
    if sender is not None:
        sender.join(_SILENCE_SECONDS)


def _collect(running: dict[str, Future[None]]) -> int:
    """Let go of visits that are over; say what broke one, and go on; return how many broke."""
    broken = 0
    for address in [address for address, visit in running.items() if visit.done()]:
        error = running.pop(address).exception()
        if error is not None:
            broken += 1
            click.echo(f"{address}: {type(error).__name__}: {error}", err=True)
    return broken


def _stopped() -> threading.Event:
    """Return what is set when the process is told to stop, by SIGTERM or Ctrl+C."""
    stop = threading.Event()

    def end(number: int, frame: FrameType | None) -> None:
        del number, frame
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    return stop


def _client() -> httpx2.Client:
    """Return a client that asks many hosts and waits for none for long."""
    limits = httpx2.Limits(max_connections=THREADS * 2, max_keepalive_connections=THREADS * 2)
    return httpx2.Client(
        verify=trusted(), timeout=_SILENCE_SECONDS, follow_redirects=True, limits=limits
    )


def _charter(text: str) -> bytes:
    found = parse_fingerprint(text).fingerprint
    if found is None:
        raise click.UsageError("--charter takes base64 or hex: the words are only half of it")
    return found


def _check(addresses: Sequence[str], webhook: str | None) -> None:
    for one in (*addresses, *([] if webhook is None else [webhook])):
        if not is_address(one):
            raise CommandError(
                Text(f"{one} bukan alamat", f"{one} is no address"),
                Text("beri alamat http:// atau https://", "give an http:// or https:// address"),
                status=WRONG_USE,
            )


@contextmanager
def _complaints(state: Path) -> Iterator[None]:
    """Say in words what keeps a monitor from remembering."""
    kept = Text("semua yang sudah diperiksa", "everything that was verified")
    try:
        yield
    except LockedError as error:
        advice = Text(
            f"satu `segel monitor` sudah berjalan di {state}", f"one is running in {state} already"
        )
        raise CommandError(same(error), advice, kept=kept) from error
    except StateError as error:
        advice = Text("pindahkan berkas itu, lalu ulangi", "move that file away, then repeat")
        raise CommandError(same(error), advice, kept=kept) from error
    except (LedgerError, OSError) as error:
        advice = Text("beri ruang di disk, lalu ulangi", "make room on the disk, then repeat")
        raise CommandError(same(error), advice, kept=kept) from error
