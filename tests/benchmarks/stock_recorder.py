"""One durable event each, from sixteen writers at once: ours beside the library's own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from eventsourcing.persistence import StoredEvent
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteDatastore

from ledger.commit import GroupCommit
from ledger.log import Log
from ledger.recorder import LogRecorder
from tests.benchmarks.figure import Figure, in_turn, rate

_WRITERS = 16
_EVENTS = 250
_STATE = b"x" * 600
_WANTED = 4.0


def measure() -> Figure:
    """Compare with the stock SQLite recorder."""
    return in_turn(_ours, _stock, "events/s", _WANTED)


def _ours() -> float:
    with TemporaryDirectory(prefix="segel-bench-") as folder:
        log = Log.create(Path(folder) / "ledger.db")
        recorder = LogRecorder(log)

        def write(events: object) -> list[int]:
            return list(recorder.insert_events(list(events)) or ())  # type: ignore[call-overload] # a list of events

        group: GroupCommit[StoredEvent, int] = GroupCommit(
            lambda raws: [StoredEvent(*_place(r), "segel/statement/v1", _STATE) for r in raws],
            write,
            lambda: None,
        )
        done = _race(lambda who, number: group.submit([b"%d %d" % (who, number)]).result())
        group.close()
        log.close()
        return done


def _place(raw: bytes) -> tuple[str, int]:
    who, _, number = raw.decode().partition(" ")
    return who, int(number)


def _stock() -> float:
    with TemporaryDirectory(prefix="segel-bench-") as folder:
        recorder = SQLiteApplicationRecorder(SQLiteDatastore(str(Path(folder) / "stock.db")))
        recorder.create_table()
        done = _race(
            lambda who, number: recorder.insert_events(
                [StoredEvent(str(who), number, "segel/statement/v1", _STATE)]
            )
        )
        recorder.datastore.close()
        return done


def _race(write: Callable[[int, int], object]) -> float:
    def one(who: int) -> None:
        for number in range(_EVENTS):
            write(who, number)

    with ThreadPoolExecutor(_WRITERS) as pool:
        return rate(_WRITERS * _EVENTS, lambda: list(pool.map(one, range(_WRITERS))))
