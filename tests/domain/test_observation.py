"""Form A as it is said."""

from typing import Any

import pytest

from domain.catalogue import NotUnderstood
from domain.observation import ObservationFiled
from tests.support.sayings import golden


def test_an_observation_says_what_was_watched_how_and_with_what_outcome() -> None:
    act = golden("ObservationFiled")

    assert isinstance(act, ObservationFiled)
    assert (act.target, act.manner, act.outcome) == ("distribusi", "langsung", "ada_dugaan")
    assert act.seen == 7


@pytest.mark.parametrize(
    "changes",
    [
        {"outcome": "mungkin"},
        {"seen": -1},
        {"window": {"from": "2024-11-25T06:30:00+07:00", "until": "2024-11-25T25:00:00+07:00"}},
        {"window": None},
        {"summary": "uraian dalam kata biasa"},
        {"number": ""},
    ],
)
def test_what_is_missing_or_impossible_is_not_understood(changes: dict[str, Any]) -> None:
    assert isinstance(golden("ObservationFiled", **changes), NotUnderstood)
