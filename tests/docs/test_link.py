"""Every link of the documentation leads somewhere."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.docs.transcript import ROOT

PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
LINK = re.compile(r"\[[^\]]+\]\((?P<target>[^)\s]+)\)")


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as the usual readers of Markdown make them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    kept = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.replace(" ", "-") for heading in kept}


def broken(page: Path) -> Iterator[str]:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if target.startswith(("https://", "http://")):
            continue
        name, _, anchor = target.partition("#")
        place = (page.parent / name).resolve() if name else page
        if not place.exists() or (anchor and anchor not in anchors(place)):
            yield f"{page.relative_to(ROOT)}: {target}"


def test_there_are_pages_to_look_at() -> None:
    assert len(PAGES) >= 16


def test_every_link_leads_to_a_file_and_a_heading_that_are_there() -> None:
    assert [link for page in PAGES for link in broken(page)] == []


def test_every_page_can_be_reached_from_the_first_one() -> None:
    seen, queue = set[Path](), [ROOT / "README.md"]
    while queue:
        page = queue.pop()
        if page in seen:
            continue
        seen.add(page)
        if page.is_dir():
            queue += page.glob("*.md")
            continue
        targets = (t.partition("#")[0] for t in LINK.findall(page.read_text(encoding="utf-8")))
        near = ((page.parent / t).resolve() for t in targets if t and "://" not in t)
        queue += [p for p in near if p.suffix == ".md" or p.is_dir()]
    assert [str(page.relative_to(ROOT)) for page in PAGES if page not in seen] == []
