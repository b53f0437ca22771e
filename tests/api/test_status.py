"""The public page: what there is, who vouches for it, and everything to take along."""

from ledger.tlog.text import to_base64
from tests.support.server import Desk

PAGE = {"Accept": "text/html"}


def test_the_public_page_tells_how_the_log_stands(hall: Desk) -> None:
    answer = hall.http.get("/status").json()
    tree = hall.place.ledger.tree

    assert (answer["size"], answer["root"]) == (tree.size, to_base64(tree.subtrees.root(tree.size)))
    assert answer["last_received"] == "2024-11-25T09:00:00+07:00"
    assert answer["counts"]["boxes"] == hall.http.get("/overview").json()["boxes"]
    witnesses = hall.http.get("/witnesses").json()
    assert answer["witnesses"] == witnesses["witnesses"]
    assert answer["quorum"] == witnesses["quorum"]


def test_every_download_is_there_for_everybody(hall: Desk) -> None:
    downloads = hall.http.get("/status").json()["downloads"]

    assert "/log/checkpoint" in downloads
    assert "/export/boxes.csv" in downloads
    for path in downloads:
        assert hall.http.get(path).is_success, path


def test_the_page_says_how_to_check_without_it(hall: Desk) -> None:
    text = hall.http.get("/status", headers=PAGE).text

    assert "Periksa sendiri" in text
    assert "segel mirror" in text
    assert 'href="/export/boxes.csv"' in text
    assert 'href="/status"' in hall.http.get("/", headers=PAGE).text


def test_counts_are_told_as_of_an_older_leaf(hall: Desk) -> None:
    answer = hall.http.get("/status", params={"as_of": 3}).json()

    assert (answer["as_of"], answer["counts"]["boxes"]) == (3, {})
