"""An evidence file about one box out of a million entries: making it, and judging it.

Both figures come from one log, which takes half a minute to write.
"""

import sqlite3
import statistics
import time
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from ledger import sqlite
from ledger.bundle import Asked, Scope
from ledger.charter import fingerprint
from ledger.log import Log
from projections.selection import bundle
from projections.view import view
from tests.benchmarks.figure import Figure
from tests.support.warehouse import BOX, Warehouse
from tools.exhibit import judge
from tools.verdict import State
from tools.verify import Trust

_ENTRIES = 1_000_000
_ACTS = 25
_ROUNDS = 9
_OTHERS = (
    "UPDATE statement SET kind = 'VisitorReported' WHERE topic = 'segel/lain/v1'",
    (
        "INSERT INTO history SELECT 'kotak', 'kotak-' || leaf_index % 50000, leaf_index, "
        "leaf_index FROM statement"
    ),
    (
        "INSERT INTO citation SELECT leaf, leaf_index, 'of' FROM statement "
        "WHERE topic = 'segel/lain/v1'"
    ),
)
"""Makes the projections as large as a million statements would."""


class Took(NamedTuple):
    """Seconds, each the median of some rounds."""

    making: float
    judging: float


@cache
def took() -> Took:
    """Write the log, make the file from it, and judge the file."""
    with TemporaryDirectory(prefix="segel-bench-") as folder:
        path = Path(folder) / "projections.1.db"
        house = Warehouse.filled_with(Path(folder), _ENTRIES, _ACTS)
        house.fold(path)
        house.book.log.close()
        with closing(sqlite3.connect(path)) as connection, connection:
            for statement in _OTHERS:
                connection.execute(statement)
        trust = Trust(fingerprint=fingerprint(house.book.founders.note))
        making = _median(lambda: _made(Path(folder)))
        raw = _made(Path(folder))
        judging = _median(lambda: _judge(raw, trust))
    print(f"  bundle: {raw.count(b' chosen ')} of {raw.count(b'leaf ')} notes, {len(raw)} bytes")
    return Took(making, judging)


def figure(seconds: float, wanted: float) -> Figure:
    """Return a figure whose ratio is how many times faster it was than promised."""
    return Figure(
        ratio=round(wanted / seconds, 3),
        value=round(1000 * seconds, 1),
        floor=1000 * wanted,
        unit="ms, one box out of 1,000,000 entries",
        wanted=1.0,
    )


def _made(folder: Path) -> bytes:
    """Make the file as the command does: from files that are yet to be opened."""
    log, readers = Log.read(folder / "ledger.db"), sqlite.readers(folder / "projections.1.db")
    try:
        with view(readers) as now:
            made = bundle(now, log, Scope(Asked.BOX, BOX))
    finally:
        readers.dispose()
        log.close()
    if made is None:
        raise SystemExit("nothing was found about the box")
    return made.serialise()


def _judge(raw: bytes, trust: Trust) -> None:
    dossier = judge(raw, trust)
    if (
        dossier.state is not State.HOLDS
        or sum(one.is_chosen for one in dossier.statements) != 2 * _ACTS
    ):
        raise SystemExit("\n".join(dossier.lines(0, "en")))


def _median(work: Callable[[], object]) -> float:
    seconds = []
    for _ in range(_ROUNDS):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds)
