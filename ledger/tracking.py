"""The event-sourcing library's tracking recorder, over SQLAlchemy Core.

How far a reader has come is written in the transaction that writes what it
made of it; the position only moves forward.

Source: eventsourcing.persistence, TrackingRecorder
"""

from eventsourcing.persistence import IntegrityError, Tracking, TrackingRecorder
from sqlalchemy import Column, Connection, Engine, Integer, MetaData, String, Table

from ledger import sqlite
from ledger.errors import ConflictError

METADATA = MetaData()

TRACKING = Table(
    "tracking",
    METADATA,
    Column("application_name", String, primary_key=True),
    Column("notification_id", Integer, nullable=False, comment="leaf index plus one"),
)

_ADVANCE = (
    "INSERT INTO tracking VALUES (?, ?) ON CONFLICT (application_name) DO UPDATE "
    "SET notification_id = excluded.notification_id "
    "WHERE notification_id < excluded.notification_id"
)
_POSITION = "SELECT notification_id FROM tracking WHERE application_name = ?"


def advance(connection: Connection, tracking: Tracking) -> None:
    """Move a position forward in a transaction that the caller commits.

    Raises:
        IntegrityError: The position is there already, or beyond: somebody was faster.
    """
    row = (tracking.application_name, tracking.notification_id)
    if connection.exec_driver_sql(_ADVANCE, row).rowcount == 0:
        raise IntegrityError(f"{tracking} is not ahead of what is recorded")


def move(connection: Connection, application_name: str, expected: int | None, reached: int) -> None:
    """Move a position forward from where its reader has found it: compare and set.

    `advance` alone lets two readers that began at one place both pass, one further than the other.

    Raises:
        ConflictError: The position is not where the reader has found it: somebody was faster.
    """
    found = position(connection, application_name)
    if found != expected:
        raise ConflictError(f"{application_name} stands at {found}, not at {expected}")
    advance(connection, Tracking(application_name, reached))


def position(connection: Connection, application_name: str) -> int | None:
    """Return the notification id that was reached, or None at the beginning."""
    found: int | None = connection.exec_driver_sql(_POSITION, (application_name,)).scalar()
    return found


class LogTrackingRecorder(TrackingRecorder):
    """Records positions in a file that this engine writes."""

    def __init__(self, engine: Engine) -> None:
        """Use the writer of a file whose tables `METADATA.create_all` has made."""
        self._engine = engine

    def insert_tracking(self, tracking: Tracking) -> None:
        """Move a position forward, in a transaction of its own."""
        with sqlite.transaction(self._engine) as connection:
            advance(connection, tracking)

    def max_tracking_id(self, application_name: str) -> int | None:
        """Return the position of a named reader."""
        with sqlite.answers(), self._engine.connect() as connection:
            return position(connection, application_name)
