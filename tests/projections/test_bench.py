"""One fold at work: what it changes, what it finds, and what it breaks on."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine

from domain.catalogue import read
from domain.context import Context
from domain.finding import Finding
from domain.said import Said
from ledger import sqlite
from projections.bench import AnyBench, Bench, Letters
from projections.findings import Docket, Origin, standing
from tests.projections import tally
from tests.projections.tally import Tally

PLACE = "16.08/GDG-01"


@pytest.fixture(name="letters")
def empty_letters() -> Letters:
    return Letters(lambda: 7)


@pytest.fixture(name="connection")
def open_connection(engine: Engine) -> Iterator[Connection]:
    with sqlite.transaction(engine) as connection:
        yield connection


def bench_at(connection: Connection, letters: Letters, breaks_on: str = "") -> AnyBench:
    return Bench.at(connection, tally.projection(breaks_on), Docket(), letters)


def said(index: int, purpose: str = "tamu") -> Said:
    body = (
        f'{{"kind":"VisitorReported","at":"2024-11-25T08:00:00Z","place":"{PLACE}",'
        f'"visitor":{{"sd":"{"A" * 43}=","class":"pribadi"}},"purpose":"{purpose}"}}'
    )
    return Said(index, "", "16.08/j", index, 0, "16.08/kpu", "16.08/kpu", read(body.encode()))


def take(connection: Connection, bench: AnyBench, *facts: Said) -> None:
    bench.laid.extend(facts)
    bench.work(connection, Context(lambda _: None))
    assert not bench.laid


def test_a_fact_moves_the_state_of_whom_it_touches(
    connection: Connection, letters: Letters
) -> None:
    bench = bench_at(connection, letters)
    take(connection, bench, said(1), said(2, "tinta"))
    assert bench.states.state(PLACE) == Tally(2, "tinta")
    assert bench.touches == []


def test_findings_go_to_the_docket_with_their_origin(
    connection: Connection, letters: Letters
) -> None:
    docket = Docket()
    bench = Bench.at(connection, tally.projection(), docket, letters)
    take(connection, bench, said(1), said(2), said(3))
    docket.flush(connection)
    origin = (tally.NAME, PLACE)
    assert list(standing(connection, [origin])[origin]) == [f"R99/tempat/{PLACE}/3"]


def test_a_fact_that_breaks_the_fold_leaves_the_state_as_it_was(
    connection: Connection, letters: Letters
) -> None:
    bench = bench_at(connection, letters, breaks_on="rusak")
    take(connection, bench, said(1), said(2, "rusak"), said(3))
    assert bench.states.state(PLACE) == Tally(2, "tamu")
    (letter,) = letters.gathered
    assert (letter.leaf_index, letter.journal, letter.at) == (2, "16.08/j", 7)
    assert (letter.fold, letter.subject) == ("uji", PLACE)
    assert bench.touches == [("uji", PLACE, 2, 2)]


def test_a_fact_of_which_the_fold_cannot_tell_whom_it_touches_touches_nobody(
    connection: Connection, letters: Letters
) -> None:
    bench = bench_at(connection, letters, breaks_on="rusak")
    assert bench.subjects(said(1, "rusak-siapa")) == ()
    assert [(letter.fold, letter.subject) for letter in letters.gathered] == [("uji", "")]


def test_what_breaks_when_the_fold_has_given_back_is_no_matter_of_one_fact(
    connection: Connection, letters: Letters
) -> None:
    class Full(Docket):
        def raise_(self, finding: Finding, origin: Origin, index: int) -> None:
            raise OverflowError(finding.key, origin, index)

    bench = Bench.at(connection, tally.projection(), Full(), letters)
    with pytest.raises(OverflowError):
        take(connection, bench, said(1), said(2), said(3))
    assert letters.gathered == []


def test_a_bench_over_an_empty_table_holds_everything_in_memory(
    connection: Connection, letters: Letters
) -> None:
    bench = bench_at(connection, letters)
    assert bench.states.is_whole
    take(connection, bench, said(1))
    bench.flush(connection)
    assert not bench_at(connection, letters).states.is_whole
