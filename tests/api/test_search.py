"""Whatever somebody has at hand leads somewhere, and what leads nowhere is said to."""

from typing import Any

import pytest

from api.search import SHOWN
from domain.checkdigit import printed
from tests.support.server import Desk

BOX = "16.08.0000-GUB"
STORE = "16.08/GDG-01"


def found(hall: Desk, q: str, **more: str) -> dict[str, Any]:
    answer = hall.http.get("/search", params={"q": q, **more})
    assert answer.status_code == 200
    told: dict[str, Any] = answer.json()
    return told


def page(hall: Desk, **query: str) -> str:
    return hall.http.get("/search", params=query, headers={"Accept": "text/html"}).text


@pytest.mark.parametrize(
    "q", [BOX, BOX.lower(), f"  {BOX} ", "16.08.0000-g", printed(BOX), "0000-GUB", "0-gub"]
)
def test_a_box_is_found_by_its_number_or_part_of_it(hall: Desk, q: str) -> None:
    assert found(hall, q)["subjects"]["kotak"] == [BOX]


def test_what_begins_alike_is_found_in_every_kind(hall: Desk) -> None:
    names = found(hall, "16.08")["subjects"]

    assert names["kotak"] == [BOX, "16.08.0001-GUB"] or BOX in names["kotak"]
    assert STORE in names["tempat"]
    assert "16.08/kpu/gudang-01" in names["jurnal"]
    assert found(hall, "16.08", kind="tempat")["subjects"].keys() == {"tempat"}


def test_a_leaf_is_found_by_its_index_and_its_hash(hall: Desk) -> None:
    leaf = hall.http.get("/statements/44").json()["statement"]["leaf_hash"]
    short = leaf.replace("+", "-").replace("/", "_").rstrip("=")

    for q in ("44", leaf, short):
        assert found(hall, q)["leaves"] == [44]
    assert found(hall, "999999")["leaves"] == []
    assert found(hall, "A" * 43)["leaves"] == []


def test_an_hour_leads_to_what_witnesses_had_seen_by_then(hall: Desk) -> None:
    size = hall.http.get("/log/witnessed").text.split("\n")[1]

    assert found(hall, "2025-01-01 08:00")["known"] == int(size) - 1
    assert found(hall, "2025-01-01T08:00:00+07:00")["known"] == int(size) - 1
    assert found(hall, "2020-01-01 08:00")["known"] is None


def test_kinds_of_statements_are_found_by_their_names(hall: Desk) -> None:
    assert found(hall, "tamu masuk")["kinds"] == ["AccessGranted"]
    assert "SealBroken" in found(hall, "segel")["kinds"]
    assert 'href="/statements?kind=AccessGranted">tamu masuk</a>' in page(hall, q="tamu masuk")


def test_what_is_not_found_is_said(hall: Desk) -> None:
    nothing = found(hall, "tidak-ada-begini")

    assert nothing["subjects"] == {}
    assert "tidak ditemukan" in page(hall, q="tidak-ada-begini")
    assert "tidak ditemukan" not in page(hall)
    assert "nothing was found" in page(hall, q="%", lang="en")
    assert found(hall, "_____")["subjects"] == {}


def test_a_long_list_leads_to_the_rest_of_its_kind(hall: Desk) -> None:
    text = page(hall, q="16.08")

    assert text.count('href="/boxes/') <= SHOWN
    assert '<input name="q" value="16.08"' in text


@pytest.mark.parametrize("query", [{"q": "x" * 201}, {"q": "x", "kind": "bukan"}])
def test_what_is_no_question_is_refused(hall: Desk, query: dict[str, str]) -> None:
    assert hall.http.get("/search", params=query).status_code == 400
