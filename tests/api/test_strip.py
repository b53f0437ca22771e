"""The strip of a warehouse: a field for each hour, nights told in words."""

from datetime import date

import pytest

from api.drawing import Block, Stroke
from api.sheet import Text
from api.strip import by_day, is_night, night, picture, table
from tests.support.server import Desk

STORE = "16.08/GDG-01"
HOURS = {"2024-11-25T08": 3, "2024-11-25T23": 1, "2024-11-26T04": 1, "2024-11-26T05": 6}


@pytest.mark.parametrize(
    ("hour", "expected"), [(21, False), (22, True), (0, True), (4, True), (5, False)]
)
def test_the_night_ends_and_begins_on_the_hour(hour: int, expected: bool) -> None:
    assert is_night(hour) is expected


def test_days_stand_in_their_order_with_their_hours() -> None:
    assert by_day(HOURS) == {date(2024, 11, 25): {8: 3, 23: 1}, date(2024, 11, 26): {4: 1, 5: 6}}
    assert night(HOURS) == 2


def test_each_day_is_a_row_and_each_hour_a_field() -> None:
    blocks = [shape for shape in picture(HOURS).shapes if isinstance(shape, Block)]

    assert len(blocks) == 2 * 24
    assert {(one.tint, one.strength) for one in blocks if one.label} == {
        ("one", 3),
        ("warn", 2),
        ("one", 4),
    }


def test_the_key_shows_what_is_drawn() -> None:
    drawn = picture(HOURS)
    fields = {(one.tint, one.strength) for one in drawn.shapes if isinstance(one, Block)}
    lines = {(one.tint, one.is_dashed) for one in drawn.shapes if isinstance(one, Stroke)}

    shown = [(key.tint, key.is_dashed) for key in drawn.keys]
    assert {one for one in shown if one[1]} == lines == {("ink", True)}
    assert {tint for tint, is_dashed in shown if not is_dashed} == {tint for tint, _ in fields} - {
        "line"
    }


def test_nights_are_told_in_words_beside_the_picture() -> None:
    newest, before = table(HOURS).rows

    assert [cell.text for cell in newest[:3]] == ["26-11-2024", "7", "04 (1), 05 (6)"]
    assert newest[3].text == Text("1 masuk malam", "1 let in at night")
    assert before[3].tone == "warn"


def test_a_warehouse_shows_who_was_let_in_by_hour(hall: Desk) -> None:
    answer = hall.http.get(f"/places/{STORE}").json()["access"]
    page = hall.http.get(f"/places/{STORE}", headers={"Accept": "text/html"}).text

    assert sum(answer["hours"].values()) == 3
    assert (answer["night_from"], answer["night_until"]) == (22, 5)
    assert "3 masuk dalam" in page
    assert "malam (22.00-05.00)" in page


def test_a_place_where_nobody_was_let_in_has_no_strip(hall: Desk) -> None:
    page = hall.http.get("/places/16.08.0000/TPS", headers={"Accept": "text/html"}).text

    assert "<svg" not in page
