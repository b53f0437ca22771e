"""Pages say what places and units are called; programs get codes, and so does who has no name."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.application import Ledger
from ledger.log import Log
from tests.support.book import Book
from tests.support.practice import NOW, practice
from tests.support.registry import BOXES, KPPS, KPU, STORE, written
from tests.support.server import Desk, desk


@pytest.fixture(name="registry", scope="module")
def _registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A served ledger in which places and units have names."""
    folder: Path = tmp_path_factory.mktemp("names") / "ledger"
    with practice(folder) as place:
        place.ledger.close()
        log = Log.open(folder / "ledger.db")
        written(Book(log, place.founders))
        log.close()
        place.ledger = Ledger.open(folder, lambda: NOW)
        with desk(place) as counter:
            counter.http.get("/overview", params={"after": place.ledger.tree.size - 1})
            yield counter


def page(registry: Desk, path: str) -> str:
    return registry.http.get(path, headers={"Accept": "text/html"}).text


def test_a_page_says_names_and_leads_by_codes(registry: Desk) -> None:
    text = page(registry, f"/boxes/{BOXES[0]}")

    assert f'<a href="/places/{STORE}">Gudang KPU</a>' in text
    assert '<td data-label="pemegang">KPU OKU Timur</td>' in text
    assert f">{STORE}<" not in text
    assert f">{KPU}<" not in text
    told = registry.http.get(f"/boxes/{BOXES[0]}").json()
    assert (told["changes"][0]["place"], told["changes"][0]["holder"]) == (STORE, KPU)


def test_who_has_no_name_is_called_by_the_code(registry: Desk) -> None:
    assert f'<td data-label="penanggung jawab">{KPPS}</td>' in page(registry, "/places")


def test_the_title_of_a_place_is_its_name(registry: Desk) -> None:
    assert "<h1>Tempat Gudang KPU</h1>" in page(registry, f"/places/{STORE}")
    assert "<title>Pos Gudang KPU · Segel</title>" in page(registry, f"/watches/{STORE}")
    assert "<h1>Post Gudang KPU</h1>" in page(registry, f"/watches/{STORE}?lang=en")


def test_the_list_of_places_has_both_code_and_name(registry: Desk) -> None:
    text = page(registry, "/places")

    assert f'<a href="/places/{STORE}">{STORE}</a>' in text
    assert '<td data-label="nama">Gudang KPU</td>' in text


def test_before_a_place_was_registered_it_has_no_name(registry: Desk) -> None:
    enrolled = registry.http.get("/statements", params={"kind": "PersonEnrolled"}).json()
    first = registry.http.get("/statements", params={"kind": "PlaceRegistered"}).json()
    leaf = first["statements"][0]["leaf_index"]

    assert leaf < enrolled["statements"][0]["leaf_index"]
    assert f"<h1>Tempat {STORE}</h1>" not in page(registry, f"/places/{STORE}?as_of={leaf}")
    assert registry.http.get(f"/places/{STORE}", params={"as_of": leaf - 1}).status_code == 404


def test_what_a_finding_says_is_said_with_names(registry: Desk) -> None:
    text = page(registry, "/findings?at=2024-11-30T08:00:00%2B07:00")

    assert "Gudang KPU" in text
    assert f"{STORE} " not in text


def test_a_state_is_shown_with_names_but_a_list_of_codes_with_both(registry: Desk) -> None:
    state = page(registry, f"/subjects/kotak/{BOXES[0]}")
    codes = page(registry, "/subjects/tempat")

    assert f">{STORE}<" not in state
    assert "Gudang KPU" in state
    assert f'<a href="/subjects/tempat/{STORE}">{STORE}</a>' in codes
    assert "Gudang KPU" in codes
