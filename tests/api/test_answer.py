"""Failures: a document for programs, a page for people, never a stack trace."""

import pytest
from fastapi import FastAPI, Request

from api import answer
from tests.support.server import Desk, serving

PAGE = {"Accept": "text/html"}


@pytest.mark.parametrize(
    ("method", "path", "status", "slug"),
    [
        ("GET", "/nothing", 404, "not-found"),
        ("GET", "/boxes/", 404, "not-found"),
        ("GET", "/entries", 405, "method"),
        ("DELETE", "/boxes", 405, "method"),
        ("PUT", "/entries", 405, "method"),
        ("TRACE", "/boxes", 405, "method"),
        ("POST", "/log/checkpoint", 405, "method"),
        ("POST", "/entries", 415, "media-type"),
    ],
)
def test_what_the_framework_refuses_is_a_problem_document(
    counter: Desk, method: str, path: str, status: int, slug: str
) -> None:
    response = counter.http.request(method, path)

    assert (response.status_code, response.json()["type"]) == (status, f"/problems/{slug}")
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["cache-control"] == "no-store"
    if status == 405:
        assert response.headers["allow"]


def test_people_get_a_page(counter: Desk) -> None:
    missing = counter.http.get("/boxes/x", headers=PAGE)
    waited = counter.http.get("/boxes?after=99&lang=en", headers=PAGE)

    assert (missing.status_code, waited.status_code) == (404, 503)
    assert "Tidak ditemukan" in missing.text
    assert "Not yet folded" in waited.text
    assert waited.headers["retry-after"] == "1"
    assert "default-src 'none'" in missing.headers["content-security-policy"]


def test_what_breaks_inside_is_said_without_what_broke(counter: Desk) -> None:
    app = FastAPI()
    answer.install(app)

    @app.get("/broken")
    def broken(request: Request) -> None:
        raise ValueError(f"a secret of {request.url}")

    with serving(app) as address:
        response = counter.http.get(f"{address}/broken")

    assert (response.status_code, response.json()["type"]) == (500, "/problems/internal")
    assert response.json()["retry"] == "same-bytes"
    assert "secret" not in response.text


def test_the_detail_never_repeats_what_stood_in_an_address(counter: Desk) -> None:
    response = counter.http.get("/boxes", params={"limit": "Siti", "as_of": "Aminah"})

    assert "Siti" not in response.text
    assert "Aminah" not in response.text
    assert response.json()["detail"].count(";") == 1


def test_a_long_answer_travels_compressed_where_the_sender_takes_that(counter: Desk) -> None:
    (guard,) = counter.place.enrols("16.08/kpu/gudang-01")
    notes = [guard.says({"kind": "Halo"}).decode() for _ in range(60)]
    sent = {"notes": notes}

    with counter.http.stream("POST", "/entries", json=sent) as packed:
        assert packed.headers["content-encoding"] == "gzip"
        small = sum(map(len, packed.iter_raw()))
    plain = counter.http.post("/entries", headers={"Accept-Encoding": "identity"}, json=sent)

    assert "content-encoding" not in plain.headers
    assert small < len(plain.content) / 4
    assert [result["status"] for result in plain.json()["results"]] == [200] * 60
