"""R21: since when a missing inspection is told."""

import pytest

from domain.rules.inspection import missed, rained
from tests.support.story import moment

SUBJECT = "16.08/GDG-01:hujan"


@pytest.mark.parametrize(("at", "stands"), [("12:00", False), ("12:00:01", True)])
def test_a_missed_one_stands_after_its_due_time(at: str, stands: bool) -> None:
    finding = missed(SUBJECT, 7, moment("09:00"), moment("12:00"))

    assert finding.stands(moment(at)) == stands
    assert (finding.parameters["place"], finding.parameters["template"]) == (
        "16.08/GDG-01",
        "hujan",
    )


@pytest.mark.parametrize(("at", "stands"), [("10:00", False), ("10:00:01", True)])
def test_after_rain_it_stands_after_an_hour(at: str, stands: bool) -> None:
    finding = rained(SUBJECT, 7, moment("09:00"), 60)

    assert finding.stands(moment(at)) == stands
    assert finding.key == f"R21/periksa/{SUBJECT}/7"
