"""Journals over HTTP: who may sign, and how far each has come."""

from tests.support.device import REGISTRARS
from tests.support.server import Desk


def test_journals_are_listed_with_their_founders(hall: Desk) -> None:
    journals = hall.http.get("/journals").json()["journals"]
    of_police = hall.http.get("/journals", params={"registrar": "16.08/polri"}).json()["journals"]

    assert {one["registrar"] for one in journals} == set(REGISTRARS)
    assert [one["journal"] for one in of_police] == [
        "16.08/polri",
        "16.08/polri/regu-1",
        "16.08/polri/regu-2",
    ]


def test_a_journal_tells_how_far_it_has_come_as_of_a_leaf(hall: Desk) -> None:
    path = "/journals/16.08/kpu/gudang-01"
    now = hall.http.get(path).json()["journal"]
    then = hall.http.get(path, params={"as_of": 25}).json()["journal"]

    assert now["statements"] == now["last"] + 1 == 8
    assert then["last"] < now["last"]
    assert not now["is_endorsed"]


def test_a_journal_that_nobody_enrolled_is_not_found(hall: Desk) -> None:
    assert hall.http.get("/journals/16.08/kpu/gudang-99").status_code == 404
