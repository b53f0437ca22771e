"""The gallery: each screen photographed in each dress, and looked at as a strict visitor would.

In Indonesian by day and by night, and in English. What is complained of: rules of accessibility,
what sticks out or is cut, targets that a thumb misses, words of the other language, numbers where a
name is known, and a practice ledger that does not say LATIHAN.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Page

from tests.support.axe import violations
from tests.support.chromium import PHONE
from tests.support.lexicon import strangers

ROOT: Final = Path(__file__).parents[2]
FOLDER: Final = ROOT / "var" / "screens"
LOOK: Final = (Path(__file__).parent / "look.js").read_text("utf-8")

TARGET: Final = 48
"""CSS pixels that a thumb needs."""

UNREADABLE: Final = (
    re.compile(r"\b\d{4}-\d\d-\d\dT\d\d"),  # a moment as machines write it
    re.compile(r"\b(?:undefined|null|NaN|true|false)\b|\[object"),
)
DRESSES: Final = {"": ("id", "light"), "-dark": ("id", "dark"), "-en": ("en", "light")}


@dataclass(slots=True)
class Gallery:
    """Looks at the screens of one phone."""

    page: Page
    called: Mapping[str, str] = field(default_factory=dict)
    """What ids are called: no id is to be shown as it is, and names are of no language."""

    complaints: list[str] = field(default_factory=list)

    def shows(self, name: str) -> str:
        """Look at the screen that is open, in each dress; return what it says in Indonesian."""
        FOLDER.mkdir(parents=True, exist_ok=True)
        said = ""
        for suffix, (language, scheme) in DRESSES.items():
            self.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            self._speaks(language)
            self.page.evaluate("scrollTo(0, 0)")
            self.page.screenshot(path=FOLDER / f"{name}{suffix}.png", full_page=True)
            self.complaints += [f"{name}{suffix}: {one}" for one in self.wrong(language)]
            said = said or self.page.inner_text("body")
        self.page.emulate_media(color_scheme="light")
        self._speaks("id")
        return said

    def wrong(self, language: str) -> list[str]:
        """Return what is wrong with the screen as it stands."""
        sizes = {"width": PHONE["width"], "target": TARGET}
        found: dict[str, Any] = self.page.evaluate(LOOK, sizes)
        return [*found["wrong"], *violations(self.page), *self._words(language, found)]

    def _speaks(self, language: str) -> None:
        if self.page.evaluate("document.documentElement.lang") != language:
            self.page.locator("header button[lang]").click()

    def _words(self, language: str, found: dict[str, Any]) -> Iterator[str]:
        texts: list[str] = found["texts"]
        for text in texts:
            bare = text
            for name in self.called.values():
                bare = bare.replace(name, " ")
            yield from (f"of the other language: {one}" for one in strangers(bare, language))
            for one in self.called:
                if re.search(rf"(?<![\w./-]){re.escape(one)}(?![\w./-])", text):
                    yield f"{one} has a name: {text}"
            for pattern in UNREADABLE:
                if pattern.search(text):
                    yield f"not for people: {text}"
        if "LATIHAN" not in found["shown"]:
            yield "does not say LATIHAN"
