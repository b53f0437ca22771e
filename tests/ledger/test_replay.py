"""The register after a restart is the register before it."""

from pathlib import Path

import pytest

from ledger.errors import CharterError
from ledger.log import Log
from ledger.replay import replayed
from ledger.tlog.text import to_base64
from tests.support.device import founders
from tests.support.practice import Practice


def test_replaying_the_log_gives_the_register_that_wrote_it(place: Practice) -> None:
    kpu, polri, _ = place.founders.registrars
    guard, other = place.enrols("16.08/kpu/gudang-01", "16.08/kpu/gudang-02")
    place.takes(guard.says({"kind": "Halo"}))
    place.takes(polri.registers(f"revoke {other.name} after 3", "policy !"))
    place.takes(kpu.registers(f"resume {guard.name} at 9 after {to_base64(bytes(32))}"))
    live = place.ledger.register

    again, _ = replayed(place.ledger.tree, place.founders.charter)

    assert again == live
    assert again.member(guard.name).chain.expected == 9
    assert again.member(other.name).revoked_after == 3


def test_a_log_without_a_charter_cannot_be_replayed(tmp_path: Path) -> None:
    log = Log.create(tmp_path / "ledger.db")

    with pytest.raises(CharterError):
        replayed(log, founders().charter)
    log.close()
