"""A server says that it is alive, and in words why it cannot do its work."""

from pathlib import Path

from api.health import hindrances
from api.service import Service
from ledger.settings import Settings
from ledger.tlog.checkpoint import Checkpoint
from tests.support.practice import NOW, practice
from tests.support.server import Desk, desk


def test_a_server_at_work_is_alive_and_ready(counter: Desk) -> None:
    alive, ready = counter.http.get("/healthz"), counter.http.get("/readyz")

    assert (alive.status_code, alive.json()) == (200, {"status": "alive"})
    assert (ready.status_code, ready.json()["status"]) == (200, "ready")
    assert alive.headers["cache-control"] == ready.headers["cache-control"] == "no-store"


def test_a_halted_writer_is_alive_and_not_ready(counter: Desk) -> None:
    forged = Checkpoint(counter.place.founders.charter.origin, 1, bytes(32)).text()
    proof = counter.place.founders.log.sign(forged).serialise().decode()
    counter.hands_in_all(checkpoints=[proof])

    ready = counter.http.get("/readyz")

    assert counter.http.get("/healthz").status_code == 200
    assert ready.status_code == 503
    assert ready.headers["retry-after"] == "10"
    assert ready.json()["type"] == "/problems/not-ready"
    assert "log dipersengketakan" in ready.json()["detail"]


def test_a_disk_without_room_is_said(tmp_path: Path) -> None:
    with (
        practice(tmp_path / "ledger") as place,
        desk(place, settings=Settings(ready_disk_bytes=1 << 60)) as counter,
    ):
        answer = counter.http.get("/readyz")

    assert answer.status_code == 503
    assert "ruang disk tinggal" in answer.json()["detail"]
    assert "of disk are left" in answer.json()["detail"]


def test_answers_that_lag_behind_are_said(tmp_path: Path) -> None:
    with practice(tmp_path / "ledger") as place:
        service = Service.over(place.ledger, place.path, Settings(ready_lag_max=0), lambda: NOW)
        assert service.projections.wait_for(0, 10)
        assert list(hindrances(service)) == []
        service.projections.close()
        place.enrols("16.08/kpu/gudang-01")
        reasons = [one.en for one in hindrances(service)]
        service.close()

    assert reasons == ["1 entries are not folded yet"]


def test_a_ledger_that_is_closing_is_not_ready(tmp_path: Path) -> None:
    with practice(tmp_path / "ledger") as place, desk(place) as counter:
        place.ledger.close()
        answer = counter.http.get("/readyz")
        place.reopen()

    assert answer.status_code == 503
    assert "the writer has ended" in answer.json()["detail"]
