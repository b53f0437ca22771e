"""The practice ledger is founded like a real one, and says that it is none."""

from pathlib import Path

import pytest

from ledger.charter import Charter
from tests.tools.scenario.postbox import empty_stage
from tools.scenario.founding import REGISTRARS, found_practice


def test_all_founders_sign_and_latihan_stands_in_the_charter(tmp_path: Path) -> None:
    note = found_practice(tmp_path, empty_stage().stage)
    charter = Charter.opened(note.encode())
    assert tuple(key.name for key in charter.registrars) == REGISTRARS
    assert "LATIHAN" in charter.operation
    assert "/latihan/" in charter.origin


def test_the_same_seed_founds_the_same_ledger(tmp_path: Path) -> None:
    notes = [
        found_practice(tmp_path / name, empty_stage(seed=seed).stage)
        for name, seed in (("1", "a"), ("2", "a"), ("3", "b"))
    ]
    assert notes[0] == notes[1]
    assert notes[0] != notes[2]


def test_a_ledger_is_not_founded_over_another(tmp_path: Path) -> None:
    found_practice(tmp_path, empty_stage().stage)
    with pytest.raises(FileExistsError):
        found_practice(tmp_path, empty_stage().stage)
