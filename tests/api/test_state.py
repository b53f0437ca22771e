"""The state root over HTTP: of now and of any leaf, and beside every answer about boxes."""

from html import unescape

from projections.schema import EDITION
from projections.stateroot import TABLES
from tests.support.server import Desk


def test_the_state_is_told_with_its_leaf_its_root_and_its_tables(hall: Desk) -> None:
    answer = hall.http.get("/state").json()

    assert answer["as_of"] == hall.place.ledger.tree.size - 1
    assert answer["edition"] == EDITION
    assert [one["table"] for one in answer["tables"]] == [*TABLES]
    assert answer["tables"][0]["rows"] == 2


def test_another_leaf_has_another_root_where_custody_has_moved(hall: Desk) -> None:
    roots = [hall.http.get("/state", params={"as_of": leaf}).json() for leaf in (24, 25, 26)]

    assert [one["as_of"] for one in roots] == [24, 25, 26]
    assert len({one["state_root"] for one in roots}) == 3


def test_what_is_told_of_boxes_carries_the_root_of_that_leaf(hall: Desk) -> None:
    for leaf in ({}, {"as_of": 27}):
        root = hall.http.get("/state", params=leaf).json()["state_root"]
        for path in ("/boxes", "/boxes/16.08.0000-GUB"):
            assert hall.http.get(path, params=leaf).json()["state_root"] == root
            shown = hall.http.get(path, params=leaf, headers={"Accept": "text/html"}).text
            assert root in unescape(shown)


def test_the_page_of_a_state_shows_the_root_and_every_table(hall: Desk) -> None:
    root = hall.http.get("/state?as_of=27").json()["state_root"]
    shown = hall.http.get("/state?as_of=27", headers={"Accept": "text/html"}).text

    assert root in unescape(shown)
    assert "temuan" in shown


def test_a_leaf_that_is_not_there_is_said_so(hall: Desk) -> None:
    answer = hall.http.get("/state", params={"as_of": 10**6})

    assert (answer.status_code, answer.json()["type"]) == (400, "/problems/bad-parameter")
