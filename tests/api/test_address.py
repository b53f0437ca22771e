"""Every name can be asked for, whatever people have called a thing."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

import httpx2
import pytest
from hypothesis import example, given, strategies as st

from api.address import address, named, written
from tests.support.audience import CLERK, audience
from tests.support.book import Book

PAGE = {"Accept": "text/html"}
AWKWARD = (
    "a\nb",
    "akhir\n",
    "..",
    ".",
    "a/../b",
    "/awal",
    "a//b",
    "akhir/",
    "%2F",
    "%2e%2e",
    "tanya?x=1#y",
    "kotak.json",
    "kotak/bundle",
    "~2e2e",
    "~",
    "a\\b",
    "kotak+1 ",
    "\x00",
    "\u200b=1",
    "\u2028",
    "\ufeff",
    "e\u0301",
    "é",
    "ꦥꦼꦩꦶꦭꦸ",
    "🗳️",
    "\u202etxt.exe",
    "x" * 128,
)


@pytest.fixture(name="http", scope="module")
def _http(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx2.Client]:
    """A server that knows a box of every such name."""

    def tell(book: Book) -> None:
        items = [{"box": name, "box_kind": "kotak_suara"} for name in AWKWARD]
        book.say(CLERK, "ItemRegistered", holder="16.08/kpu", place="16.08/GDG-01", items=items)

    with audience(tmp_path_factory.mktemp("address"), tell) as http:
        yield http


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
@example("~2e2e")
@example("~~")
@example("~ff")
def test_a_name_comes_back_from_its_address(name: str) -> None:
    assert named(written(name)) == name
    assert not {"", ".", ".."} & set(written(name).split("/"))
    assert unquote(address("boxes", name)) == f"/boxes/{written(name)}"


def test_most_names_stand_in_an_address_as_they_are() -> None:
    assert address("places", "16.08/GDG 01") == "/places/16.08/GDG%2001"
    assert address("boxes", "..") == "/boxes/~2e2e"


@pytest.mark.parametrize("text", ["~", "~2", "~zz", "~ff", "~2E"])
def test_what_is_no_digits_of_a_name_is_the_name(text: str) -> None:
    assert named(text) == text


@pytest.mark.parametrize("name", AWKWARD)
def test_every_subject_that_is_listed_can_be_asked_for(http: httpx2.Client, name: str) -> None:
    listed = http.get("/subjects/kotak", params={"limit": 1000}).json()["subjects"]
    (expected,) = (one for one in listed if one["subject"] == name)

    for folder in ("subjects/kotak", "boxes"):
        answer = http.get(address(folder, name))
        assert answer.status_code == 200, answer.text
    assert http.get(address("subjects/kotak", name)).json()["subject"] == expected
    assert http.get(address("boxes", name)).json()["box"]["box"] == name
    assert http.get(address("history", name)).json()["statements"]


def test_every_link_of_a_list_leads_to_its_subject(http: httpx2.Client) -> None:
    page = http.get("/subjects/kotak", headers=PAGE).text
    links = re.findall(r'href="(/subjects/kotak/[^"]+)"', page)

    assert len(links) == len(AWKWARD)
    for link in links:
        whole = http.get(link, headers=PAGE)
        assert whole.status_code == 200
        (suffixed,) = re.findall(r'href="([^"]+)">JSON', whole.text)
        assert http.get(suffixed).json()["kind"] == "kotak"


def test_a_line_feed_that_was_escaped_is_part_of_the_name(http: httpx2.Client) -> None:
    assert http.get("/subjects/kotak/a%0Ab").json()["subject"]["subject"] == "a\nb"
    assert http.get("/boxes/akhir%0A").json()["box"]["box"] == "akhir\n"
