"""Any list is read to its end, as of a leaf, and the same leaf gives the same rows for ever."""

import tracemalloc
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from domain.place import PlaceRegistered
from ledger import sqlite, tracking
from projections import custody, findings
from projections.building import Builder
from projections.catalogue import PROJECTIONS
from projections.listing import NOUNS, Listing, Page, listings, pages
from projections.place import PLACES, Place
from projections.version import Row
from projections.view import READER, View, view
from tests.projections.conftest import Election

AT = datetime(2025, 1, 1, tzinfo=UTC)
SAID_AT = "2024-11-25T08:00:00+07:00"
LISTINGS = listings()
BOX, KPU = "16.08.0000-GUB", "16.08/kpu"


def whole(now: View, listing: Listing, limit: int) -> list[Any]:
    """Read a list in pages of so many."""
    rows: list[Any] = []
    after: str | None = None
    while True:
        page: Page = listing.page(now, AT, after, limit)
        assert len(page.rows) <= limit
        rows += page.rows
        if page.next is None:
            return rows
        after = page.next


def test_every_projection_has_its_list_and_so_have_leaves_and_findings() -> None:
    assert len(LISTINGS) == len(PROJECTIONS) + 2
    assert len(set(NOUNS.values())) == len(NOUNS)
    assert {"boxes", "seals", "consignments", "posts", "visits", "journals"} <= LISTINGS.keys()
    assert {"statements", "signings", "places", "persons", "findings"} <= LISTINGS.keys()


@pytest.mark.parametrize("name", LISTINGS)
def test_a_list_is_the_same_in_pages_of_any_size_and_has_as_many_rows_as_it_says(
    now: View, name: str
) -> None:
    listing = LISTINGS[name]

    rows = whole(now, listing, 1000)

    assert listing.count(now, AT) == len(rows)
    for limit in (1, 3, max(len(rows), 1)):
        assert whole(now, listing, limit) == rows


@pytest.mark.parametrize("name", LISTINGS)
def test_a_row_has_a_cell_for_every_column_and_the_leaf_is_the_first(now: View, name: str) -> None:
    listing = LISTINGS[name]

    assert listing.columns[0] == "leaf_index"
    assert len(set(listing.columns)) == len(listing.columns)
    for row in whole(now, listing, 1000):
        cells = listing.cells(row)
        assert len(cells) == len(listing.columns)
        assert cells[0] == row.leaf_index <= now.as_of


@pytest.mark.parametrize("name", LISTINGS)
def test_what_held_as_of_a_leaf_is_the_same_whenever_it_is_asked_for(
    election: Election, tmp_path: Path, name: str
) -> None:
    past = election.book.size * 2 // 3
    Builder(election.book.log, PROJECTIONS, lambda: 0).build(tmp_path / "then.db", until=past)
    then = sqlite.readers(tmp_path / "then.db")
    try:
        with view(then) as before, view(election.readers, past) as now:
            assert before.position == now.as_of == past
            assert whole(now, LISTINGS[name], 100) == whole(before, LISTINGS[name], 7)
    finally:
        then.dispose()


def test_the_order_is_by_name_by_leaf_or_by_weight(now: View) -> None:
    boxes = [row.subject for row in whole(now, LISTINGS["boxes"], 3)]
    leaves = [row.leaf_index for row in whole(now, LISTINGS["statements"], 50)]
    differences = [row.key for row in whole(now, LISTINGS["findings"], 2)]

    assert boxes == sorted(boxes)
    assert leaves == list(range(now.position + 1))
    assert differences == [one.finding.key for one in findings.listed(now, AT).items]


def test_a_list_is_read_to_its_end_in_reads_of_their_own(election: Election) -> None:
    opened: list[int | None] = []

    def views(as_of: int | None) -> Any:
        opened.append(as_of)
        return view(election.readers, as_of)

    found = list(pages(views, LISTINGS["statements"], 40, AT))

    assert [row.leaf_index for page in found for row in page.rows] == list(range(41))
    assert opened == [40]


def test_a_table_of_boxes_says_how_each_stands_and_not_what_folds_keep(
    election: Election, now: View
) -> None:
    listing = LISTINGS["boxes"]
    sent = next(one for one in custody.changes(now, BOX) if one.state.road is not None)
    with view(election.readers, sent.since) as then:
        rows = whole(then, listing, 1000)
    tables = [dict(zip(listing.columns, listing.cells(row), strict=True)) for row in rows]
    (told,) = (one for one in tables if one["subject"] == BOX)

    assert (told["status"], told["holder"], told["claimants"]) == ("di_perjalanan", *2 * (KPU,))
    assert (told["kind"], told["seals"]) == ("kotak_suara", f"tag_qr:{BOX}-1")
    assert (told["receiver"], told["opened"], told["discrepancies"]) == ("16.08.0000/kpps", None, 0)
    assert told["consignment"]
    assert told["registered"]
    plain = (str, int, datetime, type(None))
    assert all(isinstance(cell, plain) for one in tables for cell in one.values())
    (row,) = (one for one in rows if one.subject == BOX)
    assert row.listed.items() >= {("status", "di_perjalanan"), ("holder", KPU)}
    assert row.state == sent.state


def test_a_long_list_takes_no_more_memory_than_a_page(engine: Engine, readers: Engine) -> None:
    count, name = 30_000, "x" * 200
    place = Place(PlaceRegistered(at=SAID_AT, place="p", place_kind="tps", name=name, unit="u"))
    with sqlite.transaction(engine) as connection:
        rows = [Row(n, f"{n:06}", 0, None, place) for n in range(1, count + 1)]
        PLACES.insert(connection, rows)
        tracking.move(connection, READER, None, 1)
        del rows
    listing = LISTINGS["places"]

    tracemalloc.start()
    try:
        found = 0
        for page in pages(lambda as_of: view(readers, as_of), listing, 0, AT):
            found += len([listing.cells(row) for row in page.rows])
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert found == count
    assert peak < count * len(name)  # of the names alone


def test_a_struct_that_is_not_there_leaves_its_columns_empty(now: View) -> None:
    listing = LISTINGS["places"]
    first = listing.columns.index("registered.here.latitude")

    (row, *_) = whole(now, listing, 10)

    assert row.state.registered.here is None
    assert listing.cells(row)[first] is None


def test_journals_say_how_far_they_had_come_then(election: Election) -> None:
    name = "16.08/kpu/gudang-01"
    with view(election.readers) as now:
        (newest,) = [row for row in whole(now, LISTINGS["journals"], 50) if row.subject == name]
    with view(election.readers, newest.leaf_index + 5) as then:
        (older,) = [row for row in whole(then, LISTINGS["journals"], 50) if row.subject == name]

    assert 0 <= older.state.count < newest.state.count == newest.state.last + 1
