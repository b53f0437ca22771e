"""Any paper within a second of one core after the first: the slowest of all kinds counts.

As PDF, of a usual length; and handover minutes of as many boxes as one statement holds, 300, as PDF
and as the page that every browser prints.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from api.typesetting import heading, html, pdf
from ledger import sqlite
from projections.building import Builder
from projections.catalogue import PROJECTIONS
from projections.paper.archive import Archive
from projections.paper.catalogue import PAPERS, made
from projections.view import View, view
from tests.benchmarks.figure import Figure
from tests.support.book import Book
from tests.support.registry import many, written

_WANTED_SECONDS = 1.0
_RUNS = 5


def measure() -> Figure:
    """Make every paper once, then again and again; the ratio is how much faster than promised."""
    with tempfile.TemporaryDirectory() as folder:
        book = Book.at(Path(folder))
        asked = written(book)
        long = many(book)
        path = Path(folder) / "projections.1.db"
        Builder(book.log, PROJECTIONS, lambda: 0).build(path)
        readers = sqlite.readers(path)
        with view(readers) as now:
            works: list[Callable[[], object]] = [
                partial(_page, book, now, "bast", [long]),
                partial(_pdf, book, now, "bast", [long]),
                *(partial(_pdf, book, now, kind, asked[kind]) for kind in PAPERS),
            ]
            slowest = max(_took(work) for work in works)
        readers.dispose()
        book.log.close()
    return Figure(
        ratio=round(_WANTED_SECONDS / slowest, 2),
        value=round(slowest * 1000, 1),
        floor=_WANTED_SECONDS * 1000,
        unit="ms, the slowest kind's median",
        wanted=1.0,
    )


def _pdf(book: Book, now: View, kind: str, subjects: list[str]) -> bytes:
    return pdf(_page(book, now, kind, subjects, is_for_pdf=True))


def _page(
    book: Book, now: View, kind: str, subjects: list[str], *, is_for_pdf: bool = False
) -> str:
    archive = Archive(now, book.log)
    head = heading(archive.charter, book.log.entries(0, 1)[0].leaf)
    return html(made(archive, kind, subjects), head, now.as_of, is_for_pdf=is_for_pdf)


def _took(work: Callable[[], object]) -> float:
    """Return the median of some runs after the first, in seconds of one core."""
    work()
    seconds = []
    for _ in range(_RUNS):
        started = time.process_time()
        work()
        seconds.append(time.process_time() - started)
    return statistics.median(seconds)
