"""A disk that fills up: SQLite's own limit of pages, on the real writer's connection.

The connection is heard of where SQLAlchemy tells of it anyway; the ledger does not know.  What it
meets is SQLITE_FULL in mid-transaction, as on a full disk.

Source: https://sqlite.org/pragma.html#pragma_max_page_count
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

ENDLESS = 1_000_000


@dataclass(slots=True)
class Disk:
    """The writers' connections that were opened, by the file's name."""

    writers: dict[str, Any] = field(default_factory=dict)

    def fill(self, name: str, room: int) -> None:
        """Leave room for so many more pages in a file."""
        pages = self.writers[name].execute("PRAGMA page_count").fetchone()[0]
        self.writers[name].execute(f"PRAGMA max_page_count={pages + room}")

    def free(self, name: str) -> None:
        """Make room."""
        self.writers[name].execute(f"PRAGMA max_page_count={ENDLESS}")


@contextmanager
def disk() -> Iterator[Disk]:
    """Listen for writers that are opened from here on."""
    heard = Disk()

    def listen(connection: Any, _record: object) -> None:
        file = connection.execute("PRAGMA database_list").fetchone()[2]
        heard.writers.setdefault(Path(file).name, connection)  # readers come after the writer

    event.listen(Engine, "connect", listen)
    try:
        yield heard
    finally:
        event.remove(Engine, "connect", listen)
