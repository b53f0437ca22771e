"""The projections of one ledger's directory: kept up to date by a thread, read by anybody.

The serving process holds the directory's lock, so there is one follower here; were there two, they
would not harm each other.  Readers open a view and never wait for the follower, unless they want to
read what they have just written (`wait_for`).
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Self

from ledger import sqlite
from ledger.attempt import attempt
from ledger.errors import StorageBusyError, StorageError, StorageFullError
from ledger.log import Log
from projections.bench import Clock
from projections.building import Builder, Files, Progress
from projections.catalogue import PROJECTIONS
from projections.errors import EditionError, RacedError
from projections.follower import Follower
from projections.projection import AnyProjection
from projections.recollection import Recollection
from projections.stateroot import Roots, State
from projections.view import View, view

POLL_SECONDS: Final = 1.0
"""How long the follower sleeps if nobody wakes it."""


class Projections:
    """The file in use, its follower and its readers."""

    def __init__(
        self, directory: Path, log: Log, clock: Clock, projections: Sequence[AnyProjection]
    ) -> None:
        """Stand on the file in use; use `open`.

        Raises:
            EditionError: It was filled by another edition of the folds.
        """
        self._files = Files(directory)
        self._builder = Builder(log, projections, clock)
        self.recollection: Final = Recollection(log)
        """Answers by hour, which no table holds."""
        self._turn = threading.Lock()
        self._moved = threading.Lock()
        self._waiting: list[tuple[int, Future[None]]] = []
        self._awake = threading.Event()
        self._is_closing = False
        self._thread: threading.Thread | None = None
        self._then: Callable[[View], None] | None = None
        self.trouble = ""
        """Why folding does not get on; empty while everything is well."""
        self._stand_on(self._files.current or directory / "projections.0.db")

    @classmethod
    def open(
        cls,
        directory: Path,
        log: Log,
        clock: Clock,
        projections: Sequence[AnyProjection] = PROJECTIONS,
        progress: Progress | None = None,
    ) -> Self:
        """Open a directory's projections; build them if there are none that this edition can read.

        Raises:
            StorageError: The disk did not take it.
        """
        files, builder = Files(directory), Builder(log, projections, clock)
        if files.current is None:
            builder.rebuild(directory, progress)
        try:
            opened = cls(directory, log, clock, projections)
        except (StorageBusyError, StorageFullError):
            raise
        except (EditionError, StorageError):  # nothing is lost with a file that can be built anew
            builder.rebuild(directory, progress)
            opened = cls(directory, log, clock, projections)
        files.sweep()
        return opened

    @property
    def position(self) -> int:
        """The newest leaf index that is folded; -1 before the first."""
        return self._follower.position

    @contextmanager
    def view(self, as_of: int | None = None) -> Iterator[View]:
        """Read everything as of one leaf, the newest folded one unless another is asked for.

        Raises:
            NotFoldedError: Leaf `as_of` is not folded (yet).
        """
        with view(self._readers, as_of) as now:
            yield now

    def state(self, view: View) -> State:
        """Return the root over the custody state that a view shows."""
        return self._roots.of(view)

    def start(self, then: Callable[[View], None] | None = None) -> None:
        """Follow the log in a thread; after each page, and when all is folded, do something too."""
        self._then = then
        self._thread = threading.Thread(target=self._run, name="follower", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """Say that the log has grown."""
        self._awake.set()

    def wait_for(self, leaf_index: int, timeout: float) -> bool:
        """Wait until a leaf is folded; tell whether it is.

        Args:
            leaf_index: Which one.
            timeout: Seconds.
        """
        folded = self.reached(leaf_index)
        try:
            folded.result(timeout)
        except TimeoutError:
            folded.cancel()
            return False
        return True

    def reached(self, leaf_index: int) -> "Future[None]":
        """Return what is done once a leaf is folded; whoever stops waiting cancels it."""
        folded: Future[None] = Future()
        with self._moved:
            self._waiting.append((leaf_index, folded))
        self._tell()
        return folded

    def catch_up(self) -> int:
        """Fold what the log has more; return how many leaves that were.

        Raises:
            StorageError: The disk did not take it.
        """
        before = self.position
        while self._step():
            pass
        return self.position - before

    def retry(self) -> None:
        """Fold again what the dead letters are about.

        Raises:
            StorageError: The disk did not take it.
        """
        with self._turn:
            self._follower.retry()
            self._roots.forget()

    def rebuild(self, progress: Progress | None = None) -> None:
        """Build everything anew beside the file in use, and change over when it is complete.

        Raises:
            StorageError: The disk did not take it; the file in use is as it was.
        """
        path = self._files.next()
        self._builder.build(path, progress)
        with self._turn:
            old_readers, old_writer = self._readers, self._writer
            self._files.point_to(path)
            self._stand_on(path)
            old_readers.dispose()
            old_writer.dispose()
        self.wake()

    def close(self) -> None:
        """End the thread and close every connection."""
        self._is_closing = True
        self.wake()
        if self._thread is not None:
            self._thread.join()
        self._readers.dispose()
        self._writer.dispose()

    def _stand_on(self, path: Path) -> None:
        builder, writer = self._builder, sqlite.writer(path)
        try:
            self._follower = Follower(builder.log, writer, builder.projections, builder.clock)
        except BaseException:
            writer.dispose()
            raise
        self._writer = writer
        self._readers = sqlite.readers(path)
        self._roots = Roots(self._readers)

    def _step(self) -> int:
        with self._turn:
            try:
                count = self._follower.step()
            except RacedError:
                count = 1  # there is more than we know
        self._tell()
        return count

    def _tell(self) -> None:
        """Let those go on who wait for what is folded by now."""
        with self._moved:
            position = self.position
            done = [one for leaf, one in self._waiting if leaf <= position]
            self._waiting = [
                (leaf, one) for leaf, one in self._waiting if leaf > position and not one.done()
            ]
        for one in done:
            if one.set_running_or_notify_cancel():
                one.set_result(None)

    def _run(self) -> None:
        while not self._is_closing:
            self._awake.clear()
            error = attempt(self._follow)
            self.trouble = "" if error is None else f"{type(error).__name__}: {error}"
            self._awake.wait(POLL_SECONDS)

    def _follow(self) -> None:
        while not self._is_closing:
            is_more = self._step()
            if self._then is not None:
                with self.view() as now:
                    self._then(now)
            if not is_more:
                return
