"""axe-core looks at a page in a real Chromium: what people with weak eyes or a screen reader miss.

It is brought in over DevTools: the page's own policy lets no script in that is not ours. (No
session of its own is opened for that: closing one would end an emulated loss of the network.)
"""

from collections.abc import Iterator
from typing import Any, Final

from playwright.sync_api import Page

from tests.support.packages import packages

TAGS: Final = (
    "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice",
)  # fmt: skip

_RUN: Final = """(tags) => axe.run({
  runOnly: { type: "tag", values: tags }, resultTypes: ["violations"], preload: false,
}).then(({ violations }) => violations)"""


def violations(page: Page) -> list[str]:
    """Return what axe-core complains of on a page as it stands, one line for each element."""
    if not page.evaluate("'axe' in globalThis"):
        source = (packages() / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
        page.evaluate(f"() => {{ {source} }}")
    return [line for found in page.evaluate(_RUN, list(TAGS)) for line in _lines(found)]


def _lines(found: dict[str, Any]) -> Iterator[str]:
    for node in found["nodes"]:
        why = node["failureSummary"].replace("\n", " ")
        yield f"{found['id']}: {node['html'][:160]}: {why}"
