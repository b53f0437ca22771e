"""Journals over HTTP: who may sign, and how far each has come."""

from tests.support.authenticator import Authenticator
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

    assert now["statements"] == now["last"] + 1 == 9
    assert then["last"] < now["last"]
    assert not now["is_endorsed"]


def test_a_journal_that_nobody_enrolled_is_not_found(hall: Desk) -> None:
    assert hall.http.get("/journals/16.08/kpu/gudang-99").status_code == 404


def test_a_hardware_key_shows_on_the_pages_of_journals_and_statements(counter: Desk) -> None:
    place = counter.place
    (guard,) = place.enrols("16.08/kpu/gudang-03")
    finger = Authenticator()
    place.takes(place.founders.registrars[0].registers(guard.strengthen_line(finger)))
    guard.finger = finger
    leaf = place.takes(guard.says({"kind": "Halo"})).leaf_index
    counter.http.get("/overview", params={"after": leaf})

    told = counter.http.get(f"/journals/{guard.name}").json()["journal"]
    said = counter.http.get(f"/statements/{leaf}").json()["statement"]
    standing = counter.http.get("/register", params={"journal": guard.name}).json()
    headers = {"Accept": "text/html"}
    paths = ("journals", f"statements/{leaf}")
    pages = [counter.http.get(f"/{path}", headers=headers).text for path in paths]

    assert (told["hardware_by"], told["by_hardware"]) == (leaf - 1, 1)
    assert said["tier"] == "sidik jari"
    assert standing["hardware"].startswith(f"{guard.name}+")
    assert ["ada, 1 catatan" in pages[0], "sidik jari" in pages[1]] == [True, True]
