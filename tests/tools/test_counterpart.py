"""The other side's answers, from a directory or over HTTP, are read and never believed."""

import json
import sqlite3
from pathlib import Path

import pytest

from projections import schema
from projections.building import Builder
from projections.catalogue import PROJECTIONS
from projections.stateroot import TABLES
from tests.support.book import Book
from tests.support.season import Season
from tests.support.shelf import serving_files
from tools.counterpart import counterpart
from tools.source import DamagedError, MissingError, NotALogError


@pytest.fixture(name="folded")
def _folded(tmp_path: Path) -> Path:
    """Return a directory whose log of one polling station is folded."""
    book = Book.at(tmp_path)
    Season(book, 1).write()
    Builder(book.log, PROJECTIONS, lambda: 0).rebuild(tmp_path)
    book.log.close()
    return tmp_path


def test_a_directory_tells_the_state_as_of_any_leaf(folded: Path) -> None:
    with counterpart(str(folded)) as other:
        now, then = other(40), other(20)

    assert [*now.tables] == [*TABLES]
    assert (now.tables["kotak"][0], now.edition) == (2, schema.EDITION)
    assert now.root != then.root


def test_a_leaf_that_is_not_folded_yet_is_missing_and_not_wrong(folded: Path) -> None:
    with counterpart(str(folded)) as other, pytest.raises(MissingError, match="folded up to"):
        other(10**6)


def test_a_directory_without_projections_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(NotALogError), counterpart(str(tmp_path)):
        pass


def test_projections_of_another_edition_tell_only_that(folded: Path) -> None:
    (file,) = folded.glob("projections.*.db")
    connection = sqlite3.connect(file)
    with connection:
        connection.execute("UPDATE edition SET number = number + 1")
    connection.close()

    with counterpart(str(folded)) as other:
        assert other(20) == ("", schema.EDITION + 1, {})


def test_rows_that_cannot_be_read_are_damage(folded: Path) -> None:
    (file,) = folded.glob("projections.*.db")
    connection = sqlite3.connect(file)
    with connection:
        connection.execute("UPDATE kotak SET state = 'x'")
    connection.close()

    with counterpart(str(folded)) as other, pytest.raises(DamagedError):
        other(40)


def test_a_server_tells_the_state_in_its_own_words(tmp_path: Path) -> None:
    tables = [{"table": "kotak", "rows": 2, "root": "r"}]
    answer = {"as_of": 7, "state_root": "all", "edition": 5, "tables": tables}
    (tmp_path / "state").write_text(json.dumps(answer), encoding="utf-8")

    with serving_files(tmp_path) as address, counterpart(f"{address}/") as other:
        assert other(7) == ("all", 5, {"kotak": (2, "r")})


@pytest.mark.parametrize("text", ["", "[]", "{}", "1e999", '{"tables": [1]}', "[" * 100_000])
def test_an_answer_that_is_none_is_damage(tmp_path: Path, text: str) -> None:
    (tmp_path / "state").write_text(text, encoding="utf-8")

    with (
        serving_files(tmp_path) as address,
        counterpart(address) as other,
        pytest.raises(DamagedError, match="no answer about a state"),
    ):
        other(7)


def test_a_server_without_such_an_answer_is_missing_and_not_wrong(tmp_path: Path) -> None:
    with (
        serving_files(tmp_path) as address,
        counterpart(address) as other,
        pytest.raises(MissingError),
    ):
        other(7)
