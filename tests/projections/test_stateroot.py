"""The state root: the same for whoever folds the same leaves, another for anything shown."""

import hashlib
import json
from base64 import b64encode
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings, strategies as st
from sqlalchemy import Engine

from domain.box import Item
from domain.journey import Box
from domain.placing import Placing
from domain.registration import Registration
from ledger import sqlite
from ledger.tlog.tree import EMPTY_ROOT, leaf_hash, root_of
from projections import custody
from projections.building import Builder
from projections.catalogue import PROJECTIONS
from projections.directory import Projections
from projections.follower import Follower
from projections.shift import WATCHES
from projections.stateroot import TABLES, Roots, State, row_hash, state
from projections.view import View, view
from tests.projections.conftest import Election
from tests.support.book import Book
from tests.support.season import Season
from tests.support.story import moment

BOX = "16.08.0000-GUB"


@contextmanager
def built(book: Book, path: Path, until: int | None = None, page: int = 10_000) -> Iterator[Engine]:
    Builder(book.log, PROJECTIONS, lambda: 0, page=page).build(path, until=until)
    readers = sqlite.readers(path)
    yield readers
    readers.dispose()


def root_at(readers: Engine, as_of: int | None = None) -> bytes:
    with view(readers, as_of) as then:
        return state(then).root


def as_shown(box: Box) -> Box:
    assert custody.BOXES.past is not None
    return custody.BOXES.past(box)


def doctored(path: Path, sql: str, *values: object) -> None:
    writer = sqlite.writer(path)
    with sqlite.transaction(writer) as connection:
        connection.exec_driver_sql(sql, values)
    writer.dispose()


def test_every_table_is_counted_and_hashed_as_the_format_says(now: View) -> None:
    found = state(now)
    rows = [
        leaf_hash(
            b"segel/state/v1\n"
            + msgspec.json.encode(("kotak", box.subject, box.since, as_shown(box.state)))
        )
        for box in custody.boxes(now).items
    ]
    lines = [
        f'["{part.table}",{part.rows},"{b64encode(part.root).decode()}"]'.encode()
        for part in found.parts
    ]

    assert (
        [part.table for part in found.parts] == ["kotak", "kiriman", "pos", "temuan"] == [*TABLES]
    )
    assert found.parts[0][1:] == (8, root_of(rows))
    assert found.root == root_of(leaf_hash(b"segel/state/v1\n" + line) for line in lines)
    assert found.as_of == now.position


def test_one_row_is_one_leaf_of_json_behind_the_tag(book: Book, tmp_path: Path) -> None:
    season = Season(book, 1)
    season.open()
    book.commit()
    with built(book, tmp_path / "p.db") as readers, view(readers) as now:
        posts = next(part for part in state(now).parts if part.table == "pos")
        ((_, subject, since, shown),) = WATCHES.shown(now)
        raw = msgspec.json.encode(shown).decode()
    text = f'segel/state/v1\n["pos","{subject}",{since},{raw}]'
    assert json.loads(text.partition("\n")[2])[1] == subject
    assert posts.root == hashlib.sha256(b"\x00" + text.encode()).digest()


def test_of_nothing_the_root_is_that_of_empty_tables(book: Book, tmp_path: Path) -> None:
    with built(book, tmp_path / "p.db") as readers, view(readers) as now:
        assert {(part.rows, part.root) for part in state(now).parts} == {(0, EMPTY_ROOT)}


def test_a_box_that_moves_on_leaves_the_root_of_every_earlier_leaf(
    election: Election, tmp_path: Path
) -> None:
    for leaf in range(20, election.book.log.size, 11):
        path = tmp_path / f"{leaf}.db"
        with built(election.book, path, until=leaf, page=7) as readers, view(readers) as now:
            assert now.position == leaf
            assert state(now).root == root_at(election.readers, leaf)


@given(st.data())
@settings(max_examples=8, deadline=None)
def test_the_root_is_the_same_in_pages_of_any_size(
    tmp_path_factory: pytest.TempPathFactory, election: Election, data: st.DataObject
) -> None:
    until = data.draw(st.integers(0, election.book.log.size - 1))
    page = data.draw(st.integers(1, 400))
    memory = data.draw(st.integers(1, 200))
    path = tmp_path_factory.mktemp("pages") / "p.db"
    Builder(election.book.log, PROJECTIONS, lambda: 0, page, memory).build(path, until=until)
    readers = sqlite.readers(path)
    assert root_at(readers) == root_at(election.readers, until)
    readers.dispose()


def test_following_leaf_by_leaf_and_building_reach_the_same_roots(
    book: Book, engine: Engine, readers: Engine, tmp_path: Path
) -> None:
    Season(book, stations=2).write()
    follower, roots, seen = Follower(book.log, engine, PROJECTIONS, lambda: 0), Roots(readers), []
    while follower.step(3):
        with view(readers) as now:
            seen.append(roots.of(now))
    with built(book, tmp_path / "built.db") as others:
        for one in seen:
            with view(others, one.as_of) as then:
                assert state(then) == one


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_a_box_of_which_any_shown_field_is_another_hashes_otherwise(data: st.DataObject) -> None:
    box = data.draw(ANY_BOX)
    other = data.draw(ANY_BOX)
    rows = [row_hash("kotak", BOX, 9, as_shown(one)) for one in (box, other)]
    assert (rows[0] == rows[1]) == (box == other)


ANY_BOX = st.builds(
    Box,
    placing=st.builds(
        Placing, place=st.none() | st.text(max_size=3), guard=st.none() | st.text(max_size=3)
    ),
    registration=st.none()
    | st.builds(
        Registration,
        item=st.just(Item(box=BOX, box_kind="kotak_suara")),
        registrant=st.text(max_size=3),
        index=st.integers(0, 9),
        at=st.just(moment("07:00")),
        is_unexpected=st.booleans(),
    ),
)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE kotak SET state = replace(state, '16.08/kpu', '16.08/kpx') WHERE until IS NULL",
        "UPDATE kotak SET state = replace(state, 'GDG', 'GDX') WHERE until IS NULL",
        "UPDATE kotak SET state = replace(state, '-2\"', '-3\"') WHERE until IS NULL",
        "UPDATE kotak SET since = since + 1 WHERE until IS NULL",
        "UPDATE kotak SET subject = subject || 'x' WHERE until IS NULL",
        "DELETE FROM kotak WHERE until IS NULL",
        "UPDATE kiriman SET state = replace(state, '0000', '0009') WHERE until IS NULL",
        "UPDATE pos SET state = replace(state, 'regu', 'regx') WHERE until IS NULL",
    ],
)
def test_whatever_is_changed_in_a_shown_row_changes_the_root(
    book: Book, tmp_path: Path, change: str
) -> None:
    Season(book, stations=1).write()
    with built(book, tmp_path / "p.db") as readers:
        before = root_at(readers)
        doctored(tmp_path / "p.db", change)
        assert root_at(readers) != before


def test_what_a_fold_alone_remembers_of_a_box_changes_nothing(book: Book, tmp_path: Path) -> None:
    Season(book, stations=1).write()
    with built(book, tmp_path / "p.db") as readers:
        before = root_at(readers)
        with view(readers) as now:
            box = custody.box(now, BOX)
        assert box is not None
        assert box.state.custody.answers
        doctored(
            tmp_path / "p.db",
            "UPDATE kotak SET state = ? WHERE subject = ? AND until IS NULL",
            msgspec.json.encode(as_shown(box.state)).decode(),
            BOX,
        )
        assert root_at(readers) == before


def test_views_of_several_moments_are_told_apart_in_any_order(
    book: Book, engine: Engine, readers: Engine
) -> None:
    Season(book, stations=2).write()
    follower, roots = Follower(book.log, engine, PROJECTIONS, lambda: 0), Roots(readers, kept_max=1)
    with ExitStack() as stack:
        views = []
        while follower.step(9):
            views.append(stack.enter_context(view(readers)))
            if len(views) > 6:  # each holds a connection
                break
        expected = [state(one) for one in views]
        for order in (views, views[::-1], views[::2], views[1::2]):
            for one in order:
                assert roots.of(one) == expected[views.index(one)]


def test_a_box_of_which_nothing_is_known_any_more_is_no_row(
    book: Book, engine: Engine, readers: Engine
) -> None:
    season = Season(book, stations=1)
    season.open()
    roots, follower = Roots(readers), Follower(book.log, engine, PROJECTIONS, lambda: 0)
    for number in range(3):
        target = book.say(
            "16.08/kpu/gudang-01",
            "ItemRegistered",
            season.at,
            holder="16.08/kpu",
            place="16.08/GDG-01",
            items=[{"box": f"K-{number}", "box_kind": "kotak_suara"}],
        )
        annulled = book.say(
            "16.08/kpu/gudang-01",
            "AnnulmentDeclared",
            season.at,
            target=target,
            target_kind="ItemRegistered",
            reason="dobel",
        )
        for step in (None, annulled):
            if step is not None:
                book.say(
                    "16.08/polri/regu-1",
                    "Endorsed",
                    season.at,
                    of=step,
                    of_kind="AnnulmentDeclared",
                )
            book.commit()
            follower.catch_up(2)
            with view(readers) as now:
                assert roots.of(now) == state(now)
                assert state(now).parts[0].rows == (1 if step is None else 0)


def test_a_file_that_takes_the_place_of_another_is_read_anew(book: Book, tmp_path: Path) -> None:
    Season(book, stations=1).write()
    projections = Projections.open(tmp_path, book.log, lambda: 0)
    with projections.view() as before:
        found: State = projections.state(before)
        projections.rebuild()
        with projections.view() as after:
            assert projections.state(after) == found
    projections.close()


def test_roots_are_remembered_and_no_more_than_a_few_hundred(election: Election) -> None:
    roots = Roots(election.readers, kept_max=3)
    for leaf in (10, 20, 30, 40, 10, election.book.log.size - 1):
        with view(election.readers, leaf) as then:
            assert roots.of(then) == state(then)
    roots.forget()
    with view(election.readers) as now:
        assert roots.of(now) == state(now)
