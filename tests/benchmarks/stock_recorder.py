"""One durable event each, sixteen writers at once: ours beside the library's own.

The stock recorder is synchronous, so its writers are threads; ours is awaited,
so its writers are tasks of one event loop, as the server's requests are.
"""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import uvloop
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
    return in_turn(_ours, _stock, "events/s", _WANTED, rounds=5)


def _ours() -> float:
    with TemporaryDirectory(prefix="segel-bench-") as folder:
        log = Log.create(Path(folder) / "ledger.db")
        recorder = LogRecorder(log)

        def write(events: Sequence[StoredEvent]) -> list[int]:
            return list(recorder.insert_events(events) or ())

        group = GroupCommit(_events, write, lambda: None)

        async def one(who: int) -> None:
            for number in range(_EVENTS):
                await asyncio.wrap_future(group.submit([b"%d %d" % (who, number)]))

        async def race() -> None:
            await asyncio.gather(*(one(who) for who in range(_WRITERS)))

        done = rate(_WRITERS * _EVENTS, lambda: uvloop.run(race()))
        group.close()
        log.close()
        return done


def _events(raws: Sequence[bytes]) -> list[StoredEvent]:
    events = []
    for raw in raws:
        who, _, number = raw.decode().partition(" ")
        events.append(StoredEvent(who, int(number), "segel/statement/v1", _STATE))
    return events


def _stock() -> float:
    with TemporaryDirectory(prefix="segel-bench-") as folder:
        recorder = SQLiteApplicationRecorder(SQLiteDatastore(str(Path(folder) / "stock.db")))
        recorder.create_table()

        def one(who: int) -> None:
            for number in range(_EVENTS):
                recorder.insert_events(
                    [StoredEvent(str(who), number, "segel/statement/v1", _STATE)]
                )

        with ThreadPoolExecutor(_WRITERS) as pool:
            done = rate(_WRITERS * _EVENTS, lambda: list(pool.map(one, range(_WRITERS))))
        recorder.datastore.close()
        return done
