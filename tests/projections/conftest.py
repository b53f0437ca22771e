"""A log and a file of projections for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from ledger import sqlite
from projections import schema
from tests.support.book import Book


@pytest.fixture(name="book")
def founded_book(tmp_path: Path) -> Iterator[Book]:
    book = Book.at(tmp_path)
    yield book
    book.log.close()


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
