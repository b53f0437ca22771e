"""R22: since when a camera without a patrol is told."""

import pytest

from domain.rules.equipment import blind
from tests.support.story import moment


@pytest.mark.parametrize(("at", "stands"), [("10:30", False), ("10:30:01", True)])
def test_it_stands_after_half_an_hour(at: str, stands: bool) -> None:
    finding = blind("16.08/GDG-01", 7, ("cctv-01", "cctv-02"), moment("10:00"), 30)

    assert finding.stands(moment(at)) == stands
    assert finding.key == "R22/alat/16.08/GDG-01/7"
    assert finding.parameters["assets"] == "cctv-01, cctv-02"
