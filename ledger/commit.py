"""Group commit: many requests, one transaction, one signature.

Requests queue up while the disk is busy.  The one writer takes all that waits,
examines it, commits it in the order of the requests, and answers all of it at
once.  A large request is examined in a thread of its own meanwhile, so that its
signatures and the disk are busy together.  There is no timer in the way of an
answer: a lone note does not wait.
"""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from typing import Generic, TypeVar

from ledger.attempt import attempt
from ledger.errors import ClosingError, LedgerError

Examined = TypeVar("Examined")
Answer = TypeVar("Answer")

_EXAMINERS = 2
_GROUP_MAX = 512
"""Notes after which an examiner passes on what it has."""

_APART_MIN = 64
"""Waiting notes from which on an examiner takes them; fewer are quicker without a hand-over."""

_IDLE_SECONDS = 0.05
"""How long nobody may have asked before the writer looks after itself."""

_BATCH_MAX = 4096
"""Notes after which a transaction takes no further group."""


@dataclass(slots=True)
class _Job(Generic[Answer]):
    """What one request has handed in."""

    notes: Sequence[bytes]
    answer: "Future[list[Answer]]" = field(default_factory=Future)


@dataclass(slots=True)
class _Group(Generic[Examined, Answer]):
    """What one examiner takes at a time."""

    jobs: list[_Job[Answer]]
    examined: list[Examined] | None = None
    """None: nobody has come to an end with it."""
    is_ready: bool = False
    """Whether the examiner that took it has let go of it."""


class GroupCommit(Generic[Examined, Answer]):
    """Examines notes in threads and writes them in one."""

    def __init__(
        self,
        examine: Callable[[Sequence[bytes]], list[Examined]],
        write: Callable[[Sequence[Examined]], Sequence[Answer]],
        idle: Callable[[], None],
    ) -> None:
        """Start the writer.

        Args:
            examine: Judges notes, each by itself; called from several threads.
            write: Decides and commits; called from the writer's thread alone.
            idle: Called by the writer when nobody has asked for a while.
        """
        self._examine = examine
        self._write = write
        self._idle = idle
        self._changed = threading.Condition()
        self._waiting: deque[_Job[Answer]] = deque()
        self._waiting_notes = 0
        self._groups: deque[_Group[Examined, Answer]] = deque()
        self._batch: list[_Group[Examined, Answer]] = []
        self._examiners = 0
        self._is_closed = False
        self._pool = ThreadPoolExecutor(_EXAMINERS, "examiner")
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    def submit(self, notes: Sequence[bytes]) -> "Future[list[Answer]]":
        """Hand in notes; the future holds an answer for each, in their order.

        Raises:
            ClosingError: The ledger is closing.
        """
        job: _Job[Answer] = _Job(notes)
        job.answer.set_running_or_notify_cancel()  # whoever waits may go; the note is written
        with self._changed:
            if self._is_closed:
                raise ClosingError("the ledger is closing")
            self._waiting.append(job)
            self._waiting_notes += len(notes)
            if self._waiting_notes < _APART_MIN:
                self._changed.notify()
            elif self._examiners < _EXAMINERS:
                self._examiners += 1
                self._pool.submit(self._examine_waiting)
        return job.answer

    @property
    def is_alive(self) -> bool:
        """Whether what is handed in will be answered."""
        return self._thread.is_alive() and not self._is_closed

    def close(self) -> None:
        """Answer everything that was handed in, then stop."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()
        self._thread.join()
        self._pool.shutdown(wait=True)

    def _examine_waiting(self) -> None:
        """Pass on what waits, group by group, until nothing does."""
        while True:
            with self._changed:
                group = self._take_waiting()
                if group is None:
                    self._examiners -= 1
                    self._changed.notify()
                    return
                self._groups.append(group)
            try:
                self._judge(group)
            finally:
                with self._changed:
                    group.is_ready = True
                    self._changed.notify()

    def _take_waiting(self) -> _Group[Examined, Answer] | None:
        """Take requests of at most a group's size; the caller holds the lock."""
        jobs: list[_Job[Answer]] = []
        count = 0
        while self._waiting and count < _GROUP_MAX:
            jobs.append(self._waiting.popleft())
            count += len(jobs[-1].notes)
        self._waiting_notes -= count
        return _Group(jobs) if jobs else None

    def _judge(self, group: _Group[Examined, Answer]) -> list[Examined]:
        notes = [note for job in group.jobs for note in job.notes]
        examined = attempt(self._examine, notes)
        if isinstance(examined, Exception):
            _fail(group.jobs, examined)
            group.jobs, examined = [], []
        group.examined = examined
        return examined

    def _run(self) -> None:
        try:
            self._serve()
        finally:
            self._abandon()

    def _abandon(self) -> None:
        """Leave nobody waiting for a writer that is no more, whatever has ended it."""
        with self._changed:
            self._is_closed = True
            while group := self._take_waiting():
                _fail(group.jobs, ClosingError("the writer has ended"))
            for group in (*self._batch, *self._groups):
                _fail(group.jobs, ClosingError("the writer has ended"))

    def _serve(self) -> None:
        has_written = False
        while not self._is_finished():
            batch = self._batch = self._next_batch(_IDLE_SECONDS if has_written else None)
            examined: list[Examined] = []
            for group in batch:
                examined += self._judge(group) if group.examined is None else group.examined
            jobs = [job for group in batch for job in group.jobs]
            if jobs:
                self._answer(jobs, examined)
            elif has_written:
                self._idle()
            has_written = bool(jobs)

    def _next_batch(self, seconds: float | None) -> list[_Group[Examined, Answer]]:
        """Wait for requests; return none after some seconds, or when there will be none."""
        with self._changed:
            self._changed.wait_for(lambda: self._has_work() or self._is_finished(), seconds)
            return self._take_batch()

    def _is_finished(self) -> bool:
        return self._is_closed and not (self._waiting or self._groups or self._examiners)

    def _has_work(self) -> bool:
        return self._groups[0].is_ready if self._groups else bool(self._waiting)

    def _take_batch(self) -> list[_Group[Examined, Answer]]:
        """Take what examiners have done; if they have nothing, what waits; mind the order."""
        batch: list[_Group[Examined, Answer]] = []
        count = 0
        while count < _BATCH_MAX and self._groups and self._groups[0].is_ready:
            batch.append(self._groups.popleft())
            count += len(batch[-1].examined or ())
        if not batch and not self._groups and (group := self._take_waiting()):
            batch.append(group)
        return batch

    def _answer(self, jobs: Sequence[_Job[Answer]], examined: Sequence[Examined]) -> None:
        """Write; what is wrong with one request must not take the others along."""
        answers = attempt(self._write, examined)
        if isinstance(answers, LedgerError) or (isinstance(answers, Exception) and len(jobs) == 1):
            _fail(jobs, answers)
        elif isinstance(answers, Exception):
            rest = iter(examined)
            for job in jobs:
                self._answer([job], list(islice(rest, len(job.notes))))
        else:
            each = iter(answers)
            for job in jobs:
                job.answer.set_result(list(islice(each, len(job.notes))))


def _fail(jobs: Sequence[_Job[Answer]], error: Exception) -> None:
    for job in jobs:
        if not job.answer.done():
            job.answer.set_exception(error)
