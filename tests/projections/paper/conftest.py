"""Papers out of a small election, and out of a book that a test writes itself."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from domain.disclosure import Opening
from projections.paper.archive import Archive
from projections.view import View
from tests.projections.conftest import Election, folded
from tests.support.book import Book

Shelf = Callable[..., AbstractContextManager[Archive]]


@pytest.fixture(name="archive")
def archive_of_the_election(election: Election, now: View) -> Archive:
    return Archive(now, election.book.log)


@pytest.fixture(name="shelf")
def archive_of_a_book(tmp_path: Path) -> Shelf:
    @contextmanager
    def opened(book: Book, openings: Iterable[Opening] = ()) -> Iterator[Archive]:
        with folded(book, tmp_path) as now:
            yield Archive(now, book.log, openings)

    return opened
