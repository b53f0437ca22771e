"""A progress bar for whoever waits longer than two seconds at a terminal; silence for programs."""

import sys
import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

_QUIET_SECONDS = 2.0


class Bar:
    """Counts; shows itself on standard error once it takes longer than two seconds."""

    def __init__(
        self,
        title: str,
        total: int,
        *,
        quiet_seconds: float = _QUIET_SECONDS,
        is_seen: bool | None = None,
    ) -> None:
        """Count up to `total`; whether anybody sees it is found out if it is not said."""
        self._title = title
        self._total = total
        self._done = 0
        self._start = time.monotonic()
        self._quiet_seconds = quiet_seconds
        self._is_seen = sys.stderr.isatty() if is_seen is None else is_seen
        self._progress: Progress | None = None

    def __enter__(self) -> Self:
        """Start counting."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Take the bar away."""
        del kind, error, traceback
        if self._progress is not None:
            self._progress.stop()

    def advance(self, count: int) -> None:
        """Count some more."""
        self.reach(self._done + count)

    def reach(self, done: int) -> None:
        """Say how many there are by now."""
        self._done = done
        if self._progress is None:
            if not self._is_seen or time.monotonic() - self._start < self._quiet_seconds:
                return
            self._progress = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
                console=Console(stderr=True, force_terminal=True),
                transient=True,
            )
            self._progress.add_task(self._title, total=self._total)
            self._progress.start()
        self._progress.update(self._progress.task_ids[0], completed=self._done)
