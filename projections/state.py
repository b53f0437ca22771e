"""The working memory of one fold: the newest state of the subjects it was about lately.

States are read when a page of leaves first touches a subject, and changes are gathered and written
once per page; each version that a page makes is a row of its own all the same, or `as_of` would
skip it.  The memory is bounded: what was not touched for long is forgotten and read again.
"""

from collections.abc import Iterable
from typing import Generic, TypeVar

import msgspec
from sqlalchemy import Connection

from projections.version import Versions

S = TypeVar("S", bound=msgspec.Struct)


class _Row(Generic[S]):
    """A version that is stored, or will be with the page."""

    __slots__ = ("id", "is_stored", "since", "state", "subject", "until")

    def __init__(self, number: int, subject: str, since: int, state: S, *, is_stored: bool) -> None:
        self.id = number
        self.subject = subject
        self.since = since
        self.until: int | None = None
        self.state = state
        self.is_stored = is_stored


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
        self._next_id = next_id
        self._newest: dict[str, _Row[S] | None] = {}
        self._pending: list[_Row[S]] = []
        self._ends: list[tuple[int, int]] = []

    def __len__(self) -> int:
        """Return how many subjects are in memory."""
        return len(self._newest)

    def load(self, connection: Connection, subjects: Iterable[str]) -> None:
        """Read the newest states of subjects that are not in memory."""
        if self.is_whole:
            return
        newest = self._newest
        missing = {subject for subject in subjects if subject not in newest}
        if not missing:
            return
        for number, subject, since, state in self.versions.newest(connection, sorted(missing)):
            newest[subject] = _Row(number, subject, since, state, is_stored=True)
            missing.discard(subject)
        newest.update(dict.fromkeys(missing))

    def state(self, subject: str) -> S | None:
        """Return the newest state of a subject that was loaded; None: nothing is known of it."""
        row = self._newest.get(subject)
        return None if row is None else row.state

    def put(self, subject: str, state: S | None, index: int) -> None:
        """Let a state hold from leaf `index` on."""
        row = self._newest.pop(subject, None)
        if row is not None:
            if row.since == index and state is not None and not row.is_stored:
                row.state = state
                self._newest[subject] = row
                return
            if row.is_stored:
                self._ends.append((index, row.id))
            else:
                row.until = index
        self._newest[subject] = None if state is None else self._add(subject, index, state)

    def flush(self, connection: Connection) -> None:
        """Write what has changed."""
        self.versions.close(connection, self._ends)
        self.versions.insert(
            connection,
            ((row.id, row.subject, row.since, row.until, row.state) for row in self._pending),
        )
        for row in self._pending:
            row.is_stored = True
        self._pending.clear()
        self._ends.clear()

    def trim(self, most: int) -> None:
        """Forget the subjects that were changed longest ago, beyond so many; only after a flush."""
        surplus = len(self._newest) - most
        if surplus <= 0:
            return
        self.is_whole = False
        for subject in list(self._newest)[:surplus]:
            del self._newest[subject]

    def _add(self, subject: str, index: int, state: S) -> _Row[S]:
        row = _Row(self._next_id, subject, index, state, is_stored=False)
        self._next_id += 1
        self._pending.append(row)
        return row
