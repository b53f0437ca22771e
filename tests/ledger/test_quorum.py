"""Quorums: enough registrars in office, whose newest words are the same."""

from itertools import permutations

import pytest
from hypothesis import given, strategies as st

from ledger.quorum import Quorum

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
