"""The auditor's pages at both widths, photographed into var/screens and looked at."""

from collections.abc import Iterator
from typing import Final

import pytest
from playwright.sync_api import Page

from tests.support.recital import BOX, STORE, told
from tests.support.screen import looked_at
from tests.support.server import Desk

pytestmark = pytest.mark.browser

PAGES: Final = {
    "ikhtisar": "/",
    "cari": "/search?q=16.08",
    "kotak-semua": "/boxes",
    "kotak": f"/boxes/{BOX}",
    "kotak-pada-jam": f"/boxes/{BOX}?at=2024-11-20T08:03:30%2B07:00&known=30",
    "riwayat": f"/history/{BOX}",
    "temuan": "/findings?at=2024-11-30T08:00:00%2B07:00",
    "tempat": "/places",
    "jaga": f"/watches/{STORE}",
    "kunjungan": "/visitors?status=semua",
    "kiriman": "/consignments",
    "jurnal": "/journals/16.08/kpu/gudang-01",
    "pernyataan-semua": "/statements",
    "pernyataan": "/statements/44",
    "log": "/log",
    "saksi": "/witnesses",
    "langsung": "/live",
}


@pytest.fixture(name="hall", scope="module")
def serve_small_election(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with told(tmp_path_factory.mktemp("auditor")) as hall:
        yield hall


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_fit_to_be_seen(name: str, hall: Desk, page: Page) -> None:
    page.goto(f"{hall.address}{PAGES[name]}")

    assert looked_at(page, f"auditor-{name}") == []
    assert page.locator(".badge").inner_text() == "LATIHAN"
