"""`segel mirror` from the local disk to the local disk, everything verified, entries per second."""

from pathlib import Path
from tempfile import TemporaryDirectory

from ledger.replica import Offer, Replica
from tests.benchmarks.field import DEVICES, Field, field
from tests.benchmarks.figure import Figure, rate
from tests.support.log_builder import LogBuilder
from tools.mirror import offered
from tools.source import DirectorySource

_NOTES = 60_000
_ROUNDS = 3
_WANTED_PER_SECOND = 15_000


def measure() -> Figure:
    """Copy a ledger as it lies on disk; the ratio is how many times faster than promised."""
    with TemporaryDirectory(prefix="segel-bench-") as folder:
        ledger = _built(field(_NOTES)).write(Path(folder) / "ledger")
        targets = (Path(folder) / f"{number}" for number in range(_ROUNDS))
        rates = sorted(rate(_NOTES, lambda: _copy(ledger, next(targets))) for _ in range(_ROUNDS))
    median = rates[_ROUNDS // 2]
    return Figure(
        ratio=round(median / _WANTED_PER_SECOND, 2),
        value=round(median, 1),
        floor=_WANTED_PER_SECOND,
        unit="entries/s",
        wanted=1.0,
    )


def _built(place: Field) -> LogBuilder:
    """Return the log as a server would have kept it: a checkpoint per page of notes."""
    log = LogBuilder(place.people)
    log.add(place.enrolment)
    for start in range(0, len(place.notes), DEVICES):
        log.add(*place.notes[start : start + DEVICES])
        log.sign()
    return log


def _copy(ledger: Path, target: Path) -> None:
    source = DirectorySource(ledger)
    try:
        taken = Replica(target).take(Offer(source.tile, offered(source, 0)), lambda _: True)
    finally:
        source.close()
    if taken.size != _NOTES + 2:
        raise SystemExit(f"{target}: {taken.size} entries")
