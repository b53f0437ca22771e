"""What gets into a query, and what never does."""

import pytest
from sqlalchemy import Engine

from projections.errors import NameRefusedError
from projections.query import Query, query


def test_names_stand_where_they_belong() -> None:
    made = query("SELECT {columns} FROM {table}", columns=("since", "is_again"), table="kotak")
    assert made == "SELECT since, is_again FROM kotak"


def test_a_query_goes_into_another() -> None:
    condition = query("{name} = :{name}", name="holder")
    made = query("SELECT 1 FROM {table} WHERE {condition}", table="kotak", condition=condition)
    assert made == "SELECT 1 FROM kotak WHERE holder = :holder"
    assert isinstance(made, Query)


@pytest.mark.parametrize(
    "part",
    [
        "",
        " kotak",
        "kotak\n",
        "kotak; DROP TABLE kotak",
        "kotak--",
        "kotak/**/",
        "Kotak",
        "kotak.since",
        '"kotak"',
        "kotak'",
        "1kotak",
        "kotak, segel",
        "kotäk",
        "k\N{CYRILLIC SMALL LETTER O}tak",
        "kotak\0",
        "{kotak}",
        "until IS NULL",
    ],
)
def test_nothing_but_a_name_gets_in(part: str) -> None:
    for parts in (part, ("since", part)):
        with pytest.raises(NameRefusedError):
            query("SELECT 1 FROM {table}", table=parts)


def test_a_text_that_was_put_together_elsewhere_is_no_query() -> None:
    with pytest.raises(NameRefusedError):
        query("SELECT 1 FROM kotak WHERE {holds}", holds=f"{Query('until')} IS NULL")


def test_a_place_that_nothing_was_given_for_is_not_left_open() -> None:
    with pytest.raises(KeyError):
        query("SELECT 1 FROM {table}")


def test_a_query_runs_as_the_text_that_it_is(engine: Engine) -> None:
    with engine.connect() as connection:
        sql = query("SELECT count(*) FROM {table}", table="finding")
        assert connection.exec_driver_sql(sql).scalar_one() == 0
