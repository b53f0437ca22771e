"""Challenges: good for one answer, for a while, and never more of them than there is room for."""

from itertools import count

from api.passkey import CHALLENGE_MS, Challenges
from tests.support.practice import NOW


def test_a_challenge_is_answered_once_and_in_time() -> None:
    challenges = Challenges()
    first, late = challenges.give(NOW), challenges.give(NOW)
    assert first != late
    assert challenges.take(first, NOW)
    assert not challenges.take(first, NOW)
    assert not challenges.take(late, NOW + CHALLENGE_MS)
    assert not challenges.take(b"never asked", NOW)


def test_many_questions_push_out_the_oldest() -> None:
    numbers = count()
    challenges = Challenges(lambda size: next(numbers).to_bytes(size))
    for _ in range(10_001):
        challenges.give(NOW)
    assert not challenges.take((0).to_bytes(32), NOW)
    assert challenges.take((1).to_bytes(32), NOW)
