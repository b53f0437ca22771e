"""Where a box was at an hour, asked of the log as it stood at a leaf."""

import dataclasses
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from domain.whereabouts import Whereabouts
from ledger.bracket import Bracket, Extent
from ledger.tlog.text import to_base64
from projections import custody
from projections.recollection import Recollection
from projections.view import View
from tests.projections.conftest import folded
from tests.projections.test_refolding import BOX, amend, register_box
from tests.projections.test_selection import anchor
from tests.support.book import Book
from tests.support.exhibit import WITNESSES
from tests.support.season import START, STORE, Season
from tests.support.witness import AT, policy_text

CLERK = "16.08/kpu/gudang-01"


@pytest.fixture(name="memory")
def _memory(book: Book) -> Recollection:
    return Recollection(book.log)


def as_of(view: View, leaf: int) -> View:
    return dataclasses.replace(view, as_of=leaf)


def leaves(found: Whereabouts) -> list[int]:
    return [ground.told.said.index for ground in found.grounds]


def test_where_nothing_came_late_it_tells_what_the_tables_hold_at_every_leaf(
    book: Book, season: Season, memory: Recollection, tmp_path: Path
) -> None:
    season.go_out(0)
    season.visit()
    season.come_back(0)
    with folded(book, tmp_path) as now:
        for leaf in range(now.position + 1):
            then = as_of(now, leaf)
            kept, told = custody.box(then, BOX), memory.whereabouts(then, BOX)
            assert told.is_known == (kept is not None)
            if kept is not None and custody.BOXES.past is not None:
                assert custody.BOXES.past(told.box) == custody.BOXES.past(kept.state), leaf


def test_an_hour_has_another_answer_once_a_late_entry_is_known(
    book: Book, season: Season, memory: Recollection, tmp_path: Path
) -> None:
    register_box(season)
    late = book.sign(
        CLERK, "SealApplied", (START + timedelta(hours=1)).isoformat(), place=STORE,
        boxes=[{"box": BOX, "seals": ["tag_qr:A"]}],
    )  # fmt: skip
    for _ in range(3):
        season.visit()
    book.hand_in(late)
    hour = START + timedelta(hours=2)
    with folded(book, tmp_path) as now:
        assert memory.whereabouts(as_of(now, now.position - 1), BOX, hour).box.seals == ()
        found = memory.whereabouts(now, BOX, hour)
        assert found.box.seals == ("tag_qr:A",)
        assert leaves(found)[-1] == now.position
        early = memory.whereabouts(now, BOX, START + timedelta(minutes=30))
        assert early.box.seals == ()
        assert len(early.retelling.ahead) == 1


def test_a_correction_in_force_is_read_from_its_leaf_on_and_an_annulled_word_not_at_all(
    book: Book, season: Season, memory: Recollection, tmp_path: Path
) -> None:
    target = register_box(season, place="16.08/GDG-salah")
    corrected = amend(season, target, "ItemRegistered", place=STORE)
    with folded(book, tmp_path) as now:
        places = [
            memory.whereabouts(as_of(now, leaf), BOX).box.place
            for leaf in (corrected - 1, corrected)
        ]
    assert places == ["16.08/GDG-salah", STORE]


def test_a_corrected_hour_moves_a_statement_to_where_it_belongs(
    book: Book, season: Season, memory: Recollection, tmp_path: Path
) -> None:
    target = register_box(season)
    moved = START + timedelta(hours=5)
    corrected = amend(season, target, "ItemRegistered", at=moved.isoformat())
    hour = START + timedelta(hours=4)
    with folded(book, tmp_path) as now:
        assert memory.whereabouts(as_of(now, corrected - 1), BOX, hour).is_known
        assert not memory.whereabouts(as_of(now, corrected), BOX, hour).is_known


def test_a_box_in_the_store_is_guarded_by_its_watch(
    book: Book, season: Season, memory: Recollection, tmp_path: Path
) -> None:
    register_box(season)
    with folded(book, tmp_path) as now:
        found = memory.whereabouts(now, BOX)
        assert found.guards == ("16.08/polres",)
        assert memory.whereabouts(now, BOX, START).guards == ()


def test_the_memory_goes_on_with_the_log(
    book: Book, season: Season, memory: Recollection, tmp_path: Path
) -> None:
    with folded(book, tmp_path) as now:
        assert not memory.whereabouts(now, BOX).is_known
    (tmp_path / "projections.1.db").unlink()
    season.go_out(0)
    with folded(book, tmp_path) as now:
        assert memory.whereabouts(now, BOX).box.holder == "16.08.0000/kpps"
        assert Recollection(book.log).whereabouts(now, BOX) == memory.whereabouts(now, BOX)


@pytest.fixture(name="witnessed")
def _witnessed(book: Book, tmp_path: Path) -> Iterator[View]:
    season = Season(book, stations=1)
    season.open()
    season.enrol(0)
    for registrar in range(2):
        book.register(f"policy {to_base64(policy_text(2, *WITNESSES).encode())}", by=registrar)
    season.go_out(0)
    anchor(book)
    with folded(book, tmp_path) as now:
        yield now


def test_anchors_bracket_what_was_said_and_tell_how_long_the_log_was(
    memory: Recollection, witnessed: View
) -> None:
    said = memory.whereabouts(witnessed, BOX).grounds[-1].told.said
    seen = datetime.fromtimestamp(AT + 60, UTC)  # the second witness is a minute later

    assert memory.bracket(witnessed, said) == Bracket(None, AT + 60)
    assert memory.extent(witnessed, seen) == Extent(witnessed.position, None)
    assert memory.extent(witnessed, seen - timedelta(seconds=1)) == Extent(0, None)
    before = seen - timedelta(seconds=61)
    assert memory.extent(witnessed, before) == Extent(0, witnessed.position)
