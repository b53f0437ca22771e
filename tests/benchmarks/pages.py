"""Every page, over HTTP, of a ledger of a million statements: the slowest within 200 ms.

A reader begins at every address that needs no name and follows the links, a few of each sort.
Files that are streamed are no pages.  Of some rounds the best counts: machines are shared.
"""

import re
import time
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from urllib.parse import parse_qsl, urljoin, urlsplit

import httpx2

from api.app import create_app
from api.documentation import EXAMPLES
from api.service import Service
from ledger.application import Ledger
from ledger.settings import Settings
from tests.benchmarks import province
from tests.benchmarks.demo import demo
from tests.benchmarks.figure import Figure
from tests.support.recital import STORE
from tests.support.server import PATIENCE, serving

_STATEMENTS: Final = 1_000_000
_SECONDS: Final = 0.2
_ROUNDS: Final = 3
_EACH: Final = 2
"""So many pages of one sort."""
_NOW: Final = 1_767_225_600_000
"""The first of January 2026, in milliseconds: after all that was said."""
_LINK: Final = re.compile(r'href="([^"#]+)')
_NO_PAGES: Final = ("/export/", "/log/tile/", "/live/events", "/static/", "/jaga", "/periksa.html")


def measure() -> Figure:
    """Ask every page some times; the ratio is the promise over the slowest."""
    with demo() as regency, TemporaryDirectory(prefix="segel-bench-") as folder:
        directory = Path(folder) / "province"
        size = province.write(regency, directory, _STATEMENTS)
        took = measured(directory)
    slowest = sorted(took, key=lambda path: -took[path])
    late = [path for path in slowest if took[path] > _SECONDS]
    for path in late or slowest[:1]:
        print(f"  pages: {1000 * took[path]:.0f} ms for {path}")
    worst = took[slowest[0]]
    return Figure(
        ratio=round(_SECONDS / worst, 3),
        value=round(worst, 3),
        floor=_SECONDS,
        unit=f"seconds for the slowest of {len(took)} pages at {size} leaves; {len(late)} late",
        wanted=1.0,
    )


def measured(directory: Path) -> dict[str, float]:
    """Return after how many seconds each page of a directory's ledger is there."""
    headers = {"Accept": "text/html"}
    with (
        served(directory) as address,
        httpx2.Client(base_url=address, headers=headers, timeout=PATIENCE) as http,
    ):
        return dict(_asked(http))


def _asked(http: httpx2.Client) -> Iterator[tuple[str, float]]:
    waiting = deque(sorted({_path(one.path) for one in EXAMPLES if _is_open(one.operation)}))
    waiting.extendleft((f"/places/{STORE}", f"/posts/{STORE}"))
    known, sorts = set(waiting), Counter[str]()
    while waiting:
        path = waiting.popleft()
        if sorts[_sort(path)] == _EACH or path.startswith(_NO_PAGES):
            continue
        seconds, page = min(_answered(http, path) for _ in range(_ROUNDS))
        if not page:
            continue
        sorts[_sort(path)] += 1
        yield path, seconds
        links = {urljoin(path, unescape(link)) for link in _LINK.findall(page)}
        links |= {link.replace("/places/", "/posts/", 1) for link in links}
        more = sorted(one for one in links - known if one.startswith("/") and "lang=" not in one)
        known.update(more)
        waiting.extend(more)


def _answered(http: httpx2.Client, path: str) -> tuple[float, str]:
    """Return after how many seconds an answer is there, and the page, if it is one."""
    began = time.perf_counter()
    answer = http.get(path)
    took = time.perf_counter() - began
    if answer.is_server_error:
        raise SystemExit(f"{path}: {answer.text}")
    is_page = answer.is_success and answer.headers["content-type"].startswith("text/html")
    return took, answer.text if is_page else ""


def _is_open(operation: str) -> bool:
    """Tell whether an operation reads, and of nothing that is named."""
    return operation.startswith("GET ") and "{" not in operation


def _path(path: str) -> str:
    """Return an address of an example without what it asks of its own ledger."""
    return path if path.startswith("/search") else urlsplit(path).path


def _sort(path: str) -> str:
    parts = urlsplit(path)
    _, first, *rest = parts.path.split("/")
    names = sorted(name for name, _ in parse_qsl(parts.query))
    return f"{first}/{len(rest[:2])}?{'&'.join(names)}"


@contextmanager
def served(directory: Path) -> Iterator[str]:
    """Serve a directory's ledger; give the address."""
    ledger = Ledger.open(directory, lambda: _NOW)
    service = Service.over(ledger, directory, Settings(), lambda: _NOW)
    try:
        with serving(create_app(service)) as address:
            yield address
    finally:
        service.close()
        ledger.close()
