"""After a recovery the lost tail is named; before it, or without it, nobody can decide."""

from pathlib import Path

import pytest

from ledger.journal import Entry
from ledger.recovery import recover_line
from ledger.register import Register
from ledger.tlog.checkpoint import Checkpoint
from tests.support.device import Device
from tests.support.log_builder import LogBuilder, body
from tools.citation import Citations
from tools.recount import Tree
from tools.source import DirectorySource
from tools.verdict import Check, State, Text, Verdict
from tools.verify import Trust, verify

TAIL = bytes([7]) * 32


@pytest.fixture(name="log")
def _log() -> LogBuilder:
    return LogBuilder()


@pytest.fixture(name="guard")
def _guard(log: LogBuilder) -> Device:
    (device,) = log.enrol("16.08/kpu/gudang-03")
    log.add(device.says(body(1)))
    log.sign()
    return device.sees(9, TAIL)


def recover(log: LogBuilder, *registrars: int, root: bytes = b"") -> None:
    """Let registrars say that the log goes on from what it has now."""
    here = log.checkpoint()
    seen = here.size, root or here.root
    for number in registrars:
        registrar = log.founders.registrars[number].sees(*seen)
        log.add(registrar.registers(recover_line(*seen)))


def judged(log: LogBuilder, folder: Path) -> Verdict:
    if log.checkpoints[-1][0] < log.size:
        log.sign()
    source = DirectorySource(log.write(folder / "log"))
    try:
        return verify(source, Trust())
    finally:
        source.close()


def words(verdict: Verdict, key: str) -> list[str]:
    (check,) = (check for check in verdict.checks if check.key == key)
    return [reason.words("en") for reason in check.reasons]


def test_a_lost_tail_is_named_and_proves_nothing_against_the_log(
    log: LogBuilder, guard: Device, tmp_path: Path
) -> None:
    recover(log, 0, 1)
    log.add(guard.says(body(2)))

    verdict = judged(log, tmp_path)

    assert verdict.state is State.HOLDS
    (said,) = words(verdict, "citations")
    assert said.startswith("leaf 5: 16.08/kpu/gudang-03 number 1 cites the lost tail, of size 9")
    assert said.endswith("the log was recovered at leaf 4")
    assert (
        "leaf 4: the log was recovered from 3 entries by a quorum" in words(verdict, "register")[0]
    )


@pytest.mark.parametrize("registrars", [(), (0,), (1,)])
def test_without_a_quorum_nobody_can_decide(
    log: LogBuilder, guard: Device, tmp_path: Path, registrars: tuple[int, ...]
) -> None:
    recover(log, *registrars)
    log.add(guard.says(body(2)))
    assert judged(log, tmp_path).state is State.UNDECIDED


def test_what_stands_before_the_recovery_is_not_excused(
    log: LogBuilder, guard: Device, tmp_path: Path
) -> None:
    log.add(guard.says(body(2)))
    recover(log, 0, 1)
    assert judged(log, tmp_path).state is State.UNDECIDED


def test_a_journal_that_has_seen_the_recovery_is_not_excused_again(
    log: LogBuilder, guard: Device, tmp_path: Path
) -> None:
    recover(log, 0, 1)
    here = log.checkpoint()
    log.add(guard.sees(here.size, here.root).says(body(2)))
    log.add(guard.sees(9, TAIL).says(body(3)))
    verdict = judged(log, tmp_path)
    assert verdict.state is State.UNDECIDED
    assert words(verdict, "citations") == [
        "leaf 6: 16.08/kpu/gudang-03 number 2 cites another tree of size 9"
    ]


def test_a_root_within_the_recovered_tree_is_not_excused(
    log: LogBuilder, guard: Device, tmp_path: Path
) -> None:
    recover(log, 0, 1)
    log.add(guard.sees(2, TAIL).says(body(2)))
    assert judged(log, tmp_path).state is State.UNDECIDED


def test_a_registrars_own_lost_notes_wait_for_its_word(
    log: LogBuilder, guard: Device, tmp_path: Path
) -> None:
    del guard
    here, kpu = log.checkpoint(), log.founders.registrars[0]
    log.add(kpu.sees(9, TAIL).registers(Device.named("16.08/kpu/gudang-04").enrol_line()))
    for number in (0, 1):
        registrar = log.founders.registrars[number].sees(here.size, here.root)
        log.add(registrar.registers(recover_line(here.size, here.root)))

    verdict = judged(log, tmp_path)

    assert verdict.state is State.HOLDS
    assert "leaf 3: 16.08/kpu number 1 cites the lost tail" in words(verdict, "citations")[0]


def test_registrars_who_never_explain_what_they_cite_leave_it_open(
    log: LogBuilder, guard: Device, tmp_path: Path
) -> None:
    del guard
    kpu = log.founders.registrars[0]
    log.add(kpu.sees(9, TAIL).registers(Device.named("16.08/kpu/gudang-04").enrol_line()))
    assert judged(log, tmp_path).state is State.UNDECIDED


def test_a_recovery_from_another_tree_is_bad_evidence(
    log: LogBuilder, guard: Device, tmp_path: Path
) -> None:
    recover(log, 0, 1, root=TAIL)
    log.add(guard.says(body(2)))
    verdict = judged(log, tmp_path)
    assert verdict.state is State.FAILS
    assert "names another tree than this log's" in words(verdict, "register")[0]


def kept(log: LogBuilder, folder: Path, name: str, size: int) -> None:
    checkpoint = Checkpoint(log.founders.charter.origin, size, TAIL)
    place = folder / "log" / name
    place.mkdir(parents=True)
    raw = log.founders.log.sign(checkpoint.text()).serialise()
    (place / "x.checkpoint").write_bytes(raw)


@pytest.mark.parametrize(
    ("name", "size", "is_recovered", "state"),
    [
        ("lost", 9, True, State.HOLDS),
        ("lost", 9, False, State.FAILS),
        ("lost", 2, True, State.FAILS),
        ("disputes", 9, True, State.FAILS),
    ],
)
def test_a_checkpoint_of_the_lost_tail_is_no_fork_once_the_log_is_recovered(
    log: LogBuilder,
    guard: Device,
    tmp_path: Path,
    name: str,
    size: int,
    is_recovered: bool,
    state: State,
) -> None:
    del guard
    if is_recovered:
        recover(log, 0, 1)
    kept(log, tmp_path, name, size)

    verdict = judged(log, tmp_path)

    assert verdict.state is state
    said = words(verdict, "checkpoints")[0]
    assert ("recovered at leaf 4 by a quorum" in said) == (state is State.HOLDS)


def test_what_was_disputed_within_the_lost_tail_is_explained_too(
    log: LogBuilder, guard: Device, tmp_path: Path
) -> None:
    del guard
    recover(log, 0, 1)
    kept(log, tmp_path, "lost", 9)
    kept(log, tmp_path, "disputes", 7)
    assert judged(log, tmp_path).state is State.HOLDS


def test_who_cites_the_lost_tail_has_seen_what_was_recovered_and_no_more(
    log: LogBuilder, guard: Device
) -> None:
    recover(log, 0, 1)
    log.add(guard.says(body(2)))
    here = log.checkpoint()
    log.add(guard.sees(here.size, here.root).says(body(3)))
    log.add(guard.sees(9, TAIL).says(body(4)))
    register = Register.opened(log.founders.charter, log.fingerprint)
    tree = Tree()
    citations = Citations(Check("citations", Text("", "")), tree)
    for index, raw in enumerate(log.entries):
        tree.push(log.leaves[index])
        if index == 0:
            continue
        entry = Entry.parse(raw)
        citations.take(index, entry, register)
        register.take(index, entry)

    shown = [citations.seen(i, Entry.parse(log.entries[i]).header.size) for i in (5, 6, 7)]
    assert shown == [3, 6, 0]
