"""Lists over HTTP: whole, as of a leaf, in a file that says what it is as of."""

import csv
import io
import json

import pytest

from ledger.tlog.text import to_base64
from projections.listing import PAGE, listings
from tests.support.server import Desk

NAMES = [*listings()]


def test_the_index_names_every_list_with_its_columns_and_rows(hall: Desk) -> None:
    answer = hall.http.get("/export").json()

    assert answer["formats"] == ["csv", "jsonl"]
    assert [one["name"] for one in answer["lists"]] == NAMES
    assert all(one["columns"][0] == "leaf_index" for one in answer["lists"])
    assert {one["name"]: one["rows"] for one in answer["lists"]}["places"] == 2


@pytest.mark.parametrize("name", NAMES)
def test_both_forms_hold_the_same_rows_as_many_as_they_say(hall: Desk, name: str) -> None:
    table = hall.http.get(f"/export/{name}.csv")
    lines = hall.http.get(f"/export/{name}.jsonl")

    rows = list(csv.DictReader(io.StringIO(table.content.decode("utf-8-sig"), newline="")))
    objects = [json.loads(line) for line in lines.text.splitlines()]
    assert [int(row["leaf_index"]) for row in rows] == [one["leaf_index"] for one in objects]
    assert table.headers["ledger-rows"] == lines.headers["ledger-rows"] == str(len(rows))
    assert table.headers["content-type"].startswith("text/csv; charset=utf-8")
    assert lines.headers["content-type"] == "application/jsonl"


def test_a_file_says_as_of_what_it_is(hall: Desk) -> None:
    tree = hall.place.ledger.tree

    now = hall.http.get("/export/boxes.csv")
    then = hall.http.get("/export/boxes.csv", params={"as_of": 30})

    assert now.headers["ledger-as-of"] == now.headers["ledger-position"] == str(tree.size - 1)
    assert now.headers["ledger-root"] == to_base64(tree.root)
    assert then.headers["ledger-as-of"] == "30"
    assert then.headers["ledger-root"] == to_base64(tree.subtrees.root(31))
    assert then.headers["content-disposition"] == 'attachment; filename="boxes-30.csv"'
    assert then.content == hall.http.get("/export/boxes.csv?as_of=30").content != now.content


def test_findings_are_those_of_a_stated_time(hall: Desk) -> None:
    early = hall.http.get("/export/findings.jsonl", params={"at": "2024-11-01T00:00:00+07:00"})
    late = hall.http.get("/export/findings.jsonl", params={"at": "2025-01-01T00:00:00+07:00"})

    assert int(early.headers["ledger-rows"]) < int(late.headers["ledger-rows"])
    assert late.headers["ledger-at"] == "2025-01-01T00:00:00+07:00"
    assert len(late.text.splitlines()) == int(late.headers["ledger-rows"]) < PAGE


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/export/foo.csv", 404),
        ("/export/places.xls", 404),
        ("/export/places", 404),
        ("/export/places.csv?as_of=999999", 400),
        ("/export/findings.csv?at=besok", 400),
        ("/export?as_of=-1", 400),
    ],
)
def test_what_there_is_not_is_said_before_anything_is_sent(
    hall: Desk, path: str, status: int
) -> None:
    answer = hall.http.get(path)

    assert answer.status_code == status
    assert answer.json()["status"] == status
