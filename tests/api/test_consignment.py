"""Consignments over HTTP: what was let go and what has arrived."""

from tests.support.server import Desk

NAME = "16.08/kpu>16.08.0000/kpps"


def test_consignments_are_listed_and_can_be_asked_for_by_their_ends(hall: Desk) -> None:
    every = hall.http.get("/consignments").json()
    to_them = hall.http.get("/consignments", params={"receiver": "16.08.0000/kpps"}).json()
    from_them = hall.http.get("/consignments", params={"giver": "16.08.0000/kpps"}).json()

    assert every["counts"] == {"diterima": 2}
    assert [one["consignment"] for one in to_them["consignments"]] == [NAME]
    assert len(from_them["consignments"]) == 1


def test_a_consignment_tells_what_each_side_states(hall: Desk) -> None:
    path = "/consignments/16.08/kpu%3E16.08.0000/kpps"
    then = hall.http.get(path, params={"as_of": 25}).json()["consignment"]
    now = hall.http.get(path).json()["consignment"]

    assert (then["state"], then["accepted"]) == ("di_perjalanan", [])
    assert (now["state"], now["accepted"][0]["count"]) == ("diterima", 2)


def test_a_consignment_that_nobody_has_spoken_of_is_not_found(hall: Desk) -> None:
    assert hall.http.get("/consignments/x").status_code == 404
