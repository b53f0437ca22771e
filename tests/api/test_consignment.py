"""Consignments over HTTP: what was let go and what has arrived."""

from api.consignment import sheet, told
from projections.version import Version
from tests.support.sayings import GUARD
from tests.support.server import Desk
from tests.support.story import Story

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


def test_a_page_shows_the_escort_and_what_was_seen_on_the_way() -> None:
    story = Story.of_election()
    story.says(GUARD, "EscortStarted", "07:40", consignment="kirim-1")
    story.sends(at="07:45")
    story.says(GUARD, "TransitPointPassed", "08:15", consignment="kirim-1", seals="tidak_utuh")
    version = Version("kirim-1", 9, None, story.consignment())

    value, page = told(version), sheet(version)

    assert [one.unit for one in value["escorts"]] == ["16.08/polri"]
    assert [one.place for one in value["points"]] == ["16.08/CP-03"]
    assert value["seals_on_the_way"] == "tidak_utuh"
    titles = [table.title.en for table in page.tables]
    assert titles == ["Dispatched", "Escorts", "Points on the way"]
