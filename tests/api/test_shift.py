"""Watches over HTTP: who guards a post, and who did."""

from tests.support.server import Desk

POST = "16.08/GDG-01"


def test_posts_are_listed_with_the_team_on_watch(hall: Desk) -> None:
    (watch,) = hall.http.get("/watches").json()["watches"]

    assert (watch["post"], watch["state"], watch["present"]) == (POST, "dijaga", 10)
    assert [team["team"] for team in watch["teams"]] == ["regu-1"]
    assert hall.http.get("/watches", params={"status": "kosong"}).json()["watches"] == []


def test_a_post_tells_its_handovers(hall: Desk) -> None:
    answer = hall.http.get(f"/watches/{POST}").json()

    assert answer["watch"]["handovers"][0]["team"] == "regu-0"
    teams = [[team["team"] for team in one["teams"]] for one in answer["changes"]]
    assert teams[0] == ["regu-0"]
    assert teams[-1] == ["regu-1"]


def test_a_post_that_nobody_has_spoken_of_is_not_found(hall: Desk) -> None:
    assert hall.http.get("/watches/16.08/GDG-99").status_code == 404
