"""Note by note: what a reader can say before the whole log is read."""

import pytest

from tests.support.log_builder import LogBuilder, body, story
from tools.recount import Tree
from tools.scrutiny import Scrutiny
from tools.signature import SignatureQueue
from tools.tile import TileSource
from tools.verdict import State


def scrutinised(log: LogBuilder) -> Scrutiny:
    """Return the state after every note of a log, its signatures still unchecked."""
    tree = Tree()
    tree.push(log.leaves[0])
    source = TileSource("memory", lambda _path: log.checkpoints[-1][1])
    scrutiny = Scrutiny(log.founders.charter, tree, SignatureQueue(1), source)
    for index, (note, leaf) in enumerate(zip(log.entries[1:], log.leaves[1:], strict=True), 1):
        tree.push(leaf)
        scrutiny.take(index, note)
    scrutiny.close()
    return scrutiny


def states(scrutiny: Scrutiny) -> dict[str, State]:
    return {key: check.state for key, check in scrutiny.checks.items()}


def test_an_ordinary_log_fits_and_its_register_is_the_servers() -> None:
    scrutiny = scrutinised(story())

    assert set(states(scrutiny).values()) == {State.HOLDS}
    assert scrutiny.signed == 11
    assert scrutiny.register.member("16.08/ppk/belitang-01").revoked_after == 1
    assert scrutiny.checks["journals"].summary.en == "5 journals in use"
    assert scrutiny.checks["register"].summary.en == "7 journals"


def test_a_gap_is_said_once_and_not_for_every_note_after_it() -> None:
    log = LogBuilder()
    (device,) = log.enrol("16.08/kpu/gudang-01")
    device.says(body(1))
    log.add(device.says(body(2)), device.says(body(3)))

    journals = scrutinised(log).checks["journals"]

    assert [reason.span for reason in journals.reasons] == [(2, 3)]


@pytest.mark.parametrize("name", ["16.08/kpu/gudang-01", "16.08/kpu/gudang-02"])
def test_the_line_of_another_key_is_no_signature_of_the_journal(name: str) -> None:
    log = LogBuilder()
    first, second = log.enrol("16.08/kpu/gudang-01", "16.08/kpu/gudang-02")
    text = first.says(body(1)).decode().rpartition("\n\n")[0] + "\n"
    second.key = type(second.key)(name, second.key.private)
    log.add(second.key.sign(text).serialise())

    scrutiny = scrutinised(log)

    assert states(scrutiny)["signatures"] is State.FAILS
    assert scrutiny.signed == 1
