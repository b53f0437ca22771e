"""Every page of the server under axe-core's rules in English (in Indonesian: test_screen)."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import httpx2
import pytest
from playwright.sync_api import Page

from api.app import open_app
from tests.support.axe import violations
from tests.support.command import segel
from tests.support.device import founders
from tests.support.server import serving
from tests.support.witness import stands

pytestmark = pytest.mark.browser

PAPER: Final = "/papers/buku-tamu/16.08/GDG-01"
BEGINNINGS: Final = ("/", "/witnesses", "/problems", "/periksa", "/papers", PAPER, "/tidak-ada")
"""From here every other kind of page is linked."""

MODES: Final = {
    "light": ("light", ""),
    "dark": ("dark", ""),
    "english": ("light", "lang=en"),
}


@pytest.fixture(name="address", scope="module")
def serve_practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("latihan") / "buku"
    made = segel("demo", "--dir", folder, "--scale", 1, "--no-serve")
    assert made.status == 0, made.err
    with serving(open_app(Path(folder))) as address:
        yield address


@pytest.fixture(name="pages", scope="module")
def find_pages(address: str) -> dict[str, str]:
    """Return one page of each kind, by its kind."""
    found: dict[str, str] = {}
    waiting = list(BEGINNINGS)
    with httpx2.Client(base_url=address, headers={"Accept": "text/html"}) as http:
        while waiting:
            path = waiting.pop(0)
            if kind_of(path) in found:
                continue
            answer = http.get(path)
            is_saved = "Content-Disposition" in answer.headers
            if answer.headers["Content-Type"].startswith("text/html") and not is_saved:
                found[kind_of(path)] = path
                waiting += links(answer.text)
    return found


def links(page: str) -> list[str]:
    """Return the addresses of this server that a page leads to."""
    found = [unescape(one) for one in re.findall(r'href="(/[^"#]*)"', page)]
    return [one for one in found if "lang=" not in one]


def kind_of(path: str) -> str:
    """Return what pages of one kind have in common: `boxes`, or `boxes/` for one of them."""
    first, slash, _ = urlsplit(path).path.removeprefix("/").partition("/")
    return first + slash


def test_a_page_of_every_kind_is_looked_at(pages: dict[str, str]) -> None:
    lists = {"boxes", "consignments", "findings", "journals", "places", "statements", "watches"}
    ones = {"boxes/", "history/", "places/", "statements/", "visitors/", "watches/"}
    others = {"", "papers", "papers/", "periksa", "problems", "tidak-ada", "visitors", "witnesses"}
    assert lists | ones | others <= pages.keys()


def test_no_page_breaks_a_rule_of_accessibility_in_english(
    address: str, pages: dict[str, str], page: Page
) -> None:
    said = []
    for path in pages.values():
        page.goto(f"{address}{path}{'&' if '?' in path else '?'}lang=en")
        said += [f"{path}: {line}" for line in violations(page)]
    assert said == [], "\n".join(said)


@pytest.mark.parametrize("mode", MODES)
def test_the_page_of_a_witness_breaks_none_either(mode: str, page: Page, tmp_path: Path) -> None:
    scheme, query = MODES[mode]
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    (stand,) = stands(tmp_path, founders().log.verifier, "bawaslu")
    with stand.serves() as address:
        page.goto(f"{address}/?{query}")
        said = violations(page)
    assert said == [], "\n".join(said)


def test_what_breaks_a_rule_is_found_and_said(address: str, page: Page) -> None:
    page.goto(address)
    page.evaluate("document.querySelector('h1').style.color = '#bbb'")
    page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    assert [line.split(":")[0] for line in violations(page)] == ["button-name", "color-contrast"]
