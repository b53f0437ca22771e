"""On paper: what is printed is whole, says where it comes from, and needs no colour and no link."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from ledger.charter import fingerprint
from ledger.fingerprint import words
from tests.support import paper
from tests.support.recital import BOX, STORE, told
from tests.support.server import Desk

pytestmark = pytest.mark.browser

NOON: Final = "at=2024-11-30T08:00:00%2B07:00"
PAGES: Final = {
    "/": "Ikhtisar operasi",
    f"/boxes/{BOX}": f"(/boxes/{BOX}/bundle)",
    "/boxes": BOX,
    "/search?q=16.08.0000": "/search?q=16.08.0000",
    f"/findings?{NOON}": "dijelaskan oleh",
    f"/attention?{NOON}": "Menurut perihal",
    "/statements/44": "(/proofs/44)",
    "/statements?limit=20": "Berikutnya → (/statements?limit=20&cursor=",
    "/subjects/kotak": BOX,
    "/progress": "kembali",
    "/map?as_of=30": "/map?as_of=30",
    f"/places/{STORE}": STORE,
    "/log": "kata",
    "/witnesses": "saksi",
}
"""Each page with words that its reader on paper needs."""
SHEET: Final = ViewportSize(width=703, height=1000)
"""A4 between its margins, in CSS pixels."""
LETTERS: Final = 60
"""More than the head of the first page has."""
EDGE: Final = 1.0
"""Of the sheet's width."""

_HIDDEN: Final = "nav, button, input, textarea, .skip, .lang, noscript"
_CLIPPED: Final = """() => [...document.querySelectorAll("main *")]
  .filter((one) => getComputedStyle(one).overflowX !== "visible"
    && one.scrollWidth > one.clientWidth + 1)
  .map((one) => one.outerHTML.slice(0, 120))"""
_COLOURS: Final = """() => {
  const { backgroundColor, color } = getComputedStyle(document.querySelector(".badge"));
  return [backgroundColor, color];
}"""


@pytest.fixture(name="hall", scope="module")
def serve_small_election(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with told(tmp_path_factory.mktemp("cetak")) as hall:
        yield hall


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_printed_whole_with_its_address_and_without_its_buttons(
    page: Page, hall: Desk, path: str
) -> None:
    page.set_viewport_size(SHEET)
    page.goto(f"{hall.address}{path}")
    page.emulate_media(media="print", color_scheme="dark")
    printed = page.pdf(prefer_css_page_size=True)

    for one in page.locator(_HIDDEN).all():
        expect(one).to_be_hidden()
    assert page.evaluate(_CLIPPED) == []
    assert page.evaluate(_COLOURS) == ["rgba(0, 0, 0, 0)", "rgb(22, 32, 28)"]
    assert paper.widest(printed) <= EDGE
    text = paper.text(printed)
    assert min(map(len, paper.pages(printed))) > LETTERS  # no page is left empty
    for said in ("LATIHAN", "Buku besar segel.example/latihan", "diolah sampai daun", PAGES[path]):
        assert said in text
    for tone in page.locator("main :is(a, span):is(.good, .warn, .bad)").all():
        assert tone.inner_text().strip()  # what has a colour has a word


def test_what_stands_in_a_picture_stands_beside_it_in_words(page: Page, hall: Desk) -> None:
    page.goto(f"{hall.address}/boxes/{BOX}")
    page.emulate_media(media="print")
    text = paper.text(page.pdf(prefer_css_page_size=True))

    for row in page.get_by_role("region", name="Siapa bertanggung jawab").get_by_role("row").all():
        for cell in row.get_by_role("cell").all():
            assert " ".join(cell.inner_text().split()).replace(" ", "") in text.replace(" ", "")
    assert "tidak ada yang bertanggung jawab" in text  # what a hatching means


def test_a_verdict_is_printed_with_what_was_judged_and_what_it_does_not_prove(
    page: Page, hall: Desk, tmp_path: Path
) -> None:
    bundle = tmp_path / "kotak.bukti"
    bundle.write_bytes(hall.http.get(f"/boxes/{BOX}/bundle").content)
    page.goto(f"{hall.address}/periksa")
    own = words(fingerprint(hall.place.founders.note))
    page.locator("#trust").fill(own)
    page.locator("#files").set_input_files(bundle)
    expect(page.locator("#verdict")).to_be_visible()
    page.emulate_media(media="print")
    text = paper.text(page.pdf(prefer_css_page_size=True))

    for one in page.locator(_HIDDEN).all():
        expect(one).to_be_hidden()
    for said in ("LATIHAN", "kotak.bukti", own, "Yang TIDAK dibuktikan"):
        assert said in text
