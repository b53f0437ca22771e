"""Anchors: between which two moments a leaf was signed."""

from datetime import UTC, datetime, timedelta

from domain.anchor import Anchors
from domain.fact import Anchored
from domain.rounds import Mark

EIGHT = datetime(2024, 11, 25, 8, tzinfo=UTC)


def _at(minute: int) -> datetime:
    return EIGHT + timedelta(minutes=minute)


def _anchors() -> Anchors:
    anchors = Anchors()
    anchors.fold(Anchored(10, 8, _at(0), _at(1)))
    anchors.fold(Anchored(20, 8, _at(5), _at(6)))
    anchors.fold(Anchored(30, 25, _at(10), _at(11)))
    return anchors


def test_who_cites_a_tree_with_an_anchor_signed_after_its_earliest_time() -> None:
    anchors = _anchors()

    assert anchors.not_before(10) is None
    assert anchors.not_before(11) == _at(0)
    assert anchors.not_before(21) == _at(5)
    assert anchors.not_before(1000) == _at(10)


def test_nothing_is_long_after_what_witnesses_saw_before_it() -> None:
    anchors, hour = _anchors(), timedelta(hours=1)

    assert anchors.at_most(_at(99), 10, hour) == _at(99)
    assert anchors.at_most(_at(99), 11, hour) == _at(61)
    assert anchors.at_most(_at(61), 11, hour) == _at(61)


def test_what_a_larger_tree_holds_was_signed_before_its_latest_time() -> None:
    anchors = _anchors()

    assert anchors.not_after(7, 1000) == _at(1)
    assert anchors.not_after(8, 1000) == _at(11)
    assert anchors.not_after(25, 1000) is None


def test_nothing_is_known_before_the_anchor_stands_in_the_log() -> None:
    assert _anchors().not_after(8, 30) is None
    assert _anchors().not_after(8, 31) == _at(11)


def test_witnesses_contradict_who_states_a_time_after_they_had_seen_it() -> None:
    anchors, slack = _anchors(), timedelta(minutes=2)
    for minute, is_false in ((3, False), (4, True)):
        one = Mark(_at(minute), 7, "periksa")

        assert anchors.contradict(one, 1000, slack) is is_false
        assert not anchors.contradict(one, 10, slack)


def test_a_time_is_ahead_until_witnesses_have_seen_it() -> None:
    anchors = _anchors()

    assert not anchors.is_ahead(_at(9), 10)  # nobody had looked
    assert anchors.is_ahead(_at(9), 11)
    assert anchors.is_ahead(_at(10), 31)
    assert not anchors.is_ahead(_at(9), 31)


def test_an_anchor_that_is_heard_again_changes_nothing() -> None:
    anchors = _anchors()
    anchors.fold(Anchored(20, 22, _at(50), _at(51)))

    assert anchors.not_before(21) == _at(5)
    assert anchors.not_after(8, 1000) == _at(11)


def test_a_log_without_witnesses_bounds_nothing() -> None:
    anchors = Anchors()

    assert anchors.newest(5) is None
    assert anchors.not_before(5) is None
    assert anchors.not_after(5, 9) is None
