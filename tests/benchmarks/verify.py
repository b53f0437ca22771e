"""`segel verify` of a whole log, beside the mere verification of its signatures on two cores."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.field import DEVICES, Field, field, verify_on_two_cores
from tests.benchmarks.figure import Figure, in_turn, rate
from tests.support.log_builder import LogBuilder
from tools.source import DirectorySource
from tools.verdict import State
from tools.verify import Trust, verify

_NOTES = 60_000
_WANTED = 0.8


def measure() -> Figure:
    """Verify a log as it lies on disk; both in two processes, notes per second."""
    place = field(_NOTES)
    signed = place.signed()
    with TemporaryDirectory(prefix="segel-bench-") as folder:
        built(place).write(Path(folder) / "ledger")
        return in_turn(
            lambda: rate(_NOTES, lambda: _verify(Path(folder) / "ledger")),
            lambda: rate(_NOTES, lambda: verify_on_two_cores(signed)),
            "notes/s",
            _WANTED,
        )


def built(place: Field) -> LogBuilder:
    """Return the log as a server would have kept it: a checkpoint per page of notes."""
    log = LogBuilder(place.people)
    log.add(place.enrolment)
    for page in _pages(place.notes):
        log.add(*page)
        log.sign()
    return log


def _pages(notes: list[bytes]) -> Iterator[list[bytes]]:
    return (notes[start : start + DEVICES] for start in range(0, len(notes), DEVICES))


def _verify(directory: Path) -> None:
    source = DirectorySource(directory)
    try:
        if verify(source, Trust(), jobs=2).state is not State.HOLDS:
            raise SystemExit(f"{directory}: not proven")
    finally:
        source.close()
