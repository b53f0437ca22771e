"""A list to its end as CSV: ours beside a bare cursor whose rows go to the same writer.

The floor reads the rows that hold as they are stored, with the state as one text; ours finds the
version of every subject, reads its state, lays it out in columns and neutralises every text.

A rate of rows says nothing of a list with a handful: there a request costs what it costs, however
many rows it brings.  So the request is told by itself, and of every list what a row costs beyond.
"""

import csv
import io
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime
from operator import itemgetter
from pathlib import Path

from api.dialect import DIALECTS
from projections.listing import Listing, listings, pages
from tests.benchmarks.demo import demo
from tests.benchmarks.figure import Figure, in_turn, rate
from tools.folded import Folded, folded

_SCALE = "400"
_WANTED = 0.5
_WANTED_PER_SECOND = 20_000
_TIMES = 20
_AT = datetime(2025, 1, 1, tzinfo=UTC)
_BARE = (
    "SELECT since, subject, status, holder, consignment, state FROM kotak "
    "WHERE until IS NULL ORDER BY subject"
)


def measure() -> Figure:
    """Write the boxes of a practice ledger, again and again."""
    with demo("--scale", _SCALE) as directory, folded(directory) as opened:
        figure = in_turn(
            lambda: _ours(opened), lambda: _bare(directory), "rows/s", _WANTED, rounds=5
        )
        _print_lists(opened)
    print(
        f"  export: {1e6 / figure.value:.1f} us a row, "
        f"{figure.value / _WANTED_PER_SECOND:.1f} times the promised rate"
    )
    return figure


def _print_lists(opened: Folded) -> None:
    """Tell what a request costs, and the three lists whose rows cost the most beyond it."""
    costs = {}
    for name, listing in listings().items():
        with opened.view() as view:
            as_of, count = view.as_of, listing.count(view, _AT)
        costs[name] = min(_spent(opened, listing, as_of) for _ in range(_TIMES)), count
    request = min(spent for spent, _ in costs.values())
    rows = {name: (spent - request) / count for name, (spent, count) in costs.items() if count}
    print(f"  export: {request * 1e6:.0f} us of processor a request, and a row beyond it at most")
    for name, row in sorted(rows.items(), key=itemgetter(1), reverse=True)[:3]:
        print(f"  export: {row * 1e6:5.1f} us a row of {name}, which has {costs[name][1]}")


def _spent(opened: Folded, listing: Listing, as_of: int) -> float:
    """Return the seconds of processor that a list takes as CSV."""
    began = time.process_time()
    for page in pages(opened.view, listing, as_of, _AT):
        DIALECTS["csv"].rows(listing, page.rows)
    return time.process_time() - began


def _ours(opened: Folded) -> float:
    listing, dialect = listings()["boxes"], DIALECTS["csv"]
    with opened.view() as view:
        as_of, count = view.as_of, listing.count(view, _AT)

    def work() -> None:
        for _ in range(_TIMES):
            for page in pages(opened.view, listing, as_of, _AT):
                dialect.rows(listing, page.rows)

    return rate(_TIMES * count, work)


def _bare(directory: Path) -> float:
    path = max(directory.glob("projections.*.db"))
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        (count,) = connection.execute("SELECT count(*) FROM kotak WHERE until IS NULL").fetchone()

        def work() -> None:
            for _ in range(_TIMES):
                written = io.StringIO(newline="")
                csv.writer(written).writerows(connection.execute(_BARE))
                written.getvalue().encode()

        return rate(_TIMES * count, work)
