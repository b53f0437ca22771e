"""The scanner reads what is held before it, in bad light too, and lets people type where it cannot.

The camera is Chromium's fake one; it shows a film.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from domain.checkdigit import printed
from tests.support.camera import View, codes, filming
from tests.support.chromium import take_phone
from tests.support.site import serving

pytestmark = pytest.mark.browser

BOX = "16.08.05.2003-TPS007-GUB"
SILOG = "KPU1608-0500307-G"
PATIENCE_MS = 15_000
"""How long reading may take on a machine that does other things too; benchmarks measure it."""

OPEN = """async (options) => {
  const { render } = await import("/modules/markup.js");
  const { scanner } = await import("/modules/jaga/scanner.js");
  globalThis.heard = [];
  const desk = { draw: () => render(globalThis.scan?.view(), document.body) };
  const onText = (text) => {
    if (heard.push(text) === options.fullAt) throw new DOMException("", "QuotaExceededError");
  };
  globalThis.scan = scanner(desk, { onText, ...options });
  desk.draw();
}"""


@pytest.fixture(name="address", scope="module")
def serve_files() -> Iterator[str]:
    with serving() as address:
        yield address


@contextmanager
def opened(browser: Browser, address: str, **options: object) -> Iterator[Page]:
    """Open the scanner on a phone."""
    phone = take_phone(browser)
    page = phone.new_page()
    page.goto(address)
    page.evaluate(OPEN, options)
    yield page
    phone.close()


def hears(page: Page, count: int = 1) -> list[str]:
    """Wait until so many texts were heard."""
    page.wait_for_function("(count) => heard.length >= count", arg=count, timeout=PATIENCE_MS)
    heard: list[str] = page.evaluate("heard")
    return heard


@pytest.mark.parametrize(
    "view",
    [
        View(),
        View(share=0.3),
        View(tilt=23),
        View(blur=2.5),
        View(light=0.2),
        View(is_covered=True),
        View(share=0.5, tilt=-12, blur=1.2, light=0.4),
    ],
    ids=["near", "far", "tilted", "blurred", "dark", "covered", "all at once"],
)
def test_a_code_is_read(chromium: Browser, address: str, tmp_path: Path, view: View) -> None:
    film = codes(tmp_path / "film.mjpeg", [SILOG], view)
    with filming(chromium, film) as browser, opened(browser, address) as page:
        assert hears(page) == [SILOG]
        expect(page.locator(".verdict")).to_have_text("✓ Terbaca")


def test_a_batch_is_read_and_what_stays_in_view_counts_once(
    chromium: Browser, address: str, tmp_path: Path
) -> None:
    boxes = [f"16.08.05.2003-TPS{number:03}-GUB" for number in range(1, 7)]
    film = codes(tmp_path / "film.mjpeg", boxes)
    with filming(chromium, film) as browser, opened(browser, address) as page:
        heard = hears(page, 6)
        assert len(heard) >= 6
        assert set(heard[:6]) == set(boxes)


def test_a_text_that_could_not_be_kept_stops_no_other(
    chromium: Browser, address: str, tmp_path: Path
) -> None:
    boxes = [f"16.08.05.2003-TPS{number:03}-GUB" for number in range(1, 4)]
    film = codes(tmp_path / "film.mjpeg", boxes)
    with filming(chromium, film) as browser, opened(browser, address, fullAt=1) as page:
        assert set(hears(page, 3)[:3]) == set(boxes)


def test_the_frames_of_a_long_message_are_read_from_a_screen_of_360_px(
    chromium: Browser, address: str, tmp_path: Path
) -> None:
    message = """async () => {
      const { framesOf } = await import("/modules/frame.js");
      const bytes = Uint8Array.from({ length: 2000 }, (_, i) => (i * i * 31 + i * 7) % 251);
      return framesOf(bytes, "OFFER");
    }"""
    joined = """async (texts) => {
      const { Collector } = await import("/modules/frame.js");
      const collector = new Collector("OFFER");
      let bytes = null;
      for (const text of texts) bytes ??= await collector.take(text);
      return bytes?.length ?? 0;
    }"""
    with opened(chromium, address) as page:
        frames = page.evaluate(message)
    film = codes(tmp_path / "film.mjpeg", frames, View(share=0.9))
    with filming(chromium, film) as browser, opened(browser, address) as page:
        heard = hears(page, len(frames))
        assert page.evaluate(joined, heard) == 2000


def test_a_refused_camera_is_said_and_typing_is_offered_at_once(
    chromium: Browser, address: str, tmp_path: Path
) -> None:
    film = codes(tmp_path / "film.mjpeg", [BOX])
    typed = {"label": "Nomor kotak", "hasCheck": True}
    with (
        filming(chromium, film, is_allowed=False) as browser,
        opened(browser, address, typed=typed) as page,
    ):
        expect(page.get_by_role("status")).to_contain_text("Kamera belum diizinkan")
        field = page.get_by_label("Nomor kotak")
        expect(field).to_be_visible()

        field.fill(BOX)
        field.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("Huruf cek")
        assert page.evaluate("heard") == []
        page.get_by_role("button", name="Catat apa adanya").click()
        assert hears(page) == [BOX]

        field.fill(printed(BOX).lower())
        field.press("Enter")
        assert hears(page, 2) == [BOX, BOX.lower()]
        expect(page.get_by_role("alert")).to_have_count(0)


def test_the_camera_is_let_go_when_the_guard_leaves(
    chromium: Browser, address: str, tmp_path: Path
) -> None:
    film = codes(tmp_path / "film.mjpeg", [BOX])
    live = "document.querySelector('video')?.srcObject?.active === true"
    with filming(chromium, film) as browser, opened(browser, address) as page:
        hears(page)
        page.wait_for_function(live)
        page.evaluate("globalThis.kept = document.querySelector('video').srcObject; scan.close()")
        assert page.evaluate("kept.active") is False
