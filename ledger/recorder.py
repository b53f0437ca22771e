"""The event-sourcing library's recorder, over our log.

Stores any bytes under any originator; authenticity, order and idempotency are
decided before it.  A notification's id is its leaf index plus one.  Unlike the
library's own SQLite recorder it can be subscribed to.

Source: eventsourcing.persistence, ApplicationRecorder
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from eventsourcing.persistence import (
    AggregateRecorder,
    ApplicationRecorder,
    InfrastructureFactory,
    IntegrityError,
    ListenNotifySubscription,
    Notification,
    NotSupportedError,
    OperationalError,
    ProcessRecorder,
    StoredEvent,
    Subscription,
    TrackingRecorder,
)
from eventsourcing.utils import Environment

from ledger.errors import ConflictError, StorageError
from ledger.log import Draft, Log

_SELECT_EVENTS = (
    "SELECT journal, sequence, topic, note FROM entry WHERE journal = ? "
    "AND sequence > ? AND sequence <= ? ORDER BY sequence {order} LIMIT ?"
)
_SELECT_NOTIFICATIONS = (
    "SELECT leaf_index, journal, sequence, topic, note FROM entry "
    "WHERE leaf_index >= ? AND leaf_index < ? {topics} ORDER BY leaf_index LIMIT ?"
)
_MAX = 2**63 - 1


class LogRecorder(ApplicationRecorder):
    """Records events in our log."""

    def __init__(self, log: Log) -> None:
        """Record in `log`."""
        self._log = log
        self._subscriptions: set[LogSubscription] = set()

    def insert_events(
        self, stored_events: Sequence[StoredEvent], **kwargs: Any
    ) -> Sequence[int] | None:
        """Append events in one transaction; return their notification ids.

        Args:
            stored_events: Their `state` is the note, byte for byte.
            kwargs: `received_at` and `checkpoint`, as in `Log.append`.

        Raises:
            IntegrityError: A version is used already.
            OperationalError: The disk did not take them.
        """
        if not stored_events:
            return None
        drafts = [
            Draft(str(e.originator_id), e.originator_version, e.topic, e.state)
            for e in stored_events
        ]
        try:
            indexes = self._log.append(
                drafts, kwargs.get("received_at", 0), kwargs.get("checkpoint")
            )
        except ConflictError as error:
            raise IntegrityError(str(error)) from error
        except StorageError as error:
            raise OperationalError(str(error)) from error
        for subscription in tuple(self._subscriptions):
            subscription.notify()
        return [index + 1 for index in indexes]

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        """Return the events of one originator."""
        rows = self._log.query(
            _SELECT_EVENTS.format(order="DESC" if desc else "ASC"),
            (
                str(originator_id),
                -1 if gt is None else gt,
                _MAX if lte is None else lte,
                -1 if limit is None else limit,
            ),
        )
        return [StoredEvent(*row) for row in rows]

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        """Return events in log order."""
        first = 0 if start is None else start - (1 if inclusive_of_start else 0)
        marks = f"AND topic IN ({','.join('?' * len(topics))})" if topics else ""
        rows = self._log.query(
            _SELECT_NOTIFICATIONS.format(topics=marks),
            (first, _MAX if stop is None else stop, *topics, limit),
        )
        return [
            Notification(
                id=index + 1,
                originator_id=journal,
                originator_version=sequence,
                topic=topic,
                state=note,
            )
            for index, journal, sequence, topic, note in rows
        ]

    def max_notification_id(self) -> int | None:
        """Return the log's size, or None if it is empty."""
        return self._log.size or None

    def subscribe(
        self, gt: int | None = None, topics: Sequence[str] = ()
    ) -> Subscription[ApplicationRecorder]:
        """Return an iterator over all events after `gt`, those to come included."""
        return LogSubscription(self, gt, topics, self._subscriptions)


class LogSubscription(ListenNotifySubscription[ApplicationRecorder]):
    """Wakes when the log's writer, in this process, has committed."""

    def __init__(
        self,
        recorder: LogRecorder,
        gt: int | None,
        topics: Sequence[str],
        peers: "set[LogSubscription]",
    ) -> None:
        """Follow `recorder`; `peers` is where it looks for whom to wake."""
        self._peers = peers
        super().__init__(recorder, gt, topics)
        peers.add(self)
        self.notify()  # of what was committed since the first look and before we could be woken

    def notify(self) -> None:
        """Say that there is something new."""
        self._has_been_notified.set()

    def stop(self) -> None:
        """End the iteration."""
        self._peers.discard(self)
        super().stop()


class LogFactory(InfrastructureFactory[TrackingRecorder]):
    """Gives an application our log to record in, and nothing else."""

    def __init__(self, env: Environment, log: Log) -> None:
        """Record in `log`."""
        super().__init__(env)
        self._log = log

    def application_recorder(self) -> LogRecorder:
        """Return the recorder of the log."""
        return LogRecorder(self._log)

    def aggregate_recorder(self, purpose: str = "events") -> AggregateRecorder:
        """Refuse: journals have no snapshots."""
        raise NotSupportedError(f"no recorder for {purpose}")

    def tracking_recorder(
        self, tracking_recorder_class: type[TrackingRecorder] | None = None
    ) -> TrackingRecorder:
        """Refuse: positions are kept beside the projections, not in the log."""
        raise NotSupportedError(f"no {tracking_recorder_class or 'tracking'} in the log")

    def process_recorder(self) -> ProcessRecorder:
        """Refuse: what is derived is kept apart from what was signed."""
        raise NotSupportedError("no processing in the log")
