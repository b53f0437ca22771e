"""Visitors over HTTP: who is inside now, and who was."""

from tests.support.server import Desk


def test_those_inside_are_listed_and_nobody_else(hall: Desk) -> None:
    inside = hall.http.get("/visitors").json()["visits"]
    every = hall.http.get("/visitors", params={"status": "semua"}).json()["visits"]
    left = hall.http.get("/visitors", params={"status": "keluar"}).json()["visits"]

    assert [one["purpose"] for one in inside] == ["pengawasan"]
    assert (len(every), len(left)) == (3, 2)
    assert inside[0] in every


def test_who_is_inside_can_be_asked_by_place(hall: Desk) -> None:
    there = hall.http.get("/visitors", params={"place": "16.08/GDG-01"}).json()["visits"]
    elsewhere = hall.http.get("/visitors", params={"place": "16.08/GDG-02"}).json()["visits"]

    assert (len(there), elsewhere) == (1, [])


def test_a_visit_is_found_by_the_leaf_hash_of_its_report(hall: Desk) -> None:
    (visit,) = hall.http.get("/visitors").json()["visits"]
    name = visit["visit"].replace("+", "%2B").replace("/", "%2F")

    assert hall.http.get(f"/visitors/{name}").json()["visit"] == visit
    assert hall.http.get("/visitors/nobody").status_code == 404


def test_a_visitors_name_is_never_told(hall: Desk) -> None:
    (visit,) = hall.http.get("/visitors").json()["visits"]
    for path in ("/visitors", "/statements/43", f"/history/{visit['visit']}"):
        for accept in ("text/html", "application/json"):
            assert "Siti" not in hall.http.get(path, headers={"Accept": accept}).text
