"""The library's own contract for tracking recorders, and positions inside a transaction."""

import tempfile
from pathlib import Path

import pytest
from eventsourcing.persistence import IntegrityError, Tracking
from eventsourcing.tests import persistence
from sqlalchemy import Engine

from ledger import sqlite
from ledger.errors import ConflictError
from ledger.tracking import METADATA, LogTrackingRecorder, advance, move, position


class TestTheContractOfTrackingRecorders(persistence.TrackingRecorderTestCase):
    def setUp(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self._engine = sqlite.writer(Path(self._folder.name, "projections.db"))

    def tearDown(self) -> None:
        self._engine.dispose()
        self._folder.cleanup()

    def create_recorder(self) -> LogTrackingRecorder:
        METADATA.create_all(self._engine)
        return LogTrackingRecorder(self._engine)


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    engine = sqlite.writer(tmp_path / "projections.db")
    METADATA.create_all(engine)
    return engine


def test_a_position_is_written_with_the_transaction_or_not_at_all(engine: Engine) -> None:
    def breaks_half_way() -> None:
        with sqlite.transaction(engine) as connection:
            advance(connection, Tracking("projections", 5))
            raise InterruptedError

    with pytest.raises(InterruptedError):
        breaks_half_way()
    with engine.connect() as connection:
        assert position(connection, "projections") is None


def test_a_position_never_goes_back(engine: Engine) -> None:
    with sqlite.transaction(engine) as connection:
        advance(connection, Tracking("projections", 5))
    with pytest.raises(IntegrityError), sqlite.transaction(engine) as connection:
        advance(connection, Tracking("projections", 4))
    with engine.connect() as connection:
        assert position(connection, "projections") == 5


def test_readers_of_different_names_do_not_disturb_each_other(engine: Engine) -> None:
    with sqlite.transaction(engine) as connection:
        advance(connection, Tracking("projections", 5))
        advance(connection, Tracking("vault", 1))
        assert position(connection, "vault") == 1


def test_of_two_readers_that_began_at_one_place_only_one_moves_on(engine: Engine) -> None:
    with sqlite.transaction(engine) as connection:
        move(connection, "projections", None, 5)
    with pytest.raises(ConflictError), sqlite.transaction(engine) as connection:
        move(connection, "projections", None, 9)
    with sqlite.transaction(engine) as connection:
        move(connection, "projections", 5, 9)
        assert position(connection, "projections") == 9
