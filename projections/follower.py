"""The follower: the one loop from the log to the projections.

A page of leaves is folded in memory and written in one transaction together with the position, by
compare and set: whoever races on the same file, each leaf is folded into it exactly once.  The
loser's transaction is rolled back; it throws its memory away, reads again and goes on.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from sqlalchemy import Connection, Engine

from ledger import sqlite, tracking
from ledger.attempt import attempt
from ledger.errors import ConflictError, StorageError
from ledger.log import Log, Stored
from projections import schema
from projections.bench import Clock
from projections.errors import EditionError, RacedError
from projections.projection import AnyProjection
from projections.projector import Projector
from projections.view import READER

PAGE: Final = 1000
"""Leaves per transaction."""

MEMORY: Final = 20_000
"""States per fold that are kept in memory."""


class Follower:
    """Folds whatever the log has more than the file."""

    def __init__(
        self,
        log: Log,
        engine: Engine,
        projections: Sequence[AnyProjection],
        clock: Clock,
        *,
        memory: int = MEMORY,
    ) -> None:
        """Stand before a file that `schema.create` has made.

        Raises:
            EditionError: The file was filled by another edition of the folds.
        """
        self._log = log
        self._engine = engine
        self._projections = projections
        self._clock = clock
        self._memory = memory
        self._projector: Projector | None = None
        self.is_whole = True
        """Whether everything that the file holds is in memory too."""
        with sqlite.transaction(engine) as connection:
            if (edition := schema.edition(connection)) != schema.EDITION:
                raise EditionError(f"edition {edition}, this is {schema.EDITION}")
            self._reached = tracking.position(connection, READER)

    @property
    def position(self) -> int:
        """The newest leaf index that is folded; -1 before the first."""
        return (self._reached or 0) - 1

    def step(self, page: int = PAGE) -> int:
        """Fold one page; return how many leaves it held.

        Raises:
            RacedError: Another follower has folded these leaves meanwhile; step again.
            StorageError: The disk did not take it; step again later.
        """
        rows = self._log.entries(self.position + 1, page)
        if not rows:
            return 0
        if self._broken(rows) is not None:
            self._fold_singly(rows)
        return len(rows)

    def catch_up(self, page: int = PAGE) -> int:
        """Fold until nothing is left; return how many leaves that were, other followers' included.

        Raises:
            StorageError: The disk did not take it; what was folded before stays.
        """
        before = self.position
        while True:
            try:
                if not self.step(page):
                    return self.position - before
            except RacedError:
                continue

    def retry(self) -> None:
        """Fold again what the dead letters are about.

        Raises:
            RacedError: Another follower was faster; retry again.
            StorageError: The disk did not take it; retry again later.
        """
        with self._transaction() as (connection, projector):
            projector.retry(connection)

    def _fold(self, rows: Sequence[Stored]) -> None:
        reached = rows[-1].leaf_index + 1
        with self._transaction() as (connection, projector):
            projector.fold(connection, rows)
            tracking.move(connection, READER, self._reached, reached)
        self._reached = reached
        self.is_whole = projector.trim(self._memory)

    def _fold_singly(self, rows: Sequence[Stored]) -> None:
        """Find the leaf that a page broke on, and bury it alone."""
        for row in rows:
            error = self._broken([row])
            if error is not None:
                self._bury(row, error)

    def _broken(self, rows: Sequence[Stored]) -> Exception | None:
        """Fold leaves; return what broke, if the leaves are what it broke on."""
        error = attempt(self._fold, rows)
        if isinstance(error, RacedError | StorageError):
            raise error
        return error

    def _bury(self, row: Stored, error: Exception) -> None:
        reached = row.leaf_index + 1
        with self._transaction() as (connection, projector):
            projector.bury(connection, row, error)
            tracking.move(connection, READER, self._reached, reached)
        self._reached = reached

    @contextmanager
    def _transaction(self) -> Iterator[tuple[Connection, Projector]]:
        """Write together with the memory, or throw the memory away."""
        try:
            with sqlite.transaction(self._engine) as connection:
                self._check_first(connection)
                yield connection, self._restored(connection)
        except ConflictError as error:
            self._projector = None
            raise RacedError(str(error)) from error
        except BaseException:
            self._projector = None
            raise

    def _check_first(self, connection: Connection) -> None:
        found = tracking.position(connection, READER)
        if found != self._reached:
            self._reached = found
            raise RacedError(f"another follower has come to leaf {self.position}")

    def _restored(self, connection: Connection) -> Projector:
        if self._projector is None:
            self._projector = Projector(self._log, self._projections, self._clock)
            self._projector.restore(connection, self.position)
        return self._projector
