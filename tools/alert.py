"""Alerts: what a monitor has to tell, each once, whatever happens to the monitor.

    {"number":7,"id":"0f3c…","at":"2024-11-27T03:00:00Z","kind":"fork","log":"segel.example/…",
     "place":"https://…","leaf":null,"indonesian":"…","english":"…","detail":{…}}

One line of JSON each; these members are always there.  An alert is written to the monitor's
database when it is raised, under an id that follows from what it is about: raised again, it is not
written again.  From there it goes to a file, in which its number tells after a crash what was
written, and to a webhook, which takes it at its own pace.  `number` counts up by one, so that
whoever reads them sees that none is missing.
"""

import json
import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Final, Literal

from tools.verdict import Text

Kind = Literal[
    "finding",
    "fork",
    "recovery",
    "rollback",
    "charter",
    "signature",
    "unproven",
    "entry",
    "citation",
    "withheld",
    "unwitnessed",
    "unreachable",
]
"""A rule's finding; two histories; one of them followed, as a quorum of registrars says; a smaller
tree than was shown; another charter; a checkpoint out
of form or not signed by the log; entries that do not lead to the signed root; an entry that is not
authentic or out of order; one that cites a tree which never was; a tree that a witness has seen and
we have not; no quorum of witnesses for too long; nobody answers."""

_ID_CHARS: Final = 16
_TABLES: Final = """
CREATE TABLE IF NOT EXISTS alert (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, line TEXT NOT NULL,
  is_delivered INTEGER NOT NULL DEFAULT 0);
CREATE INDEX IF NOT EXISTS alert_due ON alert (number) WHERE NOT is_delivered;
CREATE TABLE IF NOT EXISTS memory (key TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


class StateError(Exception):
    """What a monitor has remembered cannot be read."""


@dataclass(frozen=True, slots=True)
class Alert:
    """Something that somebody should know."""

    kind: Kind
    log: str
    """The origin; empty while it is not known."""
    place: str
    """Where it was seen."""
    about: str
    """With kind and log it tells this alert from others, now and after a restart."""
    text: Text
    leaf: int | None = None
    detail: dict[str, str | int] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Sixteen hexadecimal digits that follow from what it is about."""
        whole = json.dumps([self.kind, self.log, self.about])
        return sha256(whole.encode()).hexdigest()[:_ID_CHARS]

    def line(self, number: int, at: int) -> str:
        """Return it as JSON, in one line.

        Args:
            number: Its place among all alerts, from 1.
            at: Milliseconds since 1970 UTC.
        """
        moment = datetime.fromtimestamp(at // 1000, UTC)
        return json.dumps(
            {
                "number": number,
                "id": self.id,
                "at": f"{moment:%Y-%m-%dT%H:%M:%SZ}",
                "kind": self.kind,
                "log": self.log,
                "place": self.place,
                "leaf": self.leaf,
                "indonesian": self.text.id,
                "english": self.text.en,
                "detail": self.detail,
            },
            ensure_ascii=False,
        )


class Outbox:
    """Every alert that was ever raised, and the few things that a monitor must remember."""

    def __init__(self, path: Path) -> None:
        """Open or make the file; one process at a time.

        Raises:
            StateError: It is no such file.
        """
        self._turn = threading.Lock()
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        try:
            for pragma in ("journal_mode=WAL", "synchronous=FULL"):
                self._connection.execute(f"PRAGMA {pragma}")
            self._connection.executescript(_TABLES)
        except sqlite3.Error as error:
            self._connection.close()
            raise StateError(f"{path}: {error}") from error

    def close(self) -> None:
        """Close the file."""
        with self._turn:
            self._connection.close()

    def raise_(self, alerts: Iterable[Alert], at: int) -> int:
        """Write down alerts, durably; return how many were never raised before.

        Args:
            alerts: In the order in which they are to be told.
            at: Milliseconds since 1970 UTC.
        """
        raised = 0
        with self._turn, self._connection as connection:
            connection.execute("BEGIN IMMEDIATE")
            for one in alerts:
                known = connection.execute("SELECT 1 FROM alert WHERE id = ?", (one.id,))
                if known.fetchone() is None:
                    number = self._count(connection) + 1
                    row = (number, one.id, one.line(number, at))
                    connection.execute("INSERT INTO alert (number, id, line) VALUES (?, ?, ?)", row)
                    raised += 1
        return raised

    def after(self, number: int) -> list[tuple[int, str]]:
        """Return number and line of the alerts behind one."""
        sql = "SELECT number, line FROM alert WHERE number > ? ORDER BY number"
        with self._turn:
            return self._connection.execute(sql, (number,)).fetchall()

    def undelivered(self) -> tuple[int, str] | None:
        """Return number and line of the first alert that the webhook has not taken."""
        sql = "SELECT number, line FROM alert WHERE NOT is_delivered ORDER BY number LIMIT 1"
        with self._turn:
            found: tuple[int, str] | None = self._connection.execute(sql).fetchone()
        return found

    def delivered(self, number: int) -> None:
        """Remember that the webhook has taken an alert."""
        with self._turn:
            self._connection.execute(
                "UPDATE alert SET is_delivered = 1 WHERE number = ?", (number,)
            )

    def remember(self, key: str, value: str) -> None:
        """Write something down, durably."""
        with self._turn:
            self._connection.execute("INSERT OR REPLACE INTO memory VALUES (?, ?)", (key, value))

    def remembered(self, key: str) -> str:
        """Return what was written down last; nothing, if nothing was."""
        sql = "SELECT value FROM memory WHERE key = ?"
        with self._turn:
            row = self._connection.execute(sql, (key,)).fetchone()
        return "" if row is None else str(row[0])

    @staticmethod
    def _count(connection: sqlite3.Connection) -> int:
        return int(connection.execute("SELECT coalesce(max(number), 0) FROM alert").fetchone()[0])


class Chronicle:
    """The file of alerts: one line each, none twice, none left out."""

    def __init__(self, path: Path, outbox: Outbox) -> None:
        """Go on behind the last whole line that stands there; half a line is taken away.

        Raises:
            StateError: There are other things in the file.
            OSError: It cannot be written.
        """
        self._outbox = outbox
        self._stream = path.open("r+b" if path.exists() else "w+b")
        try:
            self._last = _last_number(self._stream)
        except (ValueError, KeyError, TypeError) as error:
            self._stream.close()
            raise StateError(f"{path}: {error!r} is no alert") from error

    def close(self) -> None:
        """Close the file."""
        self._stream.close()

    def write(self) -> Iterator[str]:
        """Write what is not there yet, to stable storage; yield each line."""
        lines = self._outbox.after(self._last)
        if not lines:
            return
        for number, line in lines:
            self._stream.write(f"{line}\n".encode())
            self._last = number
        self._stream.flush()
        os.fsync(self._stream.fileno())
        yield from (line for _, line in lines)


def _last_number(stream: BinaryIO) -> int:
    last, end = 0, 0
    for line in stream:
        if not line.endswith(b"\n"):
            break
        last, end = json.loads(line)["number"], end + len(line)
    stream.truncate(end)
    stream.seek(end)
    return int(last)
