"""Every projection and rule over the demo's log, from nothing, on one core."""

import os
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from ledger.log import Log
from projections.building import Builder
from projections.catalogue import PROJECTIONS
from tests.benchmarks.demo import demo
from tests.benchmarks.figure import Figure, rate
from tests.support.practice import NOW

_SCALE = "400"
_WANTED_PER_SECOND = 15_000
_ROUNDS = 3


def measure() -> Figure:
    """Rebuild the projections of a practice ledger; the ratio is over the promised rate.

    Counted in seconds of processor, so that whoever shares the machine does not count.
    """
    # In a process of its own, as `segel rebuild` is: making the log leaves its traces here.
    with (
        demo("--scale", _SCALE) as directory,
        ProcessPoolExecutor(1, get_context("spawn")) as pool,
    ):
        best, peak = pool.submit(_best, directory).result()
    print(f"  rebuild: {1e6 / best:.0f} us a statement, {peak} MB resident at the peak")
    return Figure(
        ratio=round(best / _WANTED_PER_SECOND, 3),
        value=round(best, 1),
        floor=_WANTED_PER_SECOND,
        unit="statements per second of one core",
        wanted=1.0,
    )


def _best(directory: Path) -> tuple[float, int]:
    """Return the best rate of some rounds on one core, and the peak of memory in MB."""
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    best = max(_rebuild(directory) for _ in range(_ROUNDS))
    status = Path("/proc/self/status").read_text(encoding="ascii")  # rusage is the parent's too
    return best, int(status.partition("VmHWM:")[2].split()[0]) // 1024


def _rebuild(directory: Path) -> float:
    log = Log.read(directory / "ledger.db")
    try:
        builder = Builder(log, PROJECTIONS, lambda: NOW)
        began = time.process_time()
        wall = rate(log.size, lambda: builder.rebuild(directory))
        spent = time.process_time() - began
    finally:
        log.close()
    print(f"  rebuild: {log.size} statements, {wall:.0f}/s, {log.size / spent:.0f}/s of processor")
    return log.size / spent
