"""Papers out of a small election, and out of a book that a test writes itself."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from domain.disclosure import Opening
from projections.paper.archive import Archive
from projections.paper.document import Facts, Grid, Paper
from projections.view import View
from tests.projections.conftest import Election, folded
from tests.support.book import Book
from tests.support.registry import written

Asked = Mapping[str, Sequence[str]]
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


@pytest.fixture(name="asked", scope="session")
def subjects_of_every_paper(registry: tuple[Archive, Asked]) -> Asked:
    """What to ask each paper for."""
    return registry[1]


@pytest.fixture(name="records", scope="session")
def archive_of_every_kind(registry: tuple[Archive, Asked]) -> Archive:
    """One statement of every kind that people print."""
    return registry[0]


@pytest.fixture(name="registry", scope="session")
def _registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Archive, Asked]]:
    folder = tmp_path_factory.mktemp("registry")
    book = Book.at(folder)
    asked = written(book)
    with folded(book, folder) as now:
        yield Archive(now, book.log), asked


def facts(paper: Paper) -> dict[str, str]:
    """Return the names and values on a paper."""
    return dict(row for block in paper.blocks if isinstance(block, Facts) for row in block.rows)


def grid(paper: Paper, title: str = "") -> list[dict[str, str]]:
    """Return the rows of the table under a title, by their heads; none: the first table."""
    found = [block for block in paper.blocks if isinstance(block, Grid)]
    chosen = next(one for one in found if title in ("", one.title))
    return [dict(zip(chosen.heads, row, strict=True)) for row in chosen.rows]
