"""Pages looked at, at both widths that are promised: photographed, measured, read, by axe-core."""

import re
from collections.abc import Mapping
from typing import Final

from playwright.sync_api import Page

from api.whereabouts import fields
from tests.support.axe import violations
from tests.support.gallery import FOLDER, LOOK, UNREADABLE
from tests.support.lexicon import foreign, strangers

_AS_IT_IS: Final = """() => [...document.querySelectorAll("pre, code")]
  .map((one) => one.textContent.replace(/\\s+/g, " ").trim())"""
"""What machines have written, shown byte for byte."""

_CODE: Final = re.compile(r"\b\d\d\.\d\d[\w.]*/[\w./-]+")
_CODES: Final = """(called) => {
  const found = new Set();
  for (const one of document.querySelectorAll("main a, main td, main dd, main li, main h1")) {
    const around = (one.closest("tr, dl > dd, li") ?? one).textContent;
    for (const code of one.textContent.split(" / ").map((part) => part.trim())) {
      if (Object.hasOwn(called, code) && !around.includes(called[code])) {
        found.add(`${code} is ${called[code]}`);
      }
    }
  }
  return [...found];
}"""
"""Codes that stand alone, without their name in the same row."""

_EXAMPLES: Final = {one.example for one in fields()}
"""Of what may be typed."""

WIDTHS: Final = {360: "light", 1280: "dark"}
NOBODY: Final[Mapping[str, str]] = {}


def looked_at(page: Page, name: str, called: Mapping[str, str] = NOBODY) -> list[str]:
    """Photograph a page at both widths; return what is wrong with it.

    Args:
        page: As it is to be seen.
        name: Of the photographs.
        called: What codes are called; none of them is to stand where its name could.
    """
    FOLDER.mkdir(parents=True, exist_ok=True)
    found = []
    for width, scheme in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.screenshot(path=FOLDER / f"{name}-{width}.png", full_page=True)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"wider than {width}")
        found += violations(page)
    return found + misworded(page, called)


def _bare(text: str, called: Mapping[str, str]) -> str:
    """Return a text without names and codes, which are of no language."""
    for name in called.values():
        text = text.replace(name, " ")
    return _CODE.sub(" ", text)


def misworded(page: Page, called: Mapping[str, str] = NOBODY) -> list[str]:
    """Return what is of the other language, what only machines read, and codes that have names."""
    seen = page.evaluate(LOOK, {"width": max(WIDTHS), "target": 0})
    language: str = page.evaluate("document.documentElement.lang")
    found = []
    written = (one for one in seen["texts"] if not one.startswith("/"))  # but for addresses
    for said in set(written) - set(page.evaluate(_AS_IT_IS)) - _EXAMPLES:
        text = _bare(said, called)
        found += [f"of the other language: {one}: {text}" for one in strangers(text, language)]
        found += [f"of the other language: {text}"] * (foreign(text, language))
        found += [f"not for people: {text}" for one in UNREADABLE if one.search(text)]
    alone: list[str] = page.evaluate(_CODES, dict(called))
    return found + alone
