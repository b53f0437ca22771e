"""Versioned rows, asked as of any leaf."""

import pytest
from sqlalchemy import Engine

from ledger import sqlite
from projections.state import States
from projections.view import View
from tests.projections.tally import VERSIONS, Tally


@pytest.fixture(name="filled")
def three_subjects(engine: Engine) -> Engine:
    with sqlite.transaction(engine) as connection:
        states = States(VERSIONS, 1, is_whole=True)
        for index, (name, purpose) in enumerate(
            [("A", "tamu"), ("B", "tinta"), ("A", "tinta"), ("C", "tamu"), ("A", "tamu")]
        ):
            states.put(name, Tally(index, purpose), index)
        states.flush(connection)
    return engine


def test_a_subject_is_told_as_of_each_leaf(filled: Engine) -> None:
    with filled.connect() as connection:
        told = [VERSIONS.one(View(connection, 4, leaf), "A") for leaf in range(5)]
        assert [version.state.count for version in told if version] == [0, 0, 2, 2, 4]
        assert VERSIONS.one(View(connection, 4, 0), "B") is None


def test_all_versions_of_a_subject_are_told_up_to_a_leaf(filled: Engine) -> None:
    with filled.connect() as connection:
        versions = VERSIONS.all(View(connection, 4, 3), "A")
        assert [(each.since, each.until) for each in versions] == [(0, 2), (2, 4)]


@pytest.mark.parametrize(
    ("leaf", "purpose", "names"),
    [(4, None, "ABC"), (4, "tamu", "AC"), (2, "tinta", "AB"), (0, None, "A")],
)
def test_subjects_are_listed_by_name(
    filled: Engine, leaf: int, purpose: str | None, names: str
) -> None:
    with filled.connect() as connection:
        found = VERSIONS.listed(View(connection, 4, leaf), {"purpose": purpose}, None, 10)
        assert "".join(version.subject for version in found.items) == names


@pytest.mark.parametrize(
    ("leaf", "purposes", "names"),
    [(4, ["tamu"], "AC"), (4, ["tamu", "tinta"], "ABC"), (2, ["tinta"], "AB"), (4, [], "")],
)
def test_subjects_are_listed_that_have_one_of_several_values(
    filled: Engine, leaf: int, purposes: list[str], names: str
) -> None:
    with filled.connect() as connection:
        found = VERSIONS.either(View(connection, 4, leaf), {"purpose": purposes}, 10)
        assert "".join(version.subject for version in found) == names
        assert len(VERSIONS.either(View(connection, 4, leaf), {"purpose": purposes}, 1)) < 2


def test_subjects_are_listed_by_their_last_change(filled: Engine) -> None:
    with filled.connect() as connection:
        now = View(connection, 4, 4)
        first = VERSIONS.recent(now, {}, None, 2)
        assert [version.subject for version in first.items] == ["B", "C"]
        assert [each.subject for each in VERSIONS.recent(now, {}, first.next, 2).items] == ["A"]


def test_the_newest_states_of_a_subject_are_returned_the_oldest_first(filled: Engine) -> None:
    with filled.connect() as connection:
        now = View(connection, 4, 4)
        for subject in ("a", "b", "c"):
            every = VERSIONS.all(now, subject)
            assert VERSIONS.all(now, subject, 1) == every[-1:]
            assert VERSIONS.all(now, subject, 0) == ()


def test_the_histories_of_several_subjects_are_those_of_each(filled: Engine) -> None:
    with filled.connect() as connection:
        for leaf in range(5):
            then = View(connection, 4, leaf)
            told = VERSIONS.histories(then, ["A", "B", "nobody"])
            each = {name: [one.state for one in VERSIONS.all(then, name)] for name in "AB"}
            assert told == {name: states for name, states in each.items() if states}


def test_subjects_are_counted(filled: Engine) -> None:
    with filled.connect() as connection:
        now = View(connection, 4, 4)
        assert VERSIONS.total(now) == 3
        assert VERSIONS.counted(now, "purpose") == {"tamu": 2, "tinta": 1}
        assert VERSIONS.counted(now, "purpose", {"purpose": "tinta"}) == {"tinta": 1}


def test_only_columns_of_the_table_get_into_a_query(filled: Engine) -> None:
    with filled.connect() as connection:
        now = View(connection, 4, 4)
        with pytest.raises(KeyError):
            VERSIONS.counted(now, "1; --")
        with pytest.raises(KeyError):
            VERSIONS.listed(now, {"1 = 1 --": "tamu"}, None, 10)
