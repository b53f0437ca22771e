"""Times are read as people and spreadsheets write them, day before month."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from tools.intake.cell import CellError
from tools.intake.moment import ZONES, moment

WIB = ZONES["wib"]


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("45621", "2024-11-25T00:00:00+07:00"),
        ("45621,3333333", "2024-11-25T08:00:00+07:00"),
        ("45621.5", "2024-11-25T12:00:00+07:00"),
        ("25/11/2024", "2024-11-25T00:00:00+07:00"),
        ("5-1-2024 7.05", "2024-01-05T07:05:00+07:00"),
        ("2024-11-25 08:00", "2024-11-25T08:00:00+07:00"),
        ("2024-11-25", "2024-11-25T00:00:00+07:00"),
        ("2024-11-25T08:00:59+09:00", "2024-11-25T08:00:59+09:00"),
        ("2024-11-25T01:00:00Z", "2024-11-25T01:00:00+00:00"),
    ],
)
def test_every_usual_form_is_read(text: str, at: str) -> None:
    assert moment(text, WIB) == at


@pytest.mark.parametrize("text", ["25/11/2024", "2024-11-25", "45621"])
def test_a_day_alone_ends_with_its_last_second(text: str) -> None:
    assert moment(text, WIB, is_end=True) == "2024-11-25T23:59:59+07:00"
    assert moment("2024-11-25 08:00", WIB, is_end=True) == "2024-11-25T08:00:00+07:00"


@given(st.integers(10**9, 4 * 10**9), st.sampled_from([*ZONES]))
def test_a_day_count_is_exact_to_the_second(second: int, zone: str) -> None:
    at = datetime.fromtimestamp(second, ZONES[zone])
    days = (at - datetime(1899, 12, 30, tzinfo=ZONES[zone])) / timedelta(days=1)

    assert moment(f"{days:.9f}", ZONES[zone]) == at.isoformat()


@pytest.mark.parametrize(
    "text",
    [
        "25 November",
        "11/25/2024",
        "31/02/2024",
        "2024-11-25 25:00",
        "12",
        "99999",
        "8:00",
        "25/11/24",
    ],
)
def test_what_no_calendar_has_is_told(text: str) -> None:
    with pytest.raises(CellError, match=r"(date|time)"):
        moment(text, WIB)
