"""A published log of 10,000 statements, verified in the page within 5 s on a slow processor."""

import time
from pathlib import Path
from tempfile import TemporaryDirectory

from ledger.fingerprint import words
from tests.benchmarks.field import field
from tests.benchmarks.figure import Figure
from tests.benchmarks.pocket import Visit, booth, promised, visit
from tests.benchmarks.verify import built

_NOTES = 10_000
_SECONDS = 5.0
_ROUNDS = 3
_SLOWER = 4
"""A mid-range phone's processor.  Chromium slows the page's own thread down, on which it checks the
signatures too; reading files is not slowed down."""


def measure() -> Figure:
    """Choose the folder and wait for the verdict; the reader of the files is Chromium's own."""
    log = built(field(_NOTES))
    with (
        TemporaryDirectory(prefix="segel-bench-") as folder,
        booth() as where,
        visit(where) as seen,
    ):
        published = log.publish(Path(folder) / "log")
        seen.page.goto(f"{where.address}/periksa")
        seen.page.get_by_text("Salinan seluruh log").first.click()
        trusted = words(log.fingerprint)
        print(f"  page: {_took(seen, published, trusted):.2f} s on this machine's processor")
        seen.slows_down(_SLOWER)
        times = [_took(seen, published, trusted) for _ in range(_ROUNDS)]
    unit = f"seconds to verify {_NOTES} statements in the page, processor {_SLOWER} times slower"
    return promised(times, _SECONDS, unit)


def _took(seen: Visit, published: Path, trusted: str) -> float:
    page = seen.page
    page.get_by_role("button", name="Mulai lagi").click()
    page.locator("#trust").fill(trusted)
    began = time.perf_counter()
    page.locator("#folder").set_input_files(published)
    page.locator("article.holds").wait_for(timeout=120_000)
    return time.perf_counter() - began
