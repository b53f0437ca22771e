"""An hour that somebody picks is that of the clocks where the operation is."""

from datetime import UTC, datetime

import pytest

from api.problems import ApiError
from api.reading import moment_of
from api.sheet import Text, hour
from api.zone import zone_of
from domain.wording import zone
from tests.support.device import founders


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("16.08/kpu", "16.08/polri"), "WIB"),
        (("51/kpu", "51/bawaslu"), "WITA"),
        (("71.02/kpu", "71.02/polri"), "WITA"),
        (("91.71/kpu", "91.71/polri"), "WIT"),
        (("kpu", "bawaslu"), "WIB"),
        (("51/kpu", "81/kpu"), "WIB"),
    ],
)
def test_the_clock_is_that_of_the_founders_province(names: tuple[str, ...], expected: str) -> None:
    found = zone_of(founders(names=names).charter)

    assert zone(datetime(2024, 11, 27, tzinfo=found)) == expected


def test_what_was_picked_in_the_east_is_shown_there_again() -> None:
    eastern = zone_of(founders(names=("91.71/kpu", "91.71/polri")).charter)

    at = moment_of("at", "2024-11-27T09:00", eastern)
    assert at == datetime(2024, 11, 27, 0, 0, tzinfo=UTC)
    assert hour("at", Text("pada", "at"), at).typed(eastern) == "2024-11-27T09:00:00"
    assert hour("at", Text("pada", "at"), None).typed(eastern) == ""


@pytest.mark.parametrize("text", ["2024-02-30T08:00", "2024-11-27T25:00"])
def test_an_hour_that_no_calendar_has_is_refused(text: str) -> None:
    eastern = zone_of(founders(names=("91.71/kpu", "91.71/polri")).charter)

    with pytest.raises(ApiError):
        moment_of("at", text, eastern)
