"""A monitor's own copy: verified before it is kept, complete, and folded here."""

from pathlib import Path

import pytest

from ledger.errors import UnprovenError
from ledger.mirror import Growth
from ledger.recovery import recover_line
from ledger.tlog.tile import ENTRIES, Tile
from tests.support.log_builder import LogBuilder, body, story
from tests.support.sighting import growth_of, histories, read_of
from tools.shadow import NOWHERE, Fault, Shadow

AT = 1_732_640_400_000


def opened(folder: Path, log: LogBuilder) -> Shadow:
    return Shadow.open(folder, log.entries[0], lambda: AT)


def grown(shadow: Shadow, log: LogBuilder) -> list[Fault]:
    return [*shadow.grow(growth_of(log, shadow.known), log.checkpoints[-1][1])]


def test_a_copy_grows_to_what_the_log_has_signed(tmp_path: Path) -> None:
    log = story()
    shadow = opened(tmp_path, log)
    assert shadow.known.size == 1
    assert grown(shadow, log) == []
    assert (shadow.known, shadow.signed) == (log.checkpoint(), log.checkpoints[-1][1])
    assert shadow.root(5) == log.checkpoint(5).root
    shadow.close()
    again = opened(tmp_path, log)
    assert again.known == log.checkpoint()
    assert again.register.members.keys() >= {"16.08/kpu/gudang-02"}
    again.close()


@pytest.mark.parametrize("sizes", [(3, 300, 700), (256, 512, 513), (255, 256, 257)])
def test_a_copy_that_grows_in_steps_holds_every_entry(
    tmp_path: Path, sizes: tuple[int, ...]
) -> None:
    log = LogBuilder()
    (guard,) = log.enrol("16.08/kpu/gudang-01")
    for size in sizes:
        log.add(*(guard.says(body(n)) for n in range(size - log.size)))
        log.sign()
        shadow = opened(tmp_path, log)
        assert grown(shadow, log) == []
        assert shadow.known == log.checkpoint()
        shadow.close()


def test_what_is_not_authentic_or_out_of_order_is_named_kept_and_not_folded(
    tmp_path: Path,
) -> None:
    log = LogBuilder()
    first, second = log.enrol("16.08/kpu/gudang-01", "16.08/kpu/gudang-02")
    forged = first.says(body(1))[:-8] + b"AAAAAA=\n"
    skipped, late = second.says(body(2)), second.says(body(3))
    log.add(b"no note\n", forged, late, skipped)
    log.sign()
    shadow = opened(tmp_path, log)
    assert [fault.leaf for fault in grown(shadow, log)] == [2, 3, 4]
    assert shadow.known == log.checkpoint()
    shadow.close()
    again = opened(tmp_path, log)
    found, _ = again.findings(-1, AT)
    assert again.register.member(first.name).chain.expected == 0
    assert not any(one.finding.subject == NOWHERE for one in found)
    again.close()


def test_a_citation_of_a_tree_that_never_was_is_named_and_the_entry_folded(tmp_path: Path) -> None:
    log = LogBuilder()
    (guard,) = log.enrol("16.08/kpu/gudang-01")
    guard.sees(2, bytes(32))
    log.add(guard.says(body(1)))
    log.sign()
    shadow = opened(tmp_path, log)
    ((leaf, reason, is_citation),) = grown(shadow, log)
    assert (leaf, is_citation) == (2, True)
    assert "size 2" in reason
    assert shadow.register.member(guard.name).chain.expected == 1
    shadow.close()


@pytest.mark.parametrize("is_restarted", [False, True])
def test_a_recovery_explains_what_cites_the_lost_tail_until_its_journal_has_returned(
    tmp_path: Path, is_restarted: bool
) -> None:
    log = LogBuilder()
    guard, other = log.enrol("16.08/kpu/gudang-01", "16.08/kpu/gudang-02")
    tree = log.checkpoint()
    for one in log.founders.registrars[:2]:
        one.sees(tree.size, tree.root)
        log.add(one.registers(recover_line(tree.size, tree.root)))
    back = log.checkpoint()
    log.add(guard.sees(9, bytes(32)).says(body(1)), guard.sees(back.size, back.root).says(body(2)))
    log.sign()
    shadow = opened(tmp_path, log)
    if is_restarted:
        assert grown(shadow, log) == []
        shadow.close()
        shadow = opened(tmp_path, log)
    log.add(guard.sees(9, bytes([1]) * 32).says(body(3)), other.sees(9, bytes(32)).says(body(4)))
    log.sign()
    assert [(fault.leaf, fault.is_citation) for fault in grown(shadow, log)] == [
        (log.size - 2, True)
    ]
    shadow.close()


def test_entries_that_do_not_lead_to_the_signed_root_are_not_kept(tmp_path: Path) -> None:
    log, other = histories(2, 3, 3)
    shadow = opened(tmp_path, log)

    def mixed(tile: Tile) -> list[bytes]:
        return read_of(other if tile.level == ENTRIES else log)(tile)

    with pytest.raises(UnprovenError):
        for _ in shadow.grow(Growth(shadow.known, log.checkpoint(), mixed), log.checkpoints[-1][1]):
            pass
    assert shadow.known.size == 1
    shadow.close()


@pytest.mark.parametrize(("own", "others"), [(3, 3), (3, 6), (6, 3)])
def test_the_proof_against_a_log_with_two_histories_convinces(
    tmp_path: Path, own: int, others: int
) -> None:
    log, other = histories(4, own, others)
    shadow = opened(tmp_path, log)
    grown(shadow, log)
    growth = growth_of(other, None) if others > own else None
    proof = shadow.accused(other.checkpoints[-1][1], growth)
    assert proof is not None
    assert {proof.proven().smaller.size, proof.proven().larger.size} == {6 + own, 6 + others}
    shadow.close()


def test_two_checkpoints_that_can_both_be_true_prove_nothing(tmp_path: Path) -> None:
    log = story()
    shadow = opened(tmp_path, log)
    assert shadow.accused(log.checkpoints[1][1], None) is None
    grown(shadow, log)
    assert shadow.accused(log.checkpoints[1][1], None) is None
    shadow.close()


def test_a_beginning_that_was_interrupted_is_begun_anew(tmp_path: Path) -> None:
    (tmp_path / "ledger.new").write_bytes(b"half a file")
    shadow = opened(tmp_path, story())
    assert shadow.known.size == 1
    shadow.close()
