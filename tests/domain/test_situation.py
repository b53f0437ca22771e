"""Situation reports as they are said."""

import pytest

from domain.catalogue import NotUnderstood
from domain.situation import SituationReported
from tests.support.sayings import golden


def test_a_report_says_that_nothing_happened_or_that_something_did() -> None:
    for outcome in ("nihil", "ada"):
        assert isinstance(golden("SituationReported", outcome=outcome), SituationReported)
    assert isinstance(golden("SituationReported", outcome="aman"), NotUnderstood)
    assert isinstance(golden("SituationReported", outcome=None), NotUnderstood)


@pytest.mark.parametrize(
    "window",
    [None, {"from": "2024-11-25T06:00:00+07:00"}, {"from": "kemarin", "until": "hari ini"}],
)
def test_a_report_says_of_which_time_it_tells(window: object) -> None:
    assert isinstance(golden("SituationReported", window=window), NotUnderstood)


def test_free_text_stays_sealed() -> None:
    assert isinstance(golden("SituationReported", note="aman terkendali"), NotUnderstood)
