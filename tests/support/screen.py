"""Pages looked at, at both widths that are promised: photographed, measured, read, by axe-core."""

from typing import Final

from playwright.sync_api import Page

from api.whereabouts import fields
from tests.support.axe import violations
from tests.support.gallery import FOLDER, LOOK, UNREADABLE
from tests.support.lexicon import strangers

_AS_IT_IS: Final = """() => [...document.querySelectorAll("pre, code")]
  .map((one) => one.textContent.replace(/\\s+/g, " ").trim())"""
"""What machines have written, shown byte for byte."""

_EXAMPLES: Final = {one.example for one in fields()}
"""Of what may be typed."""

WIDTHS: Final = {360: "light", 1280: "dark"}


def looked_at(page: Page, name: str) -> list[str]:
    """Photograph a page at both widths; return what is wrong with it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    found = []
    for width, scheme in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.screenshot(path=FOLDER / f"{name}-{width}.png", full_page=True)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"wider than {width}")
        found += violations(page)
    return found + _misworded(page)


def _misworded(page: Page) -> list[str]:
    """Return what is of the other language, and moments as machines write them."""
    seen = page.evaluate(LOOK, {"width": max(WIDTHS), "target": 0})
    language: str = page.evaluate("document.documentElement.lang")
    found = []
    written = (one for one in seen["texts"] if not one.startswith("/"))  # but for addresses
    for text in set(written) - set(page.evaluate(_AS_IT_IS)) - _EXAMPLES:
        found += [f"of the other language: {one}: {text}" for one in strangers(text, language)]
        found += [f"not for people: {text}" for one in UNREADABLE if one.search(text)]
    return found
