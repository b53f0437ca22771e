"""The answers in a directory are read beside whoever serves it, or it is said why not."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from ledger import sqlite
from projections.building import Files
from tests.support.command import segel
from tests.support.practice import Practice, practice
from tools.complaint import CommandError
from tools.folded import folded


@pytest.fixture(name="place")
def _place(tmp_path: Path) -> Iterator[Practice]:
    """A ledger with one device, folded."""
    with practice(tmp_path / "ledger") as place:
        place.enrols("16.08/kpu/gudang-01")
        place.ledger.close()
        assert segel("rebuild", place.path).status == 0
        place.reopen()
        yield place


def test_it_is_read_while_somebody_holds_the_ledger(place: Practice) -> None:
    with folded(place.path) as opened:
        with opened.view() as now, opened.view(0) as then:
            assert (now.as_of, then.as_of) == (1, 0)
        assert opened.log.size == 2


def test_without_answers_or_a_ledger_it_is_said_what_to_do(place: Practice, tmp_path: Path) -> None:
    Files(place.path).pointer.unlink()

    for directory, words in ((place.path, "no projections yet"), (tmp_path, "no ledger.db")):
        with pytest.raises(CommandError, match=words), folded(directory):
            pass


def test_what_another_edition_has_folded_is_not_read(place: Practice) -> None:
    path = Files(place.path).current
    assert path is not None
    engine = sqlite.writer(path)
    with sqlite.transaction(engine) as connection:
        connection.execute(text("UPDATE edition SET number = 0"))
    engine.dispose()

    with pytest.raises(CommandError, match="another edition"), folded(place.path):
        pass
