"""The service opens what belongs to a ledger, follows the log, and closes it again."""

from pathlib import Path

import pytest

from api.service import Service
from ledger.attendance import Attendant
from ledger.errors import StorageError
from ledger.settings import Settings
from ledger.witness import found, trust
from tests.support.device import founders
from tests.support.practice import NOW, practice
from tests.support.server import until
from tests.support.tls import command, papers
from tests.support.witness import agreed, stands


def test_a_service_follows_the_log_until_it_is_closed(tmp_path: Path) -> None:
    with practice(tmp_path / "ledger") as place:
        service = Service.over(place.ledger, place.path, Settings(), lambda: NOW)
        place.enrols("16.08/kpu/gudang-01")
        service.projections.wake()
        assert service.projections.wait_for(1, 10)
        service.close()
        place.enrols("16.08/kpu/gudang-02")
        again = Service.over(place.ledger, place.path, Settings(), lambda: NOW)
        assert again.projections.wait_for(2, 10)
        again.close()


def test_a_vault_that_cannot_be_opened_leaves_nothing_open(tmp_path: Path) -> None:
    with practice(tmp_path / "ledger") as place:
        (place.path / "vault.db").write_bytes(b"not a database" * 100)
        with pytest.raises(StorageError):
            Service.over(place.ledger, place.path, Settings(), lambda: NOW)
        (place.path / "vault.db").unlink()
        Service.over(place.ledger, place.path, Settings(), lambda: NOW).close()


def test_nobody_else_on_the_machine_reads_the_vault(tmp_path: Path) -> None:
    with practice(tmp_path / "ledger") as place:
        (place.path / "vault.db").touch(0o644)
        service = Service.over(place.ledger, place.path, Settings(), lambda: NOW)
        modes = [file.stat().st_mode & 0o777 for file in place.path.glob("vault.db*")]
        service.close()

    assert modes == [0o600] * 3  # the database, and what SQLite keeps beside it


@pytest.mark.parametrize("is_trusted", [True, False])
def test_a_witness_behind_https_is_believed_by_the_authorities_that_are_set(
    is_trusted: bool, tmp_path: Path
) -> None:
    own = papers(tmp_path / "tls", "127.0.0.1")
    (stand,) = stands(tmp_path / "saksi", founders().charter.log, "bawaslu")
    policy = agreed(1, stand).replace("http://", "https://")
    settings = Settings(ca=own.authority if is_trusted else None)
    with practice(tmp_path / "ledger", policy) as place:
        found(stand.path, stand.cosigner.key)
        trust(stand.path, stand.log, stand.log.name)
        words = ["witness", "serve", stand.path, "--port", stand.port, *own.options]
        with command(words):
            service = Service.over(place.ledger, place.path, settings, lambda: NOW)
            try:
                until(lambda: witness_of(service).failures > 0 or witness_of(service).size > 0)
                assert (witness_of(service).size > 0) == is_trusted
            finally:
                service.close()


def witness_of(service: Service) -> Attendant:
    (one,) = service.witnessing.report().witnesses
    return one


def test_authorities_that_are_not_there_are_said_so_before_anything_is_opened(
    tmp_path: Path,
) -> None:
    settings = Settings(ca=tmp_path / "ca.crt")
    with practice(tmp_path / "ledger") as place, pytest.raises(FileNotFoundError):
        Service.over(place.ledger, place.path, settings, lambda: NOW)
