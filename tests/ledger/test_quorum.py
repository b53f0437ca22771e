"""Quorums: enough registrars in office, whose newest words are the same."""

from itertools import permutations

import pytest
from hypothesis import given, strategies as st

from ledger.errors import RevokedError
from ledger.journal import Chain
from ledger.quorum import Quorum
from ledger.register import Effect
from ledger.tlog.text import to_base64
from ledger.tlog.tree import leaf_hash
from tests.support.device import Device, founders
from tests.support.figures import FIGURES
from tests.support.roll import Roll

REGISTRARS = ("kpu", "polri", "bawaslu", "kejaksaan", "tni")
WORDS = st.lists(
    st.tuples(st.sampled_from("xy"), st.sampled_from(REGISTRARS), st.sampled_from("abc"))
)


@pytest.mark.parametrize("order", list(permutations(REGISTRARS[:3])))
def test_the_last_of_enough_decides_in_whatever_order_they_speak(order: tuple[str, ...]) -> None:
    quorum = Quorum(3)
    assert [quorum.agrees("policy", name, "a") for name in order] == [False, False, True]


def test_who_repeats_a_word_counts_once() -> None:
    quorum = Quorum(2)
    assert not any(quorum.agrees("policy", "kpu", "a") for _ in range(3))
    assert quorum.agrees("policy", "polri", "a")


def test_words_that_differ_do_not_add_up() -> None:
    quorum = Quorum(2)
    assert not quorum.agrees("policy", "kpu", "a")
    assert not quorum.agrees("policy", "polri", "a ")


def test_subjects_are_counted_apart() -> None:
    quorum = Quorum(2)
    assert not quorum.agrees("policy", "kpu", "a")
    assert not quorum.agrees("revoke 16.08/tni", "polri", "a")


def test_who_says_something_else_takes_the_old_word_back() -> None:
    quorum = Quorum(2)
    assert not quorum.agrees("policy", "kpu", "a")
    assert not quorum.agrees("policy", "kpu", "b")
    assert not quorum.agrees("policy", "polri", "a")
    assert quorum.agrees("policy", "polri", "b")


def test_after_a_decision_the_count_starts_anew() -> None:
    quorum = Quorum(2)
    quorum.agrees("policy", "bawaslu", "b")
    quorum.agrees("policy", "kpu", "a")
    assert quorum.agrees("policy", "polri", "a")
    assert not quorum.agrees("policy", "kpu", "b")
    assert quorum.agrees("policy", "bawaslu", "b")


def test_a_registrar_out_of_office_counts_on_no_subject() -> None:
    quorum = Quorum(2)
    quorum.agrees("policy", "bawaslu", "a")
    quorum.agrees("revoke 16.08/tni", "bawaslu", "r")
    quorum.dismiss("bawaslu")
    assert not quorum.agrees("policy", "kpu", "a")
    assert not quorum.agrees("revoke 16.08/tni", "kpu", "r")
    assert quorum.agrees("policy", "polri", "a")


@given(words=WORDS, needed=st.integers(1, 5))
def test_a_line_acts_only_if_enough_said_it_last_since_the_last_decision(
    words: list[tuple[str, str, str]], needed: int
) -> None:
    quorum, open_since = Quorum(needed), dict.fromkeys("xy", 0)
    for at, (subject, registrar, line) in enumerate(words):
        newest = {w[1]: w[2] for w in words[open_since[subject] : at + 1] if w[0] == subject}
        is_enough = list(newest.values()).count(line) >= needed
        assert quorum.agrees(subject, registrar, line) == is_enough
        if is_enough:
            open_since[subject] = at + 1


# In the register


@pytest.fixture
def roll() -> Roll:
    return Roll()


def policy(witness: str) -> str:
    text = f"witness {witness} {FIGURES['witness_ed25519']['vkey']}\nquorum {witness}\n"
    return f"policy {to_base64(text.encode())}"


def in_force(roll: Roll) -> str:
    return roll.register.policy.quorum


HASH = to_base64(leaf_hash(b"the newest note that only the device has"))


def test_a_policy_is_in_force_from_the_second_registrar_on(roll: Roll) -> None:
    assert roll.says(roll.kpu, policy("w")).effect is Effect.PENDING
    assert in_force(roll) == "none"
    assert roll.says(roll.bawaslu, policy("w")).effect is Effect.POLICY
    assert in_force(roll) == "w"


def test_a_late_word_for_a_policy_in_force_is_not_kept_for_later(roll: Roll) -> None:
    for registrar in (roll.kpu, roll.polri):
        roll.says(registrar, policy("w"))
    late = roll.says(roll.bawaslu, policy("w"))
    assert (late.effect, "already" in late.reason) == (Effect.VOID, True)
    for registrar in (roll.kpu, roll.polri):
        roll.says(registrar, policy("v"))
    assert roll.says(roll.kpu, policy("w")).effect is Effect.PENDING
    assert in_force(roll) == "v"


def test_one_note_with_the_line_twice_is_one_word(roll: Roll) -> None:
    assert roll.says(roll.kpu, policy("w"), policy("w")).effect is Effect.PENDING


def test_all_must_agree_where_the_charter_says_so() -> None:
    roll = Roll(founders(quorum=3))
    effects = [roll.says(by, policy("w")).effect for by in (roll.kpu, roll.polri, roll.bawaslu)]
    assert effects == [Effect.PENDING, Effect.PENDING, Effect.POLICY]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b"quorum none\n", "already"),
        (b"quorum  none\n", "canonical"),
        (b"quorum w\n", "out of form"),
        (b"\xff\n", "UTF-8"),
        (
            b"log " + Device.named("16.08/x").key.verifier.__str__().encode() + b"\nquorum none\n",
            "log",
        ),
    ],
)
def test_a_policy_that_cannot_be_is_void_at_the_first_word(
    roll: Roll, text: bytes, reason: str
) -> None:
    outcome = roll.says(roll.kpu, f"policy {to_base64(text)}")
    assert (outcome.effect, outcome.journal) == (Effect.VOID, "")
    assert reason in outcome.reason


@pytest.mark.parametrize("line", ["policy", f"{policy('w')} x", policy("w").replace(" ", "  ")])
def test_a_policy_line_out_of_form_is_void(roll: Roll, line: str) -> None:
    assert roll.says(roll.kpu, line).reason == "the line is out of form"


def test_a_delegate_has_no_word_in_a_quorum(roll: Roll) -> None:
    delegate = roll.enrols(Device.named("16.08/kpu/ketua"), delegate="16.08")
    for line in (
        policy("w"),
        "revoke 16.08/polri after 0",
        f"resume 16.08/polri at 5 after {HASH}",
    ):
        outcome = roll.says(delegate, line)
        assert (outcome.effect, "registrars in office" in outcome.reason) == (Effect.VOID, True)


def test_a_registrar_is_revoked_by_enough_registrars(roll: Roll) -> None:
    line = "revoke 16.08/bawaslu after 0"
    assert roll.says(roll.kpu, line).effect is Effect.PENDING
    first = roll.bawaslu.says({"number": 0})
    roll.takes(first)
    outcome = roll.says(roll.polri, line)
    assert (outcome.effect, outcome.journal) == (Effect.REVOKED, "16.08/bawaslu")
    with pytest.raises(RevokedError):
        roll.takes(roll.bawaslu.says({"number": 1}))


def test_who_says_another_number_has_not_agreed(roll: Roll) -> None:
    assert roll.says(roll.kpu, "revoke 16.08/bawaslu after 3").effect is Effect.PENDING
    assert roll.says(roll.polri, "revoke 16.08/bawaslu after 4").effect is Effect.PENDING
    assert roll.says(roll.polri, "revoke 16.08/bawaslu after 3").effect is Effect.REVOKED


def test_the_word_of_a_registrar_falls_with_its_revocation(roll: Roll) -> None:
    roll.says(roll.bawaslu, policy("w"))
    roll.takes(roll.kpu.registers("revoke 16.08/bawaslu after 1"))
    roll.takes(roll.polri.registers("revoke 16.08/bawaslu after 1"))
    assert roll.says(roll.kpu, policy("w")).effect is Effect.PENDING
    late = roll.says(roll.bawaslu, policy("w"))  # number 1, signed before, arrives after
    assert (late.effect, "in office" in late.reason) == (Effect.VOID, True)
    assert in_force(roll) == "none"


def test_one_registrar_cannot_silence_another(roll: Roll) -> None:
    line = f"resume 16.08/polri at 900 after {HASH}"
    assert roll.says(roll.kpu, line).effect is Effect.PENDING
    roll.takes(roll.polri.says({"number": 0}))
    assert roll.says(roll.bawaslu, line).effect is Effect.RESUMED
    head = leaf_hash(b"the newest note that only the device has")
    assert roll.register.member("16.08/polri").chain == Chain(900, head)


def test_a_late_word_for_a_resumption_does_not_put_the_journal_back(roll: Roll) -> None:
    line = f"resume 16.08/polri at 5 after {HASH}"
    roll.says(roll.kpu, line)
    roll.says(roll.bawaslu, line)
    roll.polri.sequence = 5
    roll.polri.head = leaf_hash(b"the newest note that only the device has")
    roll.takes(roll.polri.says({"number": 5}))
    assert "already" in roll.says(roll.kpu, line).reason
