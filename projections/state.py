"""The working memory of one fold: the newest state of the subjects it was about lately.

States are read when a page of leaves first touches a subject, and changes are gathered and written
once per page; each version that a page makes is a row of its own all the same, or `as_of` would
skip it.  The memory is bounded: what was not touched for long is forgotten and read again.
"""

from collections.abc import Iterable
from typing import Generic, TypeVar

import msgspec
from sqlalchemy import Connection

from projections.version import Row, Versions

S = TypeVar("S", bound=msgspec.Struct)


class States(Generic[S]):
    """The newest states of one table's subjects."""

    def __init__(self, versions: Versions[S], next_id: int, *, is_whole: bool = False) -> None:
        """Begin with nothing in memory.

        Args:
            versions: Where the states are kept.
            next_id: The first id that no row has.
            is_whole: The table is empty, so that what is not in memory is nowhere.
        """
        self.versions = versions
        self.is_whole = is_whole
        self._milestone = versions.milestone
        self._past = versions.past
        self._next_id = next_id
        self.newest: dict[str, Row[S] | None] = {}
        """Subject to the version that holds; None: nothing is known of it."""
        self._pending: list[Row[S]] = []
        self._ends: list[Row[S]] = []
        self._rewritten: dict[int, S] = {}

    def __len__(self) -> int:
        """Return how many subjects are in memory."""
        return len(self.newest)

    def load(self, connection: Connection, subjects: Iterable[str]) -> None:
        """Read the newest states of subjects that are not in memory."""
        if self.is_whole:
            return
        newest = self.newest
        missing = {subject for subject in subjects if subject not in newest}
        if not missing:
            return
        for number, subject, since, state in self.versions.newest(connection, sorted(missing)):
            newest[subject] = Row(number, subject, since, None, state, is_stored=True)
            missing.discard(subject)
        newest.update(dict.fromkeys(missing))

    def state(self, subject: str) -> S | None:
        """Return the newest state of a subject that was loaded; None: nothing is known of it."""
        row = self.newest.get(subject)
        return None if row is None else row.state

    def put(self, subject: str, state: S | None, index: int, *, is_again: bool = False) -> bool:
        """Let a state hold from leaf `index` on; tell whether that makes a version of its own.

        Args:
            subject: Whose.
            state: None: nothing is known any more.
            index: Which leaf has changed it.
            is_again: It was changed by folding again, not by what the leaf says of it.
        """
        row = self.newest.get(subject)
        if row is not None:
            if (row.since == index or self._milestone) and self._is_same(row, state, index):
                self._write_over(row, state)
                return row.since == index
            row.until = index
            if self._past is not None:
                row.state = self._past(row.state)
            if row.is_stored:
                self._ends.append(row)
        if state is None:
            self.newest[subject] = None
            return False
        self.newest[subject] = row = Row(self._next_id, subject, index, None, state, is_again)
        self._pending.append(row)
        self._next_id += 1
        return True

    def flush(self, connection: Connection) -> None:
        """Write what has changed."""
        self.versions.rewrite(connection, self._rewritten)
        self.versions.close(connection, self._ends)
        self.versions.insert(
            connection,
            self._pending,
        )
        for row in self._pending:
            row.is_stored = True
        self._pending.clear()
        self._ends.clear()
        self._rewritten.clear()

    def trim(self, most: int) -> None:
        """Forget subjects if there are more than so many; only after a flush.

        Those that were changed longest ago go, and a quarter more than necessary, so that this is
        not done for every page.
        """
        if len(self.newest) <= most:
            return
        self.is_whole = False
        known = sorted(self.newest.items(), key=_changed, reverse=True)
        self.newest = dict(known[: most - most // 4])

    def _is_same(self, row: Row[S], state: S | None, index: int) -> bool:
        """Tell whether a change makes no version of its own."""
        if row.since == index:
            return not row.is_stored and state is not None
        milestone = self._milestone
        return (
            milestone is not None and state is not None and milestone(row.state) == milestone(state)
        )

    def _write_over(self, row: Row[S], state: S | None) -> None:
        if state is None:
            return
        row.state = state
        if row.is_stored:
            self._rewritten[row.id] = state


def _changed(known: tuple[str, Row[S] | None]) -> int:
    row = known[1]
    return -1 if row is None else row.since
