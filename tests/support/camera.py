"""A camera that films codes: what Chromium is given in place of a phone's own.

The film is a plain MJPEG file that Chromium plays round and round at 30 pictures a second.
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

import segno
import zxingcpp
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter
from playwright.sync_api import Browser, Locator, Page

from tests.support.chromium import ARGUMENTS, PATIENCE_MS, executable

SIZE: Final = (640, 480)
PICTURES_PER_SECOND: Final = 30
GREY = 118


@dataclass(frozen=True, slots=True)
class View:
    """How a code stands before the camera."""

    share: float = 0.75
    """Of the picture's height."""
    tilt: float = 0.0
    """Degrees."""
    blur: float = 0.0
    """Radius in pixels."""
    light: float = 1.0
    """Of full daylight."""
    is_covered: bool = False
    """A thumb lies on one edge of the code."""

    def of(self, text: str) -> Image.Image:
        """Return one picture of the code."""
        side = int(SIZE[1] * self.share)
        code = drawn(text).resize((side, side), Image.Resampling.LANCZOS)
        if self.is_covered:
            width = side // 5
            box = (side // 2, side - width, side // 2 + width, side)
            ImageDraw.Draw(code).ellipse(box, fill=90)
        picture = Image.new("L", SIZE, GREY)
        picture.paste(code, ((SIZE[0] - side) // 2, (SIZE[1] - side) // 2))
        if self.tilt:
            picture = picture.rotate(self.tilt, Image.Resampling.BICUBIC, fillcolor=GREY)
        if self.blur:
            picture = picture.filter(ImageFilter.GaussianBlur(self.blur))
        return ImageEnhance.Brightness(picture).enhance(self.light)


def drawn(text: str) -> Image.Image:
    """Draw a code as it is printed on a box."""
    file = BytesIO()
    segno.make(text, error="m", micro=False).save(file, kind="png", scale=8, border=4)
    return Image.open(file).convert("L")


def film(path: Path, pictures: Iterable[Image.Image], seconds: float = 0.6) -> Path:
    """Write a film that shows each picture for a while."""
    with path.open("wb") as file:
        for picture in pictures:
            jpeg = BytesIO()
            picture.convert("RGB").save(jpeg, "JPEG", quality=80)
            file.write(jpeg.getvalue() * round(seconds * PICTURES_PER_SECOND))
    return path


def codes(path: Path, texts: Sequence[str], view: View | None = None) -> Path:
    """Write a film of codes that take turns."""
    return film(path, map((view or View()).of, texts))


@contextmanager
def filming(chromium: Browser, path: Path, *, is_allowed: bool = True) -> Iterator[Browser]:
    """Start another Chromium whose camera shows a film; the guard allows it or refuses."""
    answer = "--use-fake-ui-for-media-stream" + ("" if is_allowed else "=deny")
    camera = ("--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={path}")
    browser = chromium.browser_type.launch(
        executable_path=executable(), args=[*ARGUMENTS, *camera, answer]
    )
    try:
        yield browser
    finally:
        browser.close()


def seen_on(code: Locator) -> str:
    """Look at a code on a screen, as another phone's camera would; return its text."""
    picture = Image.open(BytesIO(code.screenshot(type="png"))).convert("L")
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.barcode_formats_from_str("QRCode"))
    return found[0].text if found else ""


def frames_on(page: Page) -> list[str]:
    """Watch a phone's screen until every code that takes turns on it was seen."""
    seen: dict[str, None] = {}
    end = time.monotonic() + PATIENCE_MS / 1000
    while time.monotonic() < end:
        text = seen_on(page.locator("svg.code"))
        seen |= {text: None} if text else {}
        counts = {int(text.split(":")[3].partition("/")[2]) for text in seen}
        if counts == {len(seen)}:
            return [*seen]
    raise TimeoutError(f"{len(seen)} codes were seen, and not all of them")
