"""Places over HTTP: what they are and what is at them."""

from tests.support.server import Desk

STORE = "16.08/GDG-01"


def test_places_are_listed_with_their_boxes(hall: Desk) -> None:
    places = hall.http.get("/places").json()["places"]

    assert [(one["place"], one["kind"], one["boxes"]) for one in places] == [
        ("16.08.0000/TPS", "tps", 0),
        (STORE, "gudang", 2),
    ]
    by_kind = hall.http.get("/places", params={"kind": "tps"}).json()["places"]
    assert [one["place"] for one in by_kind] == ["16.08.0000/TPS"]


def test_a_place_tells_its_boxes_its_watch_and_who_is_inside(hall: Desk) -> None:
    answer = hall.http.get(f"/places/{STORE}").json()

    assert (answer["place"]["unit"], answer["is_fit"]) == ("16.08/kpu", False)
    assert [one["box"] for one in answer["boxes"]] == ["16.08.0000-BUP", "16.08.0000-GUB"]
    assert answer["watch"]["teams"][0]["team"] == "regu-1"
    assert [one["place"] for one in answer["inside"]] == [STORE]
    assert answer["contents"] == {"boxes": 2, "inside": 1, "coming": 0}


def test_a_place_that_nobody_has_spoken_of_is_not_found(hall: Desk) -> None:
    assert hall.http.get("/places/16.08/GDG-99").status_code == 404
