"""A log and a file of projections for each test, and a small election that many may read."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine

from ledger import sqlite
from projections import schema
from projections.building import Builder
from projections.catalogue import PROJECTIONS
from projections.view import View, view
from tests.support.book import Book
from tests.support.season import Season


@dataclass(frozen=True, slots=True)
class Election:
    """Four polling stations, folded."""

    book: Book
    readers: Engine


@pytest.fixture(name="election", scope="session")
def folded_election(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Election]:
    folder = tmp_path_factory.mktemp("election")
    book = Book.at(folder)
    Season(book, stations=4).write()
    Builder(book.log, PROJECTIONS, lambda: 0).build(folder / "projections.1.db")
    readers = sqlite.readers(folder / "projections.1.db")
    yield Election(book, readers)
    readers.dispose()
    book.log.close()


@pytest.fixture(name="now")
def view_of_the_election(election: Election) -> Iterator[View]:
    with view(election.readers) as now:
        yield now


@contextmanager
def folded(book: Book, folder: Path) -> Iterator[View]:
    """Commit what was written, fold everything and look at it."""
    book.commit()
    Builder(book.log, PROJECTIONS, lambda: 0).build(folder / "projections.1.db")
    readers = sqlite.readers(folder / "projections.1.db")
    with view(readers) as now:
        yield now
    readers.dispose()


@pytest.fixture(name="book")
def founded_book(tmp_path: Path) -> Iterator[Book]:
    book = Book.at(tmp_path)
    yield book
    book.log.close()


@pytest.fixture(name="season")
def one_station(book: Book) -> Season:
    season = Season(book, stations=1)
    season.open()
    season.enrol(0)
    return season


@pytest.fixture(name="path")
def path_of_projections(tmp_path: Path) -> Path:
    return tmp_path / "projections.1.db"


@pytest.fixture(name="engine")
def empty_file(path: Path) -> Iterator[Engine]:
    engine = sqlite.writer(path)
    with sqlite.transaction(engine) as connection:
        schema.create(connection)
    yield engine
    engine.dispose()


@pytest.fixture(name="readers")
def readers_of_the_file(engine: Engine, path: Path) -> Iterator[Engine]:
    del engine
    readers = sqlite.readers(path)
    yield readers
    readers.dispose()
