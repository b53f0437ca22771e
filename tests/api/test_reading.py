"""What holds for every read: its position, the past, one's own writes, and two forms."""

import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from typing import Any

import pytest

from api.reading import PAGE_MAX
from projections.directory import Projections
from tests.support.device import ORIGIN
from tests.support.server import Desk

READS = [
    "/",
    "/overview",
    "/witnesses",
    "/boxes",
    "/boxes/16.08.0000-GUB",
    "/places",
    "/places/16.08/GDG-01",
    "/visitors",
    "/watches",
    "/watches/16.08/GDG-01",
    "/consignments",
    "/consignments/16.08/kpu>16.08.0000/kpps",
    "/findings",
    "/journals",
    "/journals/16.08/kpu/gudang-01",
    "/statements",
    "/statements/2",
    "/history/16.08.0000-GUB",
]
LISTS = ["/boxes", "/places", "/visitors", "/consignments", "/journals", "/statements", "/findings"]
SCRIPTS = {"/statements/2": ['<script type="module" src="/static/inclusion.js">']}
"""What a page can do besides: it is whole without."""

PAGE = {"Accept": "text/html,application/xhtml+xml;q=0.9"}


@pytest.mark.parametrize("path", READS)
def test_every_read_says_up_to_which_leaf_it_has_folded(hall: Desk, path: str) -> None:
    answer = hall.http.get(path)

    last = hall.place.ledger.tree.size - 1
    assert answer.headers["content-type"] == "application/json"
    assert (answer.headers["ledger-position"], answer.json()["as_of"]) == (str(last), last)


@pytest.mark.parametrize("path", READS)
def test_every_read_is_a_page_without_scripts_too(hall: Desk, path: str) -> None:
    answer = hall.http.get(path, headers=PAGE)

    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["ledger-position"] == str(hall.place.ledger.tree.size - 1)
    assert '<html lang="id">' in answer.text
    assert "LATIHAN" in answer.text
    assert ORIGIN in answer.text
    assert re.findall("<script.*?>", answer.text) == SCRIPTS.get(path, [])
    assert " style=" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("path", READS)
def test_every_link_of_a_page_leads_somewhere_in_its_language(hall: Desk, path: str) -> None:
    text = hall.http.get(path, params={"lang": "en"}, headers=PAGE).text

    assert '<html lang="en">' in text
    for link in sorted({unescape(link) for link in re.findall(r'href="(/[^"]*)"', text)}):
        answer = hall.http.get(link, headers=PAGE)
        assert answer.is_success, link
        is_paper = link.startswith("/papers/")  # papers are written in Indonesian, as the law asks
        if "text/html" in answer.headers["content-type"] and not is_paper:
            beside = '<i lang="en">' in answer.text  # a page of both languages at once
            assert beside or '<html lang="en">' in answer.text, link


@pytest.mark.parametrize("path", READS)
def test_a_page_looks_back(hall: Desk, path: str) -> None:
    if path == "/statements/2":
        assert hall.http.get(path, params={"as_of": 1}).status_code == 503
    text = hall.http.get(path, params={"as_of": 43}, headers=PAGE).text

    assert "Seperti pada daun 43" in text


def test_an_address_that_ends_in_json_is_json_for_browsers_too(hall: Desk) -> None:
    answer = hall.http.get("/boxes/16.08.0000-GUB.json", headers=PAGE)

    assert answer.json()["box"]["box"] == "16.08.0000-GUB"


def test_a_read_as_of_a_leaf_answers_as_if_the_log_ended_there(hall: Desk) -> None:
    states = [
        hall.http.get("/boxes/16.08.0000-GUB", params={"as_of": leaf}).json()["box"]
        for leaf in (22, 25, 27, 39)
    ]

    assert [(one["state"], one["holder"]) for one in states] == [
        ("dipegang", "16.08/kpu"),
        ("di_perjalanan", "16.08/kpu"),
        ("dipegang", "16.08.0000/kpps"),
        ("dipegang", "16.08/kpu"),
    ]
    assert hall.http.get("/boxes/16.08.0000-GUB", params={"as_of": 21}).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "as_of=-1",
        "as_of=x",
        "as_of=1.0",
        "as_of=%D9%A1",
        f"as_of={2**53}",
        "as_of=999",
        "as_of=",
        "after=-1",
        "after=1e3",
        "lang=fr",
        "limit=0",
        "limit=-1",
        f"limit={PAGE_MAX + 1}",
        "limit=" + "9" * 23,
        "cursor=" + "x" * 401,
    ],
)
def test_nonsense_in_an_address_is_refused_by_name(hall: Desk, query: str) -> None:
    answer = hall.http.get(f"/boxes?{query}")

    assert (answer.status_code, answer.json()["type"]) == (400, "/problems/bad-parameter")
    assert answer.json()["detail"].startswith(query.partition("=")[0])


def test_a_cursor_that_no_list_has_given_is_refused(hall: Desk) -> None:
    answer = hall.http.get("/statements", params={"cursor": "x"})

    assert (answer.status_code, answer.json()["type"]) == (400, "/problems/bad-parameter")


@pytest.mark.parametrize("path", LISTS)
def test_a_list_goes_on_page_by_page_to_the_same_things(hall: Desk, path: str) -> None:
    (name,) = (k for k, v in hall.http.get(path).json().items() if isinstance(v, list))
    whole = hall.http.get(path, params={"limit": 1000}).json()[name]
    found: list[object] = []
    query: dict[str, Any] = {"limit": 2}
    for _ in range(len(whole) // 2 + 1):
        page = hall.http.get(path, params=query).json()
        found += page[name]
        query["cursor"] = page["next"]
        if page["next"] is None:
            break

    assert found == whole


def test_a_page_links_to_the_next(hall: Desk) -> None:
    query: dict[str, Any] = {"limit": 1, "lang": "en", "kind": "PlaceRegistered"}
    text = hall.http.get("/statements", params=query, headers=PAGE).text
    (link,) = re.findall(r'rel="next" href="([^"]*)"', text)

    following = hall.http.get(unescape(link), headers=PAGE)

    assert following.is_success
    assert following.text != text


def test_a_reader_may_wait_for_what_was_just_written(counter: Desk) -> None:
    (guard,) = counter.place.enrols("16.08/kpu/gudang-01")
    for _ in range(20):
        receipt = counter.hands_in(guard.says({"kind": "Halo"})).json()["receipt"]
        after = {"after": receipt["leaf_index"], "limit": 1000}
        answer = counter.http.get("/statements", params=after)
        assert int(answer.headers["ledger-position"]) >= receipt["leaf_index"]
        assert len(answer.json()["statements"]) > receipt["leaf_index"]


def test_a_reader_who_waits_in_vain_is_told_to_come_back(counter: Desk) -> None:
    answer = counter.http.get("/statements", params={"after": 99})

    assert (answer.status_code, answer.json()["type"]) == (503, "/problems/not-yet-folded")
    assert (answer.headers["retry-after"], answer.json()["retry"]) == ("1", "same-bytes")


def test_those_who_wait_hold_nobody_else_up(counter: Desk) -> None:
    with ThreadPoolExecutor(60) as threads:
        waiting = [
            threads.submit(counter.http.get, "/statements", params={"after": 99}) for _ in range(60)
        ]
        assert counter.http.get("/log/checkpoint").is_success
        assert all(not one.done() for one in waiting)
        assert {one.result().status_code for one in waiting} == {503}


def test_the_projections_are_opened_beside_the_ledger(hall: Desk) -> None:
    assert Projections.__name__ == "Projections"
    assert (hall.place.path / "projections").exists()
    assert (hall.place.path / "vault.db").exists()


def test_a_page_takes_an_hour_from_its_calendar_and_programs_name_an_offset(hall: Desk) -> None:
    picked, exact = "at=2024-11-27T09:00", "at=2024-11-27T09:00:00%2B07:00"
    html = {"Accept": "text/html"}

    for path in ("/gaps", "/findings", "/boxes/16.08.0000-GUB"):
        assert hall.http.get(f"{path}?{picked}", headers=html).is_success
        assert hall.http.get(f"{path}?{picked}").status_code == 400
        assert hall.http.get(f"{path}?{exact}").is_success
    gaps = hall.http.get(f"/gaps?{picked}", headers=html).text
    assert 'value="2024-11-27T09:00:00" type="datetime-local"' in gaps
    assert "(WIB)" in gaps
