"""Neutrality as it is said: nobody is named but who pledges."""

import pytest

from domain.catalogue import NotUnderstood
from domain.neutrality import NeutralityAlleged, NeutralityChecked, NeutralityPledged
from tests.support.sayings import golden


def test_a_pledge_names_at_least_one_person() -> None:
    assert isinstance(golden("NeutralityPledged"), NeutralityPledged)
    assert isinstance(golden("NeutralityPledged", persons=[]), NotUnderstood)
    assert isinstance(golden("NeutralityPledged", text="ikrar"), NotUnderstood)


def test_whom_a_case_is_about_stays_sealed() -> None:
    assert isinstance(golden("NeutralityAlleged"), NeutralityAlleged)
    assert isinstance(golden("NeutralityAlleged", subject="Budi"), NotUnderstood)
    assert isinstance(golden("SanctionImposed", sanction="teguran"), NotUnderstood)


@pytest.mark.parametrize("changes", [{"outcome": "aman"}, {"checked": -1}, {"window": None}])
def test_a_check_says_what_it_found_among_how_many_and_when(changes: dict[str, object]) -> None:
    assert isinstance(golden("NeutralityChecked"), NeutralityChecked)
    assert isinstance(golden("NeutralityChecked", **changes), NotUnderstood)
