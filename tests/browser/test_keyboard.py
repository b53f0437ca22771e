"""Keys alone: every page is read, searched, checked and signed without a mouse."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.support.handset import Handset
from tests.support.recital import BOX, STORE, told
from tests.support.server import Desk, until

pytestmark = pytest.mark.browser

PAGES: Final = (
    "/",
    "/search?q=16.08",
    "/boxes",
    f"/boxes/{BOX}",
    "/findings?at=2024-11-30T08:00:00%2B07:00",
    "/attention?at=2024-11-30T08:00:00%2B07:00",
    "/statements/44",
    "/log",
    "/live",
    "/progress",
    "/map",
    f"/places/{STORE}",
    "/formulir/FindingRaised",
    "/periksa",
    "/masuk",
)
NARROW: Final = ("/", f"/boxes/{BOX}", "/map", f"/places/{STORE}")
STEPS_MAX: Final = 400

_FOCUSED: Final = """() => {
  const one = document.activeElement;
  if (one === null || one === document.body) return null;
  const style = getComputedStyle(one);
  const { x, y, width, height } = one.getBoundingClientRect();
  globalThis.walked ??= [];
  const before = walked.at(-1);
  walked.push(one);
  const isAfter = before === undefined || before === one  // the parts of a time
    || Boolean(before.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
  const name = one.outerHTML.slice(0, 120);
  const isOutlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const isSeen = width > 0 && height > 0 && x + width > 0 && x < innerWidth
    && y + height > 0 && y < innerHeight;
  return { name, isAfter, isOutlined, isSeen };
}"""
"""What has the focus, and whether somebody sees that."""

_MISSED: Final = """() => [...document.querySelectorAll(
  "a[href],button,input,select,textarea,summary,[tabindex]"
)].filter((one) => one.tabIndex >= 0 && !one.disabled && one.checkVisibility()
  && !one.closest("details:not([open]) > :not(summary)") && !walked.includes(one))
  .map((one) => one.outerHTML.slice(0, 120))"""


_NAMED: Final = """() => {
  const one = document.activeElement;
  if (one === null) return "";
  const labels = [...one.labels ?? []].map((label) => label.textContent);
  const named = ["id", "name", "role", "aria-label"].map((name) => one.getAttribute(name));
  return [one.textContent, ...named, ...labels]
    .map((name) => (name ?? "").trim());
}"""
"""By what names somebody knows what has the focus."""


@pytest.fixture(name="hall", scope="module")
def serve_small_election(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with told(tmp_path_factory.mktemp("papan-ketik")) as hall:
        yield hall


def walked(page: Page) -> Iterator[dict[str, Any]]:
    """Press Tab until the page has been left."""
    page.keyboard.press("Tab")
    while (found := page.evaluate(_FOCUSED)) is not None:
        yield found
        page.keyboard.press("Tab")


def wrong(page: Page) -> list[str]:
    """Walk through the whole page; return what a person would be stuck at."""
    found = []
    for step, one in enumerate(walked(page)):
        found += [f"{word}: {one['name']}" for word, is_so in one.items() if not is_so]
        if step > STEPS_MAX:
            return [f"no way out: {one['name']}"]
    return found + [f"never reached: {one}" for one in page.evaluate(_MISSED)]


@pytest.mark.parametrize("path", PAGES)
def test_tab_goes_through_everything_in_order_is_seen_and_comes_out_again(
    page: Page, hall: Desk, path: str
) -> None:
    page.set_viewport_size(ViewportSize(width=1280, height=800))
    page.goto(f"{hall.address}{path}")

    assert wrong(page) == []


@pytest.mark.parametrize("path", NARROW)
def test_so_it_does_on_a_telephone_with_keys(page: Page, hall: Desk, path: str) -> None:
    page.goto(f"{hall.address}{path}")

    assert wrong(page) == []


def test_what_would_stop_somebody_is_found(page: Page, hall: Desk) -> None:
    page.goto(hall.address)
    page.evaluate("""() => {
      const [first, second, third] = document.querySelectorAll("nav a");
      first.style.outline = "none";
      second.tabIndex = 1;
      third.onfocus = () => third.blur();
    }""")

    assert {one.partition(":")[0] for one in wrong(page)} == {
        "isOutlined", "isAfter", "never reached",
    }  # fmt: skip


def reaches(page: Page, name: str) -> None:
    """Press Tab until what has this name has the focus."""
    for _ in range(STEPS_MAX):
        page.keyboard.press("Tab")
        if any(one.startswith(name) for one in page.evaluate(_NAMED)):
            return
    pytest.fail(f"{name} is not reached")


def test_an_auditor_skips_the_menu_searches_and_changes_the_language(
    page: Page, hall: Desk
) -> None:
    page.goto(f"{hall.address}/boxes")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Langsung ke isi")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")

    reaches(page, "Lainnya")
    page.keyboard.press("Space")
    reaches(page, "Pernyataan")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Pernyataan")

    reaches(page, "Cari")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Cari")
    reaches(page, "q")
    page.keyboard.type("16.08.0000")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=BOX, exact=True).first).to_be_visible()

    reaches(page, "English")
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("[name=q]")).to_have_value("16.08.0000")
    reaches(page, BOX)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(f"Box {BOX}")


def test_an_evidence_file_is_chosen_and_its_checks_are_opened(
    page: Page, hall: Desk, tmp_path: Path
) -> None:
    bundle = tmp_path / "kotak.bukti"
    bundle.write_bytes(hall.http.get(f"/boxes/{BOX}/bundle").content)
    page.goto(f"{hall.address}/periksa")
    expect(page.locator("#ready")).to_contain_text("Siap")
    reaches(page, "files")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Space")
    chooser.value.set_files(bundle)
    expect(page.locator("#verdict")).to_be_visible()

    reaches(page, "Pernyataan (")
    for key, is_open in (("Enter", True), ("Space", False), ("Space", True)):
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.parentElement.open") == is_open
    on_from_here = [one for one in wrong(page) if not one.startswith("never reached")]
    assert on_from_here == []


def test_a_table_that_is_wider_than_the_screen_is_moved_by_arrows(page: Page, hall: Desk) -> None:
    page.set_viewport_size(ViewportSize(width=600, height=800))
    page.goto(f"{hall.address}/subjects/kotak")
    reaches(page, "region")
    page.keyboard.press("ArrowRight")

    until(lambda: page.evaluate("document.activeElement.scrollLeft") > 0)


def test_an_officer_fills_in_reviews_and_signs(page: Page, hall: Desk) -> None:
    officer = Handset(page.context, page, hall.place, hall.address)
    officer.is_enrolled("16.08/bawaslu/papan-ketik", by=2)
    (raised,) = hall.http.get("/statements", params={"limit": 1}).json()["statements"]
    of = hall.http.get(f"/statements/{raised['leaf_index']}").json()["statement"]["leaf_hash"]
    page.goto(f"{hall.address}/formulir/FindingClosed?of={of.replace('+', '%2B')}")
    expect(page.locator("#check")).to_be_enabled()
    for label, text in (("satuan", "16.08/bawaslu"), ("kesimpulan", "selesai")):
        reaches(page, label)
        page.keyboard.type(text)
    reaches(page, "Tinjau sebelum menandatangani")
    page.keyboard.press("Enter")
    expect(page.locator("#plain")).to_contain_text("selesai")
    reaches(page, "Tanda tangani")
    page.keyboard.press("Space")

    expect(page.locator("#done")).to_contain_text("✓✓ Diterima: daun")
    expect(page.locator("#done")).to_be_focused()
