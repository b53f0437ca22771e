"""What many look at is counted once for each leaf, and once a minute for what falls due."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from api.service import Service
from api.tally import Counts, counted, tables
from ledger.settings import Settings
from tests.support.practice import NOW, Practice, practice
from tests.support.server import Desk

MINUTE = 60_000


def test_everything_is_counted(hall: Desk) -> None:
    answer = hall.http.get("/overview").json()

    counts = hall.http.get("/live").json()["counts"]

    assert counts == {name: answer[name] for name in counts}
    assert tables(counts).keys() == counts.keys()


@pytest.fixture(name="place")
def _place(tmp_path: Path) -> Iterator[Practice]:
    with practice(tmp_path / "ledger") as place:
        yield place


@pytest.fixture(name="service")
def _service(place: Practice) -> Iterator[Service]:
    service = Service.over(place.ledger, place.path, Settings(), lambda: NOW)
    yield service
    service.close()


def looks(service: Service, now: int) -> Counts:
    service.projections.catch_up()
    with service.projections.view() as view:
        return service.tally.counted(view, now)


def test_what_was_counted_for_a_leaf_is_counted_again_for_the_next(
    place: Practice, service: Service
) -> None:
    first = looks(service, NOW)
    assert looks(service, NOW) is first

    place.enrols("16.08/kpu/gudang-01")
    assert looks(service, NOW) is not first


def test_what_falls_due_is_counted_once_a_minute(service: Service) -> None:
    first = looks(service, NOW)

    assert looks(service, NOW + MINUTE // 10) is first
    later = looks(service, NOW + MINUTE)
    assert later is not first
    with service.projections.view() as view:
        at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=NOW + MINUTE)
        assert later == counted(view, at)
