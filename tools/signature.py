"""Signatures checked in worker processes while the caller goes on reading.

Nine tenths of a verification are Ed25519.  Chunks go to a few processes that
know nothing but `ledger.verifier`; few are under way at a
time, so memory stays flat.  A small log starts no process at all, and a chunk
whose process died is checked here instead: every check ends.
"""

from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor

from ledger.verifier import Signed, reasons, workers
from tools.verdict import Span, Text

_CHUNK = 512
_CHUNKS_PER_JOB = 3
"""Under way at a time: one being checked, the next ones on their way."""

_ALONE_MAX = 4_096
"""Signatures checked before it is worth starting processes."""


Label = tuple[str, Span]
"""Which check a signature belongs to, and about which leaves it speaks."""

_Answer = Future[list[str]]


def counted(held: int, given: int, by_hardware: int) -> Text:
    """Say how many of the given signatures hold, and how many of those a finger has given."""
    if not by_hardware:
        return Text(f"{held}/{given}", f"{held}/{given}")
    return Text(
        f"{held}/{given}, {by_hardware} dengan sidik jari",
        f"{held}/{given}, {by_hardware} by fingerprint",
    )


class SignatureQueue:
    """Collects signatures under labels; says in the end which labels failed."""

    def __init__(self, jobs: int) -> None:
        """Check in `jobs` processes; in this one alone if `jobs` is 1."""
        self._jobs = jobs
        self._pool: ProcessPoolExecutor | None = None
        self._labels: list[Label] = []
        self._chunk: list[Signed] = []
        self._running: deque[tuple[list[Label], list[Signed], _Answer]] = deque()
        self.failed: list[tuple[Label, str]] = []
        """Labels, in the order handed in, each with its reason; complete after `close`."""

        self.count = 0
        """How many were handed in."""

    def add(self, label: Label, signed: Signed) -> None:
        """Check one signature, now or soon."""
        self.count += 1
        self._labels.append(label)
        self._chunk.append(signed)
        if len(self._chunk) >= _CHUNK:
            self._flush()

    def close(self) -> None:
        """Wait for all that was handed in, and end the processes."""
        self._flush()
        while self._running:
            self._collect()
        if self._pool is not None:
            self._pool.shutdown()
            self._pool = None

    def cancel(self) -> None:
        """End the processes without waiting for what was handed in."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None

    def _flush(self) -> None:
        labels, chunk, self._labels, self._chunk = self._labels, self._chunk, [], []
        if self._jobs == 1 or self.count <= _ALONE_MAX:
            self._note(labels, reasons(chunk))
            return
        try:
            if self._pool is None:
                self._pool = workers(self._jobs)
            answer: _Answer = self._pool.submit(reasons, chunk)
        except (OSError, RuntimeError) as error:  # no processes to be had, or no more
            answer = Future()
            answer.set_exception(error)
        self._running.append((labels, chunk, answer))
        if len(self._running) > _CHUNKS_PER_JOB * self._jobs:
            self._collect()

    def _collect(self) -> None:
        labels, chunk, answer = self._running.popleft()
        try:
            found = answer.result()
        except (OSError, RuntimeError):
            found = reasons(chunk)
        self._note(labels, found)

    def _note(self, labels: list[Label], found: list[str]) -> None:
        self.failed += [one for one in zip(labels, found, strict=True) if one[1]]
