"""Incidents as they are said."""

import pytest

from domain.catalogue import NotUnderstood
from domain.incident import IncidentReported
from domain.statement import time
from tests.support.sayings import golden


def test_an_incident_has_three_times_in_order() -> None:
    incident = golden("IncidentReported")

    assert isinstance(incident, IncidentReported)
    assert incident.occurred is not None
    assert time(incident.occurred) < time(incident.observed) < time(incident.at)


def test_when_it_happened_may_be_unknown_but_not_when_it_was_noticed() -> None:
    assert isinstance(golden("IncidentReported", occurred=None), IncidentReported)
    assert isinstance(golden("IncidentReported", observed=None), NotUnderstood)


@pytest.mark.parametrize("field", ["occurred", "observed"])
def test_every_time_of_an_incident_exists(field: str) -> None:
    changes = {field: "2024-02-30T00:00:00Z"}

    assert isinstance(golden("IncidentReported", **changes), NotUnderstood)


def test_who_was_involved_stays_sealed() -> None:
    assert isinstance(golden("IncidentReported", persons=["Budi"]), NotUnderstood)
