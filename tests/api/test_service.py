"""The service opens what belongs to a ledger, follows the log, and closes it again."""

from pathlib import Path

import pytest

from api.service import Service
from ledger.errors import StorageError
from ledger.settings import Settings
from tests.support.practice import NOW, practice


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
