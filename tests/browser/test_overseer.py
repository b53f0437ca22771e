"""The overseer's pages: each picture is there, and is told aloud (test_screen looks at them)."""

from collections.abc import Iterator
from typing import Final

import pytest
from playwright.sync_api import Page

from api.boundary import Boundary, save
from ledger.directory import Directory
from tests.support.recital import STORE, told
from tests.support.screen import looked_at
from tests.support.server import Desk

pytestmark = pytest.mark.browser

PAGES: Final = {
    "kemajuan": "/progress",
    "kecamatan": "/progress/16.08.0000",
    "peta-skematis": "/map?as_of=30",
    "peta-kemajuan": "/map?by=progress",
    "perhatian": "/attention?at=2024-11-30T08:00:00%2B07:00",
    "gudang": f"/places/{STORE}",
    "status": "/status",
}
PICTURES: Final = {"kemajuan", "kecamatan", "peta-skematis", "peta-kemajuan", "gudang"}
CORNERS: Final = ((104.3, -4.0), (104.6, -4.0), (104.5, -4.3), (104.3, -4.2), (104.3, -4.0))


@pytest.fixture(name="hall", scope="module")
def serve_small_election(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with told(tmp_path_factory.mktemp("pengawas")) as hall:
        yield hall


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_its_picture(name: str, hall: Desk, page: Page) -> None:
    page.goto(f"{hall.address}{PAGES[name]}")

    assert page.locator("figure svg[role=img]").count() == (name in PICTURES)
    assert page.locator(".badge").inner_text() == "LATIHAN"


def test_what_a_picture_shows_is_told_aloud(hall: Desk, page: Page) -> None:
    page.goto(f"{hall.address}/progress")

    picture = page.get_by_role("img", name="Kotak menurut tempatnya")
    assert picture.is_visible()
    assert picture.locator("desc").text_content() == "kembali 2"
    assert page.get_by_role("cell", name="16.08.0000").first.is_visible()


def test_districts_lie_where_their_boundaries_are(hall: Desk, page: Page) -> None:
    place = Directory(hall.place.path).boundaries
    save(place, [Boundary("16.08.05", "Buay Pemuka Peliung", (CORNERS,))])
    try:
        page.goto(f"{hall.address}/map")
        assert looked_at(page, "pengawas-peta-batas") == []
        shape = page.locator("figure path:has(title)")
        assert shape.locator("title").text_content() == "Buay Pemuka Peliung: tidak ada"
    finally:
        place.unlink()
