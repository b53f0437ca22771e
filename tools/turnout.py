"""Turnout: which witnesses have cosigned what, told from a ledger's files alone.

The same fold and the same count as the server's (`ledger.attendance`), so that a
cron job that speaks to no server says what its page says.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ledger.attendance import Attendance, restored
from ledger.charter import Charter
from ledger.directory import Directory
from ledger.errors import LedgerError
from ledger.journal import REGISTER, Entry
from ledger.objection import Objections
from ledger.register import Register
from ledger.tlog.errors import TlogError
from ledger.tlog.note import Note
from ledger.tlog.policy import NONE
from ledger.tlog.tree import leaf_hash
from tools.source import DamagedError
from tools.verdict import Text

QUORUM_MINUTES_MAX = 30
"""Without a quorum for longer than this, somebody should look."""

_ROWS = 1000
_CHARTER = "SELECT note FROM entry WHERE leaf_index = 0"
_REGISTER = "SELECT leaf_index, note FROM entry WHERE topic = ? ORDER BY leaf_index"
_NEWEST = (
    "SELECT checkpoint.note, witness, line FROM cosignature JOIN checkpoint USING (size) "
    "ORDER BY size DESC LIMIT ?"
)


@dataclass(frozen=True, slots=True)
class Turnout:
    """How the witnesses stand."""

    quorum: str
    """Name in the policy in force; `none`."""

    witnessed: int
    """Size of the newest checkpoint that a quorum has seen; 0 if none."""

    minutes: float | None
    """Since that quorum, by the witnesses' clocks; none if that has never been."""

    absent: list[str]
    """Who has not cosigned that size, or a larger one."""

    objections: int
    """Answers as if the log had signed two trees."""

    def troubles(self, covered: int) -> Iterator[Text]:
        """Yield what somebody should look at, in a log of which so many entries are signed."""
        if self.objections:
            yield Text(
                f"{self.objections} keberatan saksi dalam `objections`: mungkin log menandatangani "
                f"dua pohon; tidak ada yang disaksikan lagi; panggil auditor",
                f"{self.objections} objections of witnesses in `objections`: possibly the log has "
                f"signed two trees; nothing more is witnessed; call the auditors",
            )
        if self.quorum == NONE or self.witnessed >= covered:
            return
        if self.minutes is None:
            yield Text(
                "kuorum saksi belum pernah tercapai", "there never was a quorum of witnesses"
            )
        elif self.minutes > QUORUM_MINUTES_MAX:
            yield Text(
                f"tanpa kuorum saksi sejak {self.minutes:.0f} menit",
                f"no quorum of witnesses for {self.minutes:.0f} minutes",
            )

    def line(self) -> Text:
        """Return it in one line."""
        if self.quorum == NONE:
            return Text("saksi: tidak diminta kebijakan", "witnesses: the policy asks for none")
        since = "-" if self.minutes is None else f"{self.minutes:.0f}"
        absent = ", ".join(self.absent) or "-"
        return Text(
            f"disaksikan {self.witnessed} ({since} menit lalu), tidak hadir: {absent}",
            f"witnessed {self.witnessed} ({since} minutes ago), absent: {absent}",
        )


def read(path: Path, now: float) -> Turnout:
    """Read a ledger's directory.

    Args:
        path: Of a ledger that can be read.
        now: Seconds since 1970 UTC.

    Raises:
        DamagedError: The database does not hold what it should.
    """
    database = Directory(path).database
    # Without a WAL nobody is writing, and SQLite would leave two files of its own behind.
    is_quiet = not database.with_name(f"{database.name}-wal").exists()
    uri = f"{database.absolute().as_uri()}?mode=ro{'&immutable=1' if is_quiet else ''}"
    try:
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            attendance = _attendance(connection)
    except (sqlite3.Error, LedgerError, TlogError, TypeError, KeyError) as error:
        raise DamagedError(f"{database}: {error}") from error
    found = attendance.witnessed
    time = found.anchored.middle if found else None
    return Turnout(
        attendance.policy.quorum,
        found.size if found else 0,
        None if time is None else max(0.0, now - time) / 60,
        attendance.absent(found.size if found else 1),
        len(Objections(Directory(path).objections).names()),
    )


def _attendance(connection: sqlite3.Connection) -> Attendance:
    """Fold the register as far as the policy goes, and count the newest cosignatures."""
    (charter,) = connection.execute(_CHARTER).fetchone()
    register = Register.opened(Charter.opened(charter), leaf_hash(charter))
    for index, note in connection.execute(_REGISTER, (REGISTER,)):
        register.take(index, Entry.parse(note))
    rows = connection.execute(_NEWEST, (_ROWS,)).fetchall()
    notes = [(Note.parse(note), name, line) for note, name, line in reversed(rows)]
    return restored(register.charter.log, register.policy, notes)
