"""Up to which size a quorum of witnesses has seen a log, and since when not further."""

import pytest

from ledger.tlog.note import Note
from ledger.tlog.policy import Policy
from tests.support.log_builder import LogBuilder
from tests.support.witness import Cosigner, policy_text
from tools.attention import WAITING_MAX, Attention, Waiting

ANA, BUDI, CITRA = (Cosigner.named(name) for name in ("ana", "budi", "citra"))
POLICY = Policy.parse(policy_text(2, ANA, BUDI, CITRA))
NONE = Policy.parse("quorum none\n")


def seen(*cosigners: Cosigner) -> Note:
    log = LogBuilder()
    note = Note.parse(log.checkpoints[-1][1])
    for one in cosigners:
        note = one.cosigns(note)
    return note


def test_a_policy_without_witnesses_waits_for_nobody() -> None:
    attention = Attention()
    assert attention.witnessed(NONE, 9) == 9
    assert attention.waiting(NONE, 9, 1) == (None, False)


def test_the_witnessed_size_is_the_largest_that_enough_have_reached() -> None:
    attention = Attention()
    attention.hear(POLICY, seen(ANA), 9)
    assert attention.witnessed(POLICY, 9) == 0
    attention.hear(POLICY, seen(BUDI), 5)
    assert attention.witnessed(POLICY, 9) == 5
    attention.hear(POLICY, seen(CITRA), 7)
    assert attention.witnessed(POLICY, 9) == 7
    assert attention.witnessed(POLICY, 6) == 6


def test_a_line_of_a_stranger_counts_for_nothing() -> None:
    attention = Attention()
    attention.hear(POLICY, seen(Cosigner.named("dedi"), ANA), 9)
    assert attention.witnessed(POLICY, 9) == 0


def test_what_waits_longest_is_told_until_it_was_seen() -> None:
    attention = Attention()
    assert attention.waiting(POLICY, 3, 100) == (Waiting(3, 100), True)
    assert attention.waiting(POLICY, 5, 200) == (Waiting(3, 100), False)
    attention.hear(POLICY, seen(ANA, BUDI), 4)
    assert attention.waiting(POLICY, 5, 300) == (Waiting(5, 200), True)
    attention.hear(POLICY, seen(ANA, BUDI), 5)
    assert attention.waiting(POLICY, 5, 400) == (None, True)


def test_a_restart_goes_on_waiting() -> None:
    attention = Attention(str(Waiting(3, 100)))
    assert attention.waiting(POLICY, 5, 900) == (Waiting(3, 100), False)


@pytest.mark.parametrize("text", ["", " "])
def test_nothing_remembered_is_nothing_waiting(text: str) -> None:
    assert Waiting.parse(text) is None


def test_a_log_that_nobody_ever_witnesses_fills_no_memory() -> None:
    attention = Attention()
    for size in range(1, 2 * WAITING_MAX):
        assert attention.waiting(POLICY, size, size)[0] == Waiting(1, 1)
