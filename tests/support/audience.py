"""An audience: a served ledger in which somebody has said what a test wants, folded to its end."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2

from ledger.application import Ledger
from ledger.log import Log
from tests.support.book import Book
from tests.support.practice import NOW, practice
from tests.support.season import Season
from tests.support.server import desk

CLERK, GUARD = "16.08/kpu/gudang-01", "16.08/polri/regu-1"


@contextmanager
def audience(path: Path, tell: Callable[[Book], None]) -> Iterator[httpx2.Client]:
    """Open an operation with its people, let them say things, and serve it.

    Args:
        path: An empty folder.
        tell: Writes what is said.
    """
    with practice(path / "ledger") as place:
        place.ledger.close()
        log = Log.open(place.path / "ledger.db")
        book = Book(log, place.founders)
        Season(book, 0).open()
        tell(book)
        after = book.size - 1
        book.commit()
        log.close()
        place.ledger = Ledger.open(place.path, lambda: NOW)
        with desk(place) as counter:
            counter.http.get("/overview", params={"after": after})
            yield counter.http
