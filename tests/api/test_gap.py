"""`/gaps` over HTTP: what is missing, for programs and for people."""

from tests.support.server import Desk

LATE = "2024-12-31T08:00:00+07:00"
PAGE = {"Accept": "text/html"}


def test_silent_phones_are_named_with_their_units(hall: Desk) -> None:
    found = hall.http.get("/gaps", params={"at": LATE}).json()

    (one,) = (one for one in found["silent"] if one["journal"] == "16.08/kpu/gudang-01")
    assert one["unit"] == "16.08/kpu"
    assert one["hours"] > 24 * 30
    assert one["boxes"] > 0
    assert found["left_out"] == 0


def test_whoever_may_be_silent_for_longer_is_not_silent(hall: Desk) -> None:
    found = hall.http.get("/gaps", params={"at": LATE, "silent": 8000}).json()

    assert (found["silent"], found["also_silent"], found["silent_hours"]) == ([], 0, 8000)


def test_a_page_says_the_same_and_asks_for_area_and_time(hall: Desk) -> None:
    page = hall.http.get("/gaps", params={"at": LATE}, headers=PAGE).text
    english = hall.http.get("/gaps", params={"at": LATE, "lang": "en"}, headers=PAGE).text

    told = hall.http.get("/gaps", params={"at": LATE}).json()["silent"][0]
    assert f"diam {told['hours']} jam" in page
    assert f"silent for {told['hours']} h" in english
    assert all(f'name="{name}"' in page for name in ("area", "at"))


def test_of_each_sort_no_more_are_named_than_asked_for(hall: Desk) -> None:
    whole = hall.http.get("/gaps", params={"at": LATE}).json()
    part = hall.http.get("/gaps", params={"at": LATE, "limit": 1}).json()
    page = hall.http.get("/gaps", params={"at": LATE, "limit": 1}, headers=PAGE).text

    assert part["silent"] == whole["silent"][:1]
    assert part["also_silent"] == whole["also_silent"]
    named = sum(len(part[sort]) for sort in ("numbers", "silent", "unheld"))
    assert part["left_out"] == sum(len(whole[s]) for s in ("numbers", "silent", "unheld")) - named
    assert part["left_out"] > 0
    assert "tidak disebut di sini; pilih wilayah" in page


def test_a_time_that_is_none_is_refused(hall: Desk) -> None:
    assert hall.http.get("/gaps", params={"at": "08:00"}).status_code == 400
    assert hall.http.get("/gaps", params={"silent": 0}).status_code == 400
