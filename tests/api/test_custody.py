"""Boxes over HTTP: holder, place and seals, and every state that a box has had."""

from domain.checkdigit import printed
from tests.support.server import Desk

BOX = "16.08.0000-GUB"


def test_boxes_are_listed_with_who_holds_them(hall: Desk) -> None:
    answer = hall.http.get("/boxes").json()

    assert [one["box"] for one in answer["boxes"]] == ["16.08.0000-BUP", BOX]
    assert {one["holder"] for one in answer["boxes"]} == {"16.08/kpu"}
    assert answer["counts"] == {"dipegang": 2}


def test_boxes_can_be_asked_for_by_holder_place_consignment_and_status(hall: Desk) -> None:
    def count(as_of: int, **where: str) -> int:
        return len(hall.http.get("/boxes", params={"as_of": as_of, **where}).json()["boxes"])

    assert count(27, holder="16.08.0000/kpps") == 2
    assert count(27, holder="16.08/kpu") == 0
    assert count(27, place="16.08.0000/TPS") == 2
    assert count(25, status="di_perjalanan") == 2
    assert count(25, consignment="16.08/kpu>16.08.0000/kpps") == 2


def test_a_box_tells_its_journey(hall: Desk) -> None:
    answer = hall.http.get(f"/boxes/{BOX}").json()

    holders = [one["holder"] for one in answer["changes"]]
    assert holders[0] == holders[-1] == answer["box"]["holder"] == "16.08/kpu"
    assert "16.08.0000/kpps" in holders
    assert answer["box"]["claims"][0]["basis"] == "tawaran"
    ends = [one["until"] for one in answer["changes"]]
    assert ends == [one["since"] for one in answer["changes"][1:]] + [None]


def test_a_box_that_nobody_has_spoken_of_is_not_found(hall: Desk) -> None:
    answer = hall.http.get("/boxes/16.08.0000-XXX")

    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/not-found")


def test_the_page_of_a_box_shows_its_number_as_it_is_typed(hall: Desk) -> None:
    answer = hall.http.get(f"/boxes/{BOX}", headers={"Accept": "text/html"})

    assert printed(BOX) in answer.text


def test_a_box_tells_how_good_its_evidence_is(hall: Desk) -> None:
    evidence = hall.http.get(f"/boxes/{BOX}").json()["evidence"]
    page = hall.http.get(f"/boxes/{BOX}", headers={"Accept": "text/html"}).text

    assert evidence["grade"] == "A"
    assert isinstance(evidence["weakest"], int)
    assert "mata rantai terlemah" in page


def test_a_statement_tells_how_good_its_evidence_is(hall: Desk) -> None:
    leaf = hall.http.get(f"/boxes/{BOX}").json()["evidence"]["weakest"]

    assert hall.http.get(f"/statements/{leaf}").json()["statement"]["grade"] == "A"
    assert hall.http.get("/statements/0").json()["statement"]["grade"] is None
