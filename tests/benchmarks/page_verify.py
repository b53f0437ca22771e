"""A published log of 10,000 statements, verified in the page within 5 s on a slow processor."""

import statistics
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from ledger.fingerprint import words
from tests.benchmarks.field import field
from tests.benchmarks.figure import Figure
from tests.benchmarks.pocket import Visit, booth, promised, visit
from tests.benchmarks.verify import built

_NOTES: Final = 10_000
_SECONDS: Final = 5.0
_ROUNDS: Final = 3
_SLOWER: Final = 4
"""A mid-range phone's processor.  Chromium slows the page's own thread down, not the worker that
checks signatures beside it; so they are checked in the page as well, and what that takes longer is
what such a phone's second core would need.  Reading files is not slowed down."""
_NO_WORKER: Final = "globalThis.Worker = class { constructor() { throw new DOMException(); } };"


def measure() -> Figure:
    """Choose the folder and wait for the verdict; the reader of the files is Chromium's own."""
    log = built(field(_NOTES))
    with TemporaryDirectory(prefix="segel-bench-") as folder, booth() as where:
        published = log.publish(Path(folder) / "log")
        trusted = words(log.fingerprint)
        with visit(where) as seen:
            beside = _times(seen, published, trusted)
        with visit(where) as seen:
            seen.page.add_init_script(_NO_WORKER)
            alone = _times(seen, published, trusted)
    signatures = [max(0, one - two) for one, two in zip(alone, beside, strict=True)]
    print(f"  page: {statistics.median(alone):.2f} s where no worker checks signatures")
    unit = f"seconds to verify {_NOTES} statements in the page, processor {_SLOWER} times slower"
    return promised([*map(max, beside, signatures)], _SECONDS, unit)


def _times(seen: Visit, published: Path, trusted: str) -> list[float]:
    seen.page.goto(f"{seen.address}/periksa")
    seen.page.get_by_text("Salinan seluruh log").first.click()
    print(f"  page: {_took(seen, published, trusted):.2f} s on this machine's processor")
    seen.slows_down(_SLOWER)
    return [_took(seen, published, trusted) for _ in range(_ROUNDS)]


def _took(seen: Visit, published: Path, trusted: str) -> float:
    page = seen.page
    page.get_by_role("button", name="Mulai lagi").click()
    page.locator("#trust").fill(trusted)
    began = time.perf_counter()
    page.locator("#folder").set_input_files(published)
    page.locator("article.holds").wait_for(timeout=120_000)
    return time.perf_counter() - began
