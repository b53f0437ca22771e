"""Leaves over HTTP: the signed note, what it was understood as, and who cites it."""

import pytest

from ledger.tlog.tree import leaf_hash
from tests.support.server import Desk


def test_leaves_are_listed_in_log_order_by_kind_and_journal(hall: Desk) -> None:
    every = hall.http.get("/statements", params={"limit": 1000}).json()["statements"]
    placed = hall.http.get("/statements", params={"kind": "PlaceRegistered"}).json()["statements"]
    mine = hall.http.get("/statements", params={"journal": "16.08/kpu/gudang-01"}).json()

    assert [one["leaf_index"] for one in every] == list(range(hall.place.ledger.tree.size))
    assert {one["kind"] for one in placed} == {"PlaceRegistered"}
    assert [one["sequence"] for one in mine["statements"]] == list(range(9))
    assert every[0]["topic"] == "segel/charter/v1"


def test_a_leaf_is_found_by_its_index_and_by_its_hash(hall: Desk) -> None:
    by_index = hall.http.get("/statements/44").json()["statement"]
    short = by_index["leaf_hash"].replace("+", "-").replace("/", "_").rstrip("=")

    by_hash = hall.http.get(f"/statements/{short}").json()["statement"]

    assert by_hash == by_index
    assert by_index["kind"] == by_index["body"]["kind"] == "VisitorReported"
    stored = hall.place.ledger.tree.entries(44, 1)[0]
    assert by_index["note"].encode() == stored.note
    assert leaf_hash(stored.note) == stored.leaf


def test_a_leaf_tells_who_cites_it_and_what_is_sealed_in_it(hall: Desk) -> None:
    told = hall.http.get("/statements/44").json()["statement"]

    assert told["cited_by"] == [{"leaf_index": 45, "role": "of", "kind": "AccessGranted"}]
    assert told["sealed"] == [{"path": "/visitor", "is_opened": True, "erased_by": None}]
    assert hall.http.get("/statements/23").json()["statement"]["signing"] == "menunggu"


def test_a_page_calls_kinds_by_their_names_in_both_languages(hall: Desk) -> None:
    def page(path: str) -> str:
        return hall.http.get(path, headers={"Accept": "text/html"}).text

    assert "<dd>tamu melapor</dd>" in page("/statements/44")
    assert "<dd>visitor reported</dd>" in page("/statements/44?lang=en")
    assert ">tamu masuk</td>" in page("/statements/44")  # who cites it
    assert ">piagam</td>" in page("/statements?limit=1")
    assert ">daftar kunci</td>" in page("/statements?limit=2")


def test_a_register_note_is_shown_as_it_is(hall: Desk) -> None:
    told = hall.http.get("/statements/1").json()["statement"]

    assert (told["kind"], told["body"], told["understood"]) == (None, None, True)
    assert told["note"].startswith("segel/register/v1\n")


def test_a_body_that_is_not_canonical_is_shown_in_its_note_alone(counter: Desk) -> None:
    (guard,) = counter.place.enrols("16.08/kpu/gudang-01")
    counter.hands_in(guard.says('{"kind": "Halo", "skrip": "<script>alert(1)</script>"}'))

    told = counter.http.get("/statements/2", params={"after": 2}).json()["statement"]
    page = counter.http.get("/statements/2", headers={"Accept": "text/html"}).text

    assert (told["understood"], told["reason"], told["body"]) == (False, "form", None)
    assert "<script>" in told["note"]
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("999", 404),
        ("A" * 43, 404),
        ("-1", 400),
        ("01", 400),
        ("1" * 40, 400),
        ("A" * 44, 400),
        ("B" * 43, 400),
        ("x", 400),
        ("%F0%9F%98%80", 400),
    ],
)
def test_what_names_no_leaf_is_refused(hall: Desk, name: str, status: int) -> None:
    assert hall.http.get(f"/statements/{name}").status_code == status


def test_a_leaf_newer_than_the_asked_moment_is_not_there_yet(hall: Desk) -> None:
    answer = hall.http.get("/statements/44", params={"as_of": 42})

    assert (answer.status_code, answer.json()["type"]) == (503, "/problems/not-yet-folded")
