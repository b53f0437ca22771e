"""The doorway: HEAD, the suffix, and what holds for every answer."""

import pytest

from tests.support.server import Desk


@pytest.mark.parametrize("path", ["/log/checkpoint", "/boxes", "/", "/static/note.js", "/periksa"])
def test_head_is_get_without_the_body(hall: Desk, path: str) -> None:
    whole = hall.http.get(path)
    head = hall.http.head(path)

    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == whole.headers["content-length"]
    assert head.headers["content-type"] == whole.headers["content-type"]


def test_head_writes_nothing(hall: Desk) -> None:
    assert hall.http.head("/entries").status_code == 405


@pytest.mark.parametrize("path", ["/boxes", "/nothing", "/log/checkpoint", "/static/note.js"])
def test_no_answer_may_be_taken_for_another_type(hall: Desk, path: str) -> None:
    assert hall.http.get(path).headers["x-content-type-options"] == "nosniff"


def test_the_suffix_asks_for_json(hall: Desk) -> None:
    page = {"Accept": "text/html"}

    assert hall.http.get("/boxes.json", headers=page).json() == hall.http.get("/boxes").json()
    assert hall.http.get("/nothing.json", headers=page).json()["status"] == 404
    assert "openapi" in hall.http.get("/openapi.json", headers=page).json()
