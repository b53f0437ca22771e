"""Somebody who knows no address follows what the pages lead to, and never stands before a wall."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from html import unescape
from urllib.parse import parse_qsl, urljoin, urlsplit

import httpx2
import pytest

from tests.support.server import Desk
from tests.support.training import make, training

EACH = 4
"""So many pages of one kind are looked at; of the subjects with differences, all are."""


@pytest.fixture(name="office", scope="module")
def _office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with training(make(tmp_path_factory.mktemp("stroll") / "ledger")) as one:
        yield one


def test_no_page_leads_to_one_that_is_not_there(office: Desk) -> None:
    walls, seen = stroll(office.http, "/")

    assert walls == {}
    assert seen["findings"] == 1
    assert seen["findings?lang"] == 2
    assert seen["boxes/"] == EACH


def test_whatever_was_found_has_a_page(office: Desk) -> None:
    page = office.http.get("/findings?limit=500", headers={"Accept": "text/html"}).text
    rows = page.partition("<tbody>")[2].partition("</tbody>")[0]
    subjects = set(leads(rows, "/findings"))

    statuses = {path: office.http.get(path).status_code for path in subjects}
    assert {path: status for path, status in statuses.items() if status != 200} == {}


def test_a_sealed_door_that_nobody_registered_as_a_box_has_no_label(office: Desk) -> None:
    doors = office.http.get("/boxes?status=tidak_dikenal").json()["boxes"]
    assert doors
    for door in doors:
        page = office.http.get(f"/boxes/{door['box']}", headers={"Accept": "text/html"}).text
        assert "label-kotak" not in page


def stroll(http: httpx2.Client, start: str) -> tuple[dict[str, str], Counter[str]]:
    """Follow every link; return what is not there with where it stood, and what was seen."""
    seen: Counter[str] = Counter()
    stands_on, waiting, walls = {start: ""}, deque([start]), dict[str, str]()
    while waiting:
        path = waiting.popleft()
        if seen[kind_of(path)] >= EACH:
            continue
        seen[kind_of(path)] += 1
        answer = http.get(path, headers={"Accept": "text/html"})
        if answer.status_code != 200:
            walls[path] = f"{answer.status_code} on {stands_on[path]}"
        elif answer.headers["Content-Type"].startswith("text/html"):
            for link in leads(answer.text, path):
                if link not in stands_on:
                    stands_on[link] = path
                    waiting.append(link)
    return walls, seen


def leads(page: str, path: str) -> list[str]:
    """Return the addresses of this server that a page leads to."""
    found = re.findall(r'(?:href|src|action)="([^"#]+)', page)
    whole = [urljoin(path, unescape(one)) for one in found]
    return [one for one in whole if one.startswith("/")]


def kind_of(path: str) -> str:
    """Return what pages of one kind have in common: `boxes`, or `boxes/` for one of them."""
    parts = urlsplit(path)
    first, slash, _ = parts.path.removeprefix("/").partition("/")
    asked = ",".join(sorted(name for name, _ in parse_qsl(parts.query)))
    return first + slash + (f"?{asked}" if asked else "")
