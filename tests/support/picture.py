"""Pictures of screens for the guides: made by tests, compared by what stands on them.

Pixels differ from machine to machine; what a screen says does not. The text of each picture is kept
beside it, and a picture whose screen says something else is made anew into var/pictures.
"""

import json
import re
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import Page

ROOT: Final = Path(__file__).parents[2]
KEPT: Final = ROOT / "docs" / "guide" / "images"
MADE: Final = ROOT / "var" / "pictures"
TEXTS: Final = "screens.json"

WIDTH: Final = 420
QUALITY: Final = 70
BYTES_MAX: Final = 40 * 1024


@dataclass(slots=True)
class Album:
    """The pictures of one guide, in the making."""

    page: Page
    texts: dict[str, str] = field(default_factory=dict)

    def shows(self, name: str) -> None:
        """Take the screen as it stands."""
        self.page.evaluate("scrollTo(0, 0)")
        text = " ".join(self.page.inner_text("body").split())
        self.texts[name] = re.sub(r"\bdaun \d+", "daun …", text)  # moves on with the server
        MADE.mkdir(parents=True, exist_ok=True)
        with Image.open(BytesIO(self.page.screenshot())) as shot:
            height = round(shot.height * WIDTH / shot.width)
            small = shot.convert("RGB").resize((WIDTH, height), Image.Resampling.LANCZOS)
            small.save(MADE / f"{name}.webp", quality=QUALITY, method=6)

    def closed(self) -> None:
        """Write down what the pictures say."""
        text = json.dumps(self.texts, ensure_ascii=False, indent=1, sort_keys=True)
        (MADE / TEXTS).write_text(f"{text}\n", encoding="utf-8")


def kept() -> dict[str, str]:
    """Return what the pictures of the guides say, by name."""
    found: dict[str, str] = json.loads((KEPT / TEXTS).read_text(encoding="utf-8"))
    return found
