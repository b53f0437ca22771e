"""Building: the whole log folded into a new file, which then takes the place of the old one.

    projections        names the file in use
    projections.3.db   that file; its number grows with each rebuild

A file that is being built is not waited for by anybody: it is written without syncing, and only
when it is complete it is synced as a whole and the pointer is renamed over the old one.  A crash
in between leaves a file that nobody points to; the next rebuild removes it.
"""

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Engine

from ledger import sqlite
from ledger.log import Log
from projections import schema
from projections.bench import Clock
from projections.follower import MEMORY, Follower
from projections.projection import AnyProjection

BUILDING_PAGE: Final = 10_000
"""Leaves per transaction while a file is built."""

BUILDING_MEMORY: Final = 5 * MEMORY
"""States per fold that are kept in memory while a file is built."""

Progress = Callable[[int, int], None]
"""Told how many leaves are folded, and of how many."""

_SUFFIXES: Final = ("", "-wal", "-shm", "-journal")
_UNSYNCED: Final = (
    "page_size=16384",
    "journal_mode=MEMORY",
    "synchronous=OFF",
    "cache_size=-65536",
)


@dataclass(frozen=True, slots=True)
class Files:
    """The files of a directory's projections."""

    directory: Path

    @property
    def pointer(self) -> Path:
        """The file that names the one in use."""
        return self.directory / "projections"

    @property
    def current(self) -> Path | None:
        """The file in use, if there is one."""
        named = self._named()
        return None if named is None or not named.exists() else named

    def next(self) -> Path:
        """Return where the next file is built, with nothing beside the one in use."""
        named = self._named()
        number = 0 if named is None else int(named.name.split(".")[1])
        self.sweep()
        return self.directory / f"projections.{number + 1}.db"

    def sweep(self) -> None:
        """Remove what is not in use: the file before, and what a crash has left."""
        current = self.current
        for path in self.directory.glob("projections.*.db"):
            if path != current:
                _remove(path)

    def point_to(self, path: Path) -> None:
        """Bring a complete file into use, durably; the one before stays for who still reads it."""
        _sync(path)
        draft = self.pointer.with_suffix(".new")
        draft.write_text(f"{path.name}\n", encoding="utf-8")
        _sync(draft)
        draft.replace(self.pointer)
        _sync(self.directory)

    def _named(self) -> Path | None:
        try:
            return self.directory / self.pointer.read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return None


@dataclass(frozen=True, slots=True)
class Builder:
    """Folds a whole log into new files."""

    log: Log
    projections: Sequence[AnyProjection]
    clock: Clock
    page: int = BUILDING_PAGE
    """Leaves per transaction."""
    memory: int = BUILDING_MEMORY
    """States per fold that are kept in memory."""

    def rebuild(self, directory: Path, progress: Progress | None = None) -> Path:
        """Build a directory's projections anew and bring them into use; return the new file.

        The caller holds the directory's lock.

        Raises:
            StorageError: The disk did not take it; the file in use is as it was.
        """
        files = Files(directory)
        path = files.next()
        self.build(path, progress)
        files.point_to(path)
        return path

    def build(self, path: Path, progress: Progress | None = None, until: int | None = None) -> None:
        """Fold the log into a file that is not there yet; nothing is synced.

        Args:
            path: The file.
            progress: Told how far it is.
            until: The last leaf index that is folded; None: the last that there is.

        Raises:
            StorageError: The disk did not take it.
        """
        engine = _unsynced(path)
        try:
            with sqlite.transaction(engine) as connection:
                schema.create(connection, is_indexed=False)
            with uncollected():
                self._fold(engine, progress, until)
            _index(engine)
        finally:
            engine.dispose()
        sqlite.writer(path).dispose()  # leaves it in WAL mode

    def _fold(self, engine: Engine, progress: Progress | None, until: int | None) -> None:
        follower = Follower(self.log, engine, self.projections, self.clock, memory=self.memory)
        is_indexed = False
        size = self.log.size if until is None else until + 1
        while follower.step(
            self.page if until is None else min(self.page, until - follower.position)
        ):
            if progress is not None:
                progress(follower.position + 1, size)
            if not (is_indexed or follower.is_whole):
                _index(engine)  # from now on states are looked up
                is_indexed = True


@contextmanager
def uncollected() -> Iterator[None]:
    """Let the garbage collector rest where all that is made lives on: it would walk all of it."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _index(engine: Engine) -> None:
    with sqlite.transaction(engine) as connection:
        schema.index(connection)


def _unsynced(path: Path) -> Engine:
    engine = sqlite.writer(path)
    raw = engine.raw_connection()
    try:
        for pragma in _UNSYNCED:
            raw.cursor().execute(f"PRAGMA {pragma}")
    finally:
        raw.close()
    return engine


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove(path: Path) -> None:
    for suffix in _SUFFIXES:
        with suppress(FileNotFoundError):
            path.with_name(path.name + suffix).unlink()
