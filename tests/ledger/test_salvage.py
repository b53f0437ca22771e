"""A log that lost entries goes on by the registrars' word, and by nothing else."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.application import Ledger
from ledger.errors import (
    AheadError,
    DisputedError,
    LedgerError,
    LostError,
    RecoveryError,
)
from ledger.publisher import Guard
from ledger.receipt import Receipt
from ledger.recovery import check
from ledger.salvage import loss, salvage
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.tree import verify_consistency, verify_inclusion
from tests.support import outage
from tests.support.device import Device
from tests.support.loss import Wreck, body, wreck
from tests.support.outage import Instant
from tests.support.practice import NOW


@pytest.fixture(name="wrecked")
def _wrecked(tmp_path: Path) -> Iterator[Wreck]:
    with wreck(tmp_path / "ledger") as found:
        yield found


def test_an_old_backup_halts_and_says_what_is_missing(wrecked: Wreck) -> None:
    with pytest.raises(LostError, match="8 entries were signed, 4 are in the database") as caught:
        Ledger.open(wrecked.path, lambda: NOW)
    assert (caught.value.signed, caught.value.stored) == (8, 4)
    lost = wrecked.loss
    assert (lost.signed.size, lost.kept.size) == (8, 4)
    assert lost.line.startswith("recover 4 ")


def test_a_log_that_misses_nothing_is_not_recovered(wrecked: Wreck) -> None:
    wrecked.recovered()
    wrecked.place.ledger.close()
    with pytest.raises(RecoveryError, match="nothing is missing"):
        loss(wrecked.path)


def test_a_quorum_of_registrars_brings_the_log_back_to_work(wrecked: Wreck) -> None:
    done = wrecked.recovered()

    ledger = wrecked.place.ledger
    assert (done.recovery.size, done.recovery.index, done.appended) == (4, 6, 3)
    assert ledger.tree.size == 7
    assert ledger.register.recoveries == (done.recovery,)
    assert wrecked.place.checkpoint().size == 7
    (kept,) = (wrecked.path / "lost").iterdir()
    assert kept.read_bytes() == wrecked.checkpoint


def test_phones_send_again_what_was_lost_and_get_receipts_that_hold(wrecked: Wreck) -> None:
    recovery = wrecked.recovered().recovery
    place = wrecked.place
    ahead = place.refuses(wrecked.kept[3])
    assert isinstance(ahead, AheadError)
    assert ahead.expected == 2

    for note in (*wrecked.kept[2:], wrecked.unknown[1]):
        receipt = place.takes(note)
        seen = Checkpoint.opened(receipt.checkpoint, place.founders.charter.log)
        verify_inclusion(receipt.leaf, receipt.leaf_index, seen.size, receipt.inclusion, seen.root)
        assert receipt.recovery == recovery
        check(place.founders.charter, recovery.size, recovery.root, receipt.words)
        verify_consistency(4, seen.size, receipt.consistency, recovery.root, seen.root)
    again = place.ledger.receipt(place.ledger.tree.size - 1)
    assert again is not None
    assert again.recovery == recovery
    first = place.takes(wrecked.kept[0])
    assert (first.recovery, first.words, first.is_new) == (None, (), False)


@pytest.mark.parametrize("is_restarted", [False, True])
def test_who_has_seen_the_recovered_log_cannot_cite_the_lost_one(
    wrecked: Wreck, is_restarted: bool
) -> None:
    wrecked.recovered()
    place, guard = wrecked.place, wrecked.guard
    for note in wrecked.kept[2:]:
        place.takes(note)
    lost = guard.size, guard.root
    place.takes(guard.says(body(4)))
    place.shows(guard)
    place.takes(guard.says(body(5)))
    if is_restarted:
        place.reopen()
    guard.sees(*lost)
    assert isinstance(place.refuses(guard.says(body(6))), DisputedError)


def test_a_tree_that_was_never_signed_is_excused_only_beyond_what_is_here(wrecked: Wreck) -> None:
    wrecked.recovered()
    liar = wrecked.guard
    for note in wrecked.kept[2:]:
        wrecked.place.takes(note)
    liar.sees(3, bytes(32))
    assert isinstance(wrecked.place.refuses(liar.says(body(4))), DisputedError)


def test_the_lost_checkpoint_does_not_halt_the_log_again(wrecked: Wreck) -> None:
    wrecked.recovered()
    place = wrecked.place
    place.ledger.challenge(wrecked.checkpoint)
    assert place.ledger.is_halted == ""

    larger = Checkpoint(place.founders.charter.origin, 9, bytes(32))
    place.ledger.challenge(place.founders.log.sign(larger.text()).serialise())
    assert "log-disputed" in place.ledger.is_halted


def test_a_smaller_tree_than_the_recovered_one_is_as_strict_as_ever(wrecked: Wreck) -> None:
    wrecked.recovered()
    place = wrecked.place
    other = Checkpoint(place.founders.charter.origin, 3, bytes(32))
    place.ledger.challenge(place.founders.log.sign(other.text()).serialise())
    assert "log-disputed" in place.ledger.is_halted


def test_the_log_stays_halted_without_a_quorum(wrecked: Wreck) -> None:
    votes = wrecked.votes(1, 2)
    with pytest.raises(RecoveryError, match="2 registrars are needed"):
        wrecked.salvaged(votes[0])
    with pytest.raises(RecoveryError, match="2 registrars are needed"):
        wrecked.salvaged(votes[0], votes[0])
    wrecked.salvaged(*votes)


def test_a_registrar_hands_in_its_own_lost_notes_first(wrecked: Wreck) -> None:
    votes = wrecked.votes(0, 1)
    with pytest.raises(RecoveryError, match=r"16\.08/kpu number 2"):
        wrecked.salvaged(*votes)


def test_a_word_that_cites_the_lost_tree_recovers_nothing(wrecked: Wreck) -> None:
    registrars = wrecked.place.founders.registrars
    seen = Checkpoint.opened(wrecked.checkpoint, wrecked.place.founders.charter.log)
    notes = [
        registrar.sees(seen.size, seen.root).registers(wrecked.loss.line)
        for registrar in registrars[1:]
    ]
    with pytest.raises(RecoveryError, match="has to stand in a note that cites just this tree"):
        wrecked.salvaged(*notes)


def test_nobody_else_writes_while_the_log_is_halted(wrecked: Wreck) -> None:
    with pytest.raises(RecoveryError, match="is no registrar"):
        wrecked.salvaged(*wrecked.votes(1, 2), wrecked.kept[2])


def test_a_device_that_nobody_enrolled_is_refused(wrecked: Wreck) -> None:
    with pytest.raises(RecoveryError, match="number 0"):
        wrecked.salvaged(Device.named("16.08/kpu/asing").says(body(0)))


def test_nothing_is_written_when_what_comes_before_fails(wrecked: Wreck) -> None:
    def fail() -> None:
        raise OSError("no")

    with pytest.raises(OSError, match="no"):
        salvage(wrecked.path, wrecked.votes(1, 2), NOW, fail)
    assert wrecked.loss.kept.size == 4
    assert not (wrecked.path / "lost").exists()


@pytest.mark.parametrize("ahead", [True, False])
def test_a_crash_before_the_guard_is_mended_by_the_same_command(
    wrecked: Wreck, ahead: bool
) -> None:
    votes = wrecked.votes(1, 2)
    place = wrecked.place
    guard = Guard(wrecked.path / "guard", place.founders.charter.origin)
    before = guard.read()
    wrecked.salvaged(*votes)
    size = 8 if ahead else 5
    (wrecked.path / "guard").write_text(
        Checkpoint(before.origin, size, before.root).text(), encoding="utf-8"
    )

    done = wrecked.salvaged(*votes)

    assert (done.appended, done.recovery.size) == (0, 4)
    assert guard.read().size == 6
    place.ledger = Ledger.open(wrecked.path, lambda: NOW)
    assert place.takes(wrecked.kept[2]).leaf_index == 6


@pytest.mark.parametrize(
    "instant", [Instant.BEFORE_COMMIT, Instant.GUARD_DRAFTED, Instant.BEFORE_ANSWER]
)
def test_killed_at_any_instant_the_same_command_brings_the_log_back(
    wrecked: Wreck, tmp_path: Path, instant: Instant
) -> None:
    votes, left = wrecked.votes(1, 2), tmp_path / "left"
    with outage.at(instant, wrecked.path, lambda: outage.keep(wrecked.path, left)):
        wrecked.salvaged(*votes)

    if instant is Instant.BEFORE_ANSWER:
        with pytest.raises(RecoveryError, match="nothing is missing"):
            salvage(left, votes, NOW, lambda: None)
    else:
        with pytest.raises(LedgerError):
            Ledger.open(left, lambda: NOW)
        assert salvage(left, votes, NOW, lambda: None).recovery.size == 4

    ledger = Ledger.open(left, lambda: NOW)
    assert (ledger.tree.size, len(ledger.register.recoveries)) == (6, 1)
    assert isinstance(ledger.append_all([wrecked.kept[2]])[0], Receipt)
    ledger.close()


def test_a_log_is_recovered_again_after_a_second_loss(wrecked: Wreck) -> None:
    wrecked.recovered()
    place = wrecked.place
    place.takes(wrecked.kept[2])
    place.ledger.close()
    old = (wrecked.path / "ledger.db").read_bytes()
    place.reopen()
    place.takes(wrecked.kept[3])
    place.shows(wrecked.guard)
    place.takes(wrecked.guard.says(body(5)))
    place.shows(wrecked.guard)
    after = wrecked.guard.says(body(6))
    place.ledger.close()
    for rest in wrecked.path.glob("ledger.db*"):
        rest.unlink()
    (wrecked.path / "ledger.db").write_bytes(old)

    done = wrecked.salvaged(*wrecked.votes(0, 1))
    place.ledger = Ledger.open(wrecked.path, lambda: NOW)

    assert [one.size for one in place.ledger.register.recoveries] == [4, 8]
    assert done.recovery.index == 9
    ahead = place.refuses(after)
    assert isinstance(ahead, AheadError)
    assert place.takes(wrecked.kept[3]).recovery == done.recovery
