"""The library's own contract for application recorders, over our log, and its subscriptions."""

import tempfile
from pathlib import Path
from threading import Thread
from uuid import uuid4

import pytest
from eventsourcing.persistence import IntegrityError, OperationalError, StoredEvent
from eventsourcing.tests import persistence

from ledger.log import Log
from ledger.recorder import LogRecorder


class _OnFile:
    """Gives each contract test a recorder over a file of its own."""

    def setUp(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self._logs: list[Log] = []

    def tearDown(self) -> None:
        for log in self._logs:
            log.close()
        self._folder.cleanup()

    def create_recorder(self) -> LogRecorder:
        self._logs.append(Log.create(Path(self._folder.name, f"{len(self._logs)}.db")))
        return LogRecorder(self._logs[-1])

    def new_originator_id(self) -> str:
        return str(uuid4())


class TestTheContractOfApplicationRecorders(
    _OnFile, persistence.ApplicationRecorderTestCase[LogRecorder]
):
    def test_insert_subscribe(self) -> None:
        self.optional_test_insert_subscribe()


class TestTheContractOfDenseNotificationIds(
    _OnFile, persistence.NonInterleavingNotificationIDsBaseCase
):
    pass


@pytest.fixture
def log(tmp_path: Path) -> Log:
    return Log.create(tmp_path / "ledger.db")


def event(number: int, journal: str = "16.08/kpu/gudang-03") -> StoredEvent:
    return StoredEvent(journal, number, "segel/statement/v1", b"note %d" % number)


def test_a_notification_id_is_the_leaf_index_plus_one(log: Log) -> None:
    recorder = LogRecorder(log)
    ids = recorder.insert_events([event(0), event(1)], received_at=7)
    assert ids == [stored.leaf_index + 1 for stored in log.entries(0, 10)]
    assert [stored.received_at for stored in log.entries(0, 10)] == [7, 7]


def test_nothing_of_a_batch_is_kept_when_one_version_is_used(log: Log) -> None:
    recorder = LogRecorder(log)
    recorder.insert_events([event(0)])
    with pytest.raises(IntegrityError):
        recorder.insert_events([event(1), event(0)])
    assert recorder.max_notification_id() == 1
    assert recorder.insert_events([event(1)]) == [2]


def test_a_log_opened_for_reading_records_nothing(log: Log, tmp_path: Path) -> None:
    log.close()
    reading = Log.read(tmp_path / "ledger.db")
    with pytest.raises(OperationalError, match="reading only"):
        LogRecorder(reading).insert_events([event(0)])
    reading.close()


def test_a_subscription_sees_what_was_there_and_what_comes(log: Log) -> None:
    recorder = LogRecorder(log)
    recorder.insert_events([event(0)])
    with recorder.subscribe() as subscription:
        seen = [next(subscription).originator_version]
        recorder.insert_events([event(1), event(2)])
        seen += [next(subscription).originator_version for _ in range(2)]
    assert seen == [0, 1, 2]


def test_no_subscription_misses_a_note_that_comes_while_it_starts(log: Log) -> None:
    recorder = LogRecorder(log)
    for number in range(30):
        writer = Thread(target=recorder.insert_events, args=([event(number)],))
        writer.start()
        with recorder.subscribe(gt=number or None) as subscription:
            assert next(subscription).originator_version == number
        writer.join()


def test_a_stopped_subscription_is_forgotten(log: Log) -> None:
    recorder = LogRecorder(log)
    recorder.insert_events([event(0)])
    with recorder.subscribe() as subscription:
        subscription.stop()
    recorder.insert_events([event(1)])
    assert list(subscription) == []
