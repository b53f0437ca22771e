"""Pages looked at, at both widths that are promised: photographed, measured, and by axe-core."""

from typing import Final

from playwright.sync_api import Page

from tests.support.axe import violations
from tests.support.gallery import FOLDER

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
    return found
