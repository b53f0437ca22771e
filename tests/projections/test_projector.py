"""Pages folded in memory, and a memory that can always be made again."""

from sqlalchemy import Engine

from ledger import sqlite
from projections import statement
from projections.catalogue import PROJECTIONS
from projections.follower import Follower
from projections.projector import Projector
from projections.view import view
from tests.support.book import Book
from tests.support.season import KPU, STORE, Season


def test_a_memory_made_again_judges_as_the_one_before(
    book: Book, engine: Engine, readers: Engine
) -> None:
    """Authority, plans and phases are heard again: a new follower raises no other findings."""
    season = Season(book, stations=2)
    season.write()
    Follower(book.log, engine, PROJECTIONS, lambda: 0).catch_up(50)
    for _ in range(2):
        season.book.say(
            "16.08/kpu/gudang-01",
            "ItemRegistered",
            season.at,
            holder="16.08/kpu",
            place=STORE,
            items=[{"box": f"lagi-{season.minutes}", "box_kind": "kotak_suara"}],
        )
        book.commit()
        Follower(book.log, engine, PROJECTIONS, lambda: 0).catch_up()
    with view(readers) as now:
        found = now.rows("SELECT rule FROM finding WHERE subject = '16.08/kpu/gudang-01'")
    assert found == []


def test_only_what_shapes_the_context_is_heard_again(
    book: Book, engine: Engine, readers: Engine
) -> None:
    Season(book, stations=2).write()
    Follower(book.log, engine, PROJECTIONS, lambda: 0).catch_up()
    with sqlite.transaction(engine) as connection:
        heard = statement.shaping(connection)
    with view(readers) as now:
        rows = [statement.one(now, leaf) for leaf in heard]
    kinds = {row.kind for row in rows if row is not None}
    assert None not in rows
    assert {"PersonEnrolled", "RoleGranted", "PlaceRegistered", None} <= kinds
    assert not kinds & {"VisitorReported", "HandoverAccepted", "SealApplied"}
    assert len(heard) < book.log.size / 2


def test_an_amendment_is_known_again_after_a_restart(
    book: Book, engine: Engine, readers: Engine
) -> None:
    season = Season(book, stations=0)
    season.open()
    item = {"box": "K1", "box_kind": "kotak_suara"}
    body = {"holder": "16.08/kpu", "items": [item]}
    target = book.say("16.08/kpu/gudang-01", "ItemRegistered", season.at, place="salah", **body)
    declared = book.say(
        book.registrar(KPU),
        "CorrectionDeclared",
        season.at,
        target=target,
        target_kind="ItemRegistered",
        changes={"place": STORE},
        reason="salah_tulis",
    )
    book.commit()
    Follower(book.log, engine, PROJECTIONS, lambda: 0).catch_up()
    endorsed = {"of": declared, "of_kind": "CorrectionDeclared"}
    book.say("16.08/polri/regu-1", "Endorsed", season.at, **endorsed)
    book.commit()
    Follower(book.log, engine, PROJECTIONS, lambda: 0).catch_up()
    with view(readers) as now:
        rows = now.rows("SELECT place FROM kotak WHERE until IS NULL")
    assert rows == [(STORE,)]


def test_a_memory_can_be_trimmed_at_any_page(book: Book, engine: Engine) -> None:
    Season(book, stations=2).write()
    projector = Projector(book.log, PROJECTIONS, lambda: 0)
    with sqlite.transaction(engine) as connection:
        projector.restore(connection, -1)
        projector.fold(connection, book.log.entries(0, 1000))
        assert projector.trim(1_000_000)
        assert not projector.trim(1)
