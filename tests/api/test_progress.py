"""Progress over HTTP: each district with its boxes, as numbers and as bars."""

from api.progress import bars, title
from projections.progress import STAGES, District
from tests.support.server import Desk

AREA = "16.08.0000"
PAGE = {"Accept": "text/html"}


def test_every_district_tells_where_its_boxes_are(hall: Desk) -> None:
    answer = hall.http.get("/progress").json()

    (district,) = answer["districts"]
    assert (district["area"], district["total"]) == (AREA, 2)
    assert district["boxes"] == dict.fromkeys(STAGES, 0) | {"kembali": 2}
    assert answer["totals"] == district["boxes"]
    assert answer["next"] is None


def test_progress_is_told_as_of_an_older_leaf(hall: Desk) -> None:
    answer = hall.http.get("/progress", params={"as_of": 30}).json()

    assert answer["totals"]["kembali"] == 0
    assert sum(answer["totals"].values()) == 2


def test_a_page_shows_bars_beside_the_same_numbers(hall: Desk) -> None:
    text = hall.http.get("/progress", headers=PAGE).text

    assert text.count('role="img"') == 1
    assert "<title>kembali: 2</title>" in text
    assert f'href="/progress/{AREA}"' in text


def test_a_district_has_its_own_page(hall: Desk) -> None:
    answer = hall.http.get(f"/progress/{AREA}").json()

    assert answer["district"]["total"] == 2
    boxes = hall.http.get("/boxes", params={"area": AREA}).json()["boxes"]
    assert [one["box"] for one in boxes] == ["16.08.0000-BUP", "16.08.0000-GUB"]
    assert hall.http.get("/boxes", params={"area": "16.08.05"}).json()["boxes"] == []
    assert hall.http.get("/progress/16.09.01").status_code == 404


def test_findings_of_a_district_are_those_about_its_things(hall: Desk) -> None:
    every = hall.http.get("/findings").json()["findings"]
    here = hall.http.get("/findings", params={"area": AREA}).json()["findings"]

    assert here == [one for one in every if one["subject"].startswith(AREA)]
    assert hall.http.get(f"/progress/{AREA}").json()["findings"] == [
        one for one in here if one["explained_by"] is None
    ]


def test_a_bar_is_as_long_as_its_boxes_are_many() -> None:
    none = dict.fromkeys(STAGES, 0)
    half = District("16.08.01", "Gudang PPK Martapura", none | {"gudang": 10, "tps": 10})
    full = District("16.08.02", None, none | {"jalan": 40})

    picture = bars([half, full])

    widths = [shape.width for shape in picture.shapes if hasattr(shape, "width")]
    assert widths == [73.5, 73.5, 294]
    assert title(half).id == "Martapura"
    assert title(full).id == "16.08.02"
    assert [key.tint for key in picture.keys] == ["seven", "two", "one"]
