"""What did not fit, as of a leaf and at a stated time."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from msgspec import structs
from sqlalchemy import Connection, Engine

from domain.finding import Finding, Sentence
from ledger import sqlite
from projections import findings
from projections.errors import CursorError
from projections.findings import Docket
from projections.view import View, view
from tests.projections.conftest import Election

NOON = datetime(2024, 11, 25, 5, 0, tzinfo=UTC)
ORIGIN = ("kotak", "K1")


def finding(index: int, rule: str = "R04", due: datetime | None = None) -> Finding:
    sentence = Sentence("selisih pada {box}", "difference on {box}")
    return Finding(rule, "kotak", "K1", "kritis", sentence, {"box": "K1"}, (index,), due)


@pytest.fixture(name="connection")
def open_connection(engine: Engine) -> Iterator[Connection]:
    with sqlite.transaction(engine) as connection:
        yield connection


@pytest.fixture(name="docket")
def empty_docket() -> Docket:
    return Docket()


def as_of(connection: Connection, leaf: int) -> View:
    return View(connection, 99, leaf)


def keys(now: View, at: datetime = NOON) -> list[str]:
    return [each.finding.key for each in findings.listed(now, at).items]


def test_a_finding_stands_from_the_leaf_that_raised_it(
    connection: Connection, docket: Docket
) -> None:
    docket.raise_(finding(7), ORIGIN, 7)
    docket.flush(connection)
    assert keys(as_of(connection, 6)) == []
    assert keys(as_of(connection, 7)) == ["R04/kotak/K1/7"]


def test_a_sentence_is_kept_once_whoever_writes_it(connection: Connection, docket: Docket) -> None:
    docket.raise_(finding(7), ORIGIN, 7)
    docket.raise_(finding(8), ORIGIN, 8)
    docket.flush(connection)
    again = Docket()
    again.raise_(finding(9), ORIGIN, 9)
    again.flush(connection)
    sentences = connection.exec_driver_sql("SELECT * FROM sentence").fetchall()
    assert [tuple(row) for row in sentences] == [(1, "selisih pada {box}", "difference on {box}")]
    listed = findings.listed(as_of(connection, 50), NOON).items
    assert [each.finding for each in listed] == [finding(7), finding(8), finding(9)]


def test_a_finding_with_a_due_time_stands_once_that_has_passed(
    connection: Connection, docket: Docket
) -> None:
    docket.raise_(finding(7, due=NOON), ORIGIN, 7)
    docket.flush(connection)
    now = as_of(connection, 50)
    assert keys(now, NOON) == []
    assert keys(now, NOON + timedelta(seconds=1)) == ["R04/kotak/K1/7"]


def test_what_was_raised_behind_a_leaf_is_told_and_what_has_come_due_since(
    connection: Connection, docket: Docket
) -> None:
    docket.raise_(finding(5), ORIGIN, 5)
    docket.raise_(finding(6, "R08", NOON), ORIGIN, 6)
    docket.raise_(finding(7, "R09", NOON + timedelta(hours=1)), ORIGIN, 7)
    docket.raise_(finding(8), ORIGIN, 8)
    docket.settle(finding(8).key, 9)  # explained or not, it stood
    docket.flush(connection)
    now = as_of(connection, 99)

    def told(after: int, at: datetime) -> list[str]:
        return [one.finding.rule for one in findings.raised(now, after, at)]

    assert told(-1, NOON) == ["R04", "R04"]
    assert told(5, NOON) == ["R04"]
    assert told(8, NOON) == []
    assert told(8, NOON + timedelta(minutes=1)) == ["R08"]
    assert findings.next_due(now, NOON) == NOON
    assert findings.next_due(now, NOON + timedelta(minutes=1)) == NOON + timedelta(hours=1)
    assert findings.next_due(now, NOON + timedelta(hours=2)) is None


def test_a_finding_settled_in_time_never_stands_again(
    connection: Connection, docket: Docket
) -> None:
    docket.raise_(finding(7, due=NOON), ORIGIN, 7)
    docket.flush(connection)
    docket.settle("R04/kotak/K1/7", 9)
    docket.flush(connection)
    late = NOON + timedelta(days=1)
    assert keys(as_of(connection, 9), late) == []
    assert keys(as_of(connection, 8), late) == ["R04/kotak/K1/7"]


def test_a_finding_raised_and_settled_in_one_page_is_kept_for_the_leaves_between(
    connection: Connection, docket: Docket
) -> None:
    docket.raise_(finding(7), ORIGIN, 7)
    docket.settle("R04/kotak/K1/7", 9)
    docket.flush(connection)
    assert keys(as_of(connection, 8)) == ["R04/kotak/K1/7"]
    assert keys(as_of(connection, 9)) == []


def test_an_explained_finding_is_listed_with_the_leaf_that_explains_it(
    connection: Connection, docket: Docket
) -> None:
    docket.raise_(finding(7), ORIGIN, 7)
    docket.flush(connection)
    docket.restate(structs.replace(finding(7), explained_by=20), ORIGIN, 21)
    docket.flush(connection)
    (listed,) = findings.listed(as_of(connection, 21), NOON).items
    assert (listed.finding.explained_by, listed.since) == (20, 21)
    (listed,) = findings.listed(as_of(connection, 20), NOON).items
    assert (listed.finding.explained_by, listed.since) == (None, 7)
    assert findings.listed(as_of(connection, 21), NOON, is_explained=False).items == ()
    assert findings.counted(as_of(connection, 21), NOON)["kritis"] == 0
    assert findings.counted(as_of(connection, 20), NOON)["kritis"] == 1


def test_what_stands_about_a_subject_is_read_back_as_it_was_raised(
    connection: Connection, docket: Docket
) -> None:
    docket.raise_(finding(7, due=NOON), ORIGIN, 7)
    docket.flush(connection)
    other = ("kotak", "K2")
    assert findings.standing(connection, [ORIGIN, other]) == {
        ORIGIN: {"R04/kotak/K1/7": finding(7, due=NOON)},
        other: {},
    }


def test_findings_are_filtered_and_sliced(connection: Connection, docket: Docket) -> None:
    for index in range(5):
        docket.raise_(finding(index), ORIGIN, index)
    docket.raise_(structs.replace(finding(5, "R29"), severity="tinggi"), ORIGIN, 5)
    docket.flush(connection)
    now = as_of(connection, 50)
    first = findings.listed(now, NOON, limit=4)
    rest = findings.listed(now, NOON, after=first.next)
    assert [each.finding.rule for each in (*first.items, *rest.items)] == ["R04"] * 5 + ["R29"]
    assert rest.next is None
    assert len(findings.listed(now, NOON, rule="R29").items) == 1
    assert len(findings.listed(now, NOON, severity="kritis").items) == 5
    assert len(findings.listed(now, NOON, subject=("kotak", "K2")).items) == 0


def test_a_place_that_no_list_has_given_is_refused(connection: Connection) -> None:
    with pytest.raises(CursorError):
        findings.listed(as_of(connection, 50), NOON, after="x:y:z")


def test_an_election_that_went_well_has_few_findings(election: Election) -> None:
    with view(election.readers) as now:
        found = findings.listed(now, NOON + timedelta(days=30)).items
    assert {each.finding.rule for each in found} <= {"R07", "R08", "R13"}
