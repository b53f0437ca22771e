"""How soon an overseer on a slow network reads something on the heaviest page, at Slow 3G.

The first paint with text, of every page on which an overseer or an auditor begins; over the demo's
whole ledger, as a browser that has kept nothing.
"""

from typing import Final

from tests.benchmarks.demo import demo
from tests.benchmarks.figure import Figure
from tests.benchmarks.pages import served
from tests.benchmarks.pocket import SLOW_3G, promised, visit, window

_SECONDS: Final = 3.0
_ROUNDS: Final = 2
_PAGES: Final = (
    "/",
    "/attention",
    "/map",
    "/findings",
    "/progress",
    "/gaps",
    "/boxes",
    "/boxes/16.08.02.2010-TPS002-GUB",
    "/places/16.08/GDG-01",
    "/journals",
    "/statements",
    "/search?q=16.08.02",
    "/status",
    "/log",
    "/live",
    "/periksa",
)


def measure() -> Figure:
    """Open every page some times; what counts is the slowest."""
    slowest: list[float] = [0.0]
    with demo() as directory, served(directory) as address, window(address) as where:
        for path in _PAGES:
            times = []
            for _ in range(_ROUNDS):
                with visit(where, SLOW_3G) as reader:
                    reader.page.goto(f"{address}{path}", wait_until="commit", timeout=120_000)
                    times.append(reader.painted())
            print(f"  first words: {min(times):.2f} s for {path}")
            slowest = max(slowest, times)
    return promised(slowest, _SECONDS, "seconds to the first words of the slowest page, Slow 3G")
