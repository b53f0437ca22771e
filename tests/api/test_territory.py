"""The map: tiles without boundaries, outlines with them, and the table beside both."""

import pytest

from api.boundary import Boundary, save
from ledger.directory import Directory
from tests.api.test_atlas import LEFT, square
from tests.support.server import Desk

AREA = "16.08.0000"
PAGE = {"Accept": "text/html"}


def test_without_boundaries_districts_are_tiles(hall: Desk) -> None:
    answer = hall.http.get("/map").json()
    text = hall.http.get("/map", headers=PAGE).text

    assert answer["is_schematic"] is True
    assert AREA in [one["area"] for one in answer["districts"]]
    assert text.count('role="img"') == 1
    assert f'href="/progress/{AREA}"' in text
    assert f'href="/findings?area={AREA}"' in text


def test_districts_count_the_findings_about_what_lies_there(hall: Desk) -> None:
    for one in hall.http.get("/map").json()["districts"]:
        found = hall.http.get("/findings", params={"area": one["area"], "explained": "false"})
        assert len(found.json()["findings"]) == one["findings"]


def test_a_map_may_show_where_most_boxes_are(hall: Desk) -> None:
    answer = hall.http.get("/map", params={"by": "progress"}).json()

    (one,) = (each for each in answer["districts"] if each["area"] == AREA)
    assert one["look"] == "kembali"
    assert "kembali</li>" in hall.http.get("/map?by=progress", headers=PAGE).text


def test_boundaries_are_drawn_as_soon_as_they_are_there(counter: Desk) -> None:
    place = Directory(counter.place.path).boundaries
    assert counter.http.get("/map").json()["districts"] == []

    save(place, [LEFT, Boundary("16.08.02", "Buay Madang", (square(105, 106),))])

    answer = counter.http.get("/map").json()
    assert answer["is_schematic"] is False
    assert [one["name"] for one in answer["districts"]] == ["Martapura", "Buay Madang"]
    text = counter.http.get("/map", headers=PAGE).text
    assert text.count("<path d=") == 3  # the hatching too


def test_a_damaged_file_is_said_and_tiles_are_drawn(counter: Desk) -> None:
    Directory(counter.place.path).boundaries.write_bytes(b"{}")

    answer = counter.http.get("/map", headers=PAGE)

    assert answer.status_code == 200
    assert "berkasnya rusak" in answer.text


@pytest.mark.parametrize("by", ["kotak", ""])
def test_other_colours_are_refused(hall: Desk, by: str) -> None:
    assert hall.http.get("/map", params={"by": by}).status_code == 400
