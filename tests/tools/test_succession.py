"""A log that was recovered is followed from there, and the old history is kept."""

from pathlib import Path

import pytest

from ledger.recovery import recover_line
from tests.support.log_builder import LogBuilder, body
from tests.support.sighting import growth_of, histories
from tools.shadow import Shadow
from tools.succession import common, succession

AT = 1_732_640_400_000


def recovered(kept: int, after: int, registrars: int = 2) -> tuple[LogBuilder, LogBuilder]:
    """Return a log with 9 leaves behind a tree that is lost, and the same log recovered from it."""
    lost, log = histories(kept - 2, 9, 0)
    tree = log.checkpoint()
    for one in log.founders.registrars[:registrars]:
        one.sees(tree.size, tree.root)
        log.add(one.registers(recover_line(tree.size, tree.root)))
    for number in range(after):
        log.add(log.founders.registrars[0].says(body(number)))
    log.sign()
    return lost, log


def copied(folder: Path, log: LogBuilder) -> Shadow:
    shadow = Shadow.open(folder, log.entries[0], lambda: AT)
    assert [*shadow.grow(growth_of(log, shadow.known), log.checkpoints[-1][1])] == []
    return shadow


@pytest.mark.parametrize("kept", [2, 5, 255, 256, 300])
@pytest.mark.parametrize("after", [0, 3, 30])
def test_a_history_that_a_quorum_of_registrars_declares_is_copied(
    tmp_path: Path, kept: int, after: int
) -> None:
    lost, log = recovered(kept, after)
    shadow = copied(tmp_path / "old", lost)
    growth = growth_of(log, None)
    assert common(shadow, growth) == kept
    found = succession(shadow, growth, log.checkpoints[-1][1], tmp_path / "new")
    shadow.close()
    assert found is not None
    assert (found.recovery.size, found.size, found.faults) == (kept, log.size, [])
    followed = Shadow.open(tmp_path / "new", log.entries[0], lambda: AT)
    assert followed.known == log.checkpoint()
    followed.close()


@pytest.mark.parametrize("registrars", [0, 1])
def test_without_a_quorum_it_is_only_a_fork(tmp_path: Path, registrars: int) -> None:
    lost, log = recovered(5, 3, registrars)
    shadow = copied(tmp_path / "old", lost)
    found = succession(shadow, growth_of(log, None), log.checkpoints[-1][1], tmp_path / "new")
    shadow.close()
    assert found is None
    assert not (tmp_path / "new").exists()


def test_what_an_interrupted_copy_has_left_is_removed(tmp_path: Path) -> None:
    lost, log = recovered(5, 3)
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "ledger.db").write_bytes(b"half a file")
    shadow = copied(tmp_path / "old", lost)
    found = succession(shadow, growth_of(log, None), log.checkpoints[-1][1], tmp_path / "new")
    shadow.close()
    assert found is not None


def test_histories_of_which_one_begins_with_the_other_have_all_of_it_in_common(
    tmp_path: Path,
) -> None:
    log, _ = histories(4, 3, 3)
    shadow = copied(tmp_path, log)
    assert common(shadow, growth_of(log, None)) == log.size
    shadow.close()
