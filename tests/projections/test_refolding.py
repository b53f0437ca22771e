"""What a correction, an annulment or a revocation does to what was folded before."""

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import Engine

from domain.authority import parties_of
from domain.catalogue import KINDS
from domain.fact import Fact
from domain.said import Said
from ledger import sqlite
from ledger.log import Draft, Log
from ledger.tlog.text import to_base64
from ledger.tlog.tree import leaf_hash
from projections import custody, deadletter, findings, history, journals
from projections.bench import Letters
from projections.building import Builder
from projections.catalogue import PROJECTIONS
from projections.follower import Follower
from projections.hearing import Hearing
from projections.query import query
from projections.view import View, view
from tests.domain.test_amendment import changed
from tests.support.book import Book
from tests.support.sayings import golden
from tests.support.season import KPU, POLRI, STORE, Season

LATE = datetime.fromisoformat("2024-12-31T00:00:00+07:00")
BOX = "16.08.0000-GUB"

Reading = Callable[..., AbstractContextManager[View]]


@pytest.fixture(name="follower")
def follower_of_everything(book: Book, engine: Engine) -> Follower:
    return Follower(book.log, engine, PROJECTIONS, lambda: 0)


@pytest.fixture(name="reading")
def views_of_the_file(book: Book, follower: Follower, readers: Engine) -> Reading:
    @contextmanager
    def reading(as_of: int | None = None) -> Iterator[View]:
        book.commit()
        follower.catch_up(3)
        with view(readers, as_of) as now:
            yield now

    return reading


def register_box(season: Season, place: str = STORE) -> str:
    return season.book.say(
        "16.08/kpu/gudang-01",
        "ItemRegistered",
        season.at,
        holder="16.08/kpu",
        place=place,
        items=[{"box": BOX, "box_kind": "kotak_suara"}],
    )


def look(season: Season, seal: str) -> str:
    return season.book.say(
        "16.08/kpu/gudang-01",
        "SealVerified",
        season.at,
        place=STORE,
        boxes=[{"box": BOX, "utuh": [seal]}],
    )


def amend(season: Season, target: str, kind: str, **changes: object) -> int:
    """Let the store correct (or, without changes, annul) and the police endorse."""
    book = season.book
    declared = book.say(
        "16.08/kpu/gudang-01",
        "CorrectionDeclared" if changes else "AnnulmentDeclared",
        season.at,
        target=target,
        target_kind=kind,
        **({"changes": changes, "reason": "salah_tulis"} if changes else {"reason": "dobel"}),
    )
    book.say(
        book.registrar(POLRI) if kind == "PolicySet" else "16.08/polri/regu-1",
        "Endorsed",
        season.at,
        of=declared,
        of_kind="CorrectionDeclared" if changes else "AnnulmentDeclared",
    )
    return book.size - 1


def rules(now: View) -> list[tuple[str, int | None]]:
    listed = findings.listed(now, LATE, subject=("kotak", BOX)).items
    return [(each.finding.rule, each.finding.explained_by) for each in listed]


def test_a_corrected_statement_is_read_so_from_that_leaf_on(
    season: Season, reading: Reading
) -> None:
    target = register_box(season, place="16.08/GDG-salah")
    said = season.book.size - 1
    corrected = amend(season, target, "ItemRegistered", place=STORE)
    with reading() as now:
        box = custody.box(now, BOX)
        assert box is not None
        assert (box.state.place, box.since) == (STORE, corrected)
    with reading(corrected - 1) as before:
        box = custody.box(before, BOX)
        assert box is not None
        assert (box.state.place, box.since, box.until) == ("16.08/GDG-salah", said, corrected)


def test_a_finding_that_a_correction_explains_is_listed_as_explained(
    season: Season, reading: Reading
) -> None:
    register_box(season)
    season.seal("16.08/kpu/gudang-01", "16.08/polri/regu-1", STORE, {BOX: "tag_qr:A"})
    wrong = look(season, "tag_qr:B")
    with reading() as now:
        assert rules(now) == [("R04", None)]
    boxes = [{"box": BOX, "utuh": ["tag_qr:A"]}]
    explained = amend(season, wrong, "SealVerified", boxes=boxes)
    with reading() as now:
        assert rules(now) == [("R04", explained)]
        assert findings.counted(now, LATE)["kritis"] == 0
    with reading(explained - 1) as before:
        assert rules(before) == [("R04", None)]


def test_a_correction_can_raise_a_finding_from_that_leaf_on(
    season: Season, reading: Reading
) -> None:
    register_box(season)
    season.seal("16.08/kpu/gudang-01", "16.08/polri/regu-1", STORE, {BOX: "tag_qr:A"})
    right = look(season, "tag_qr:A")
    boxes = [{"box": BOX, "utuh": ["tag_qr:B"]}]
    corrected = amend(season, right, "SealVerified", boxes=boxes)
    with reading() as now:
        assert rules(now) == [("R04", None)]
        (listed,) = findings.listed(now, LATE, subject=("kotak", BOX)).items
        assert listed.since == corrected
    with reading(corrected - 1) as before:
        assert rules(before) == []


def test_an_annulled_statement_never_happened_from_that_leaf_on(
    season: Season, reading: Reading
) -> None:
    target = register_box(season)
    annulled = amend(season, target, "ItemRegistered")
    with reading() as now:
        assert custody.box(now, BOX) is None
    with reading(annulled - 1) as before:
        assert custody.box(before, BOX) is not None


def test_a_correction_that_names_another_box_touches_both(season: Season, reading: Reading) -> None:
    target = register_box(season)
    said = season.book.size - 1
    other = {"box": "16.08.0000-BUP", "box_kind": "kotak_suara"}
    corrected = amend(season, target, "ItemRegistered", items=[other])
    with reading() as now:
        assert custody.box(now, BOX) is None
        assert custody.box(now, "16.08.0000-BUP") is not None
        assert history.listed(now, "kotak", "16.08.0000-BUP").items == (said, corrected)
        assert history.listed(now, "kotak", BOX).items == (said, corrected)
    with reading(corrected - 1) as before:
        assert history.listed(before, "kotak", "16.08.0000-BUP").items == ()


def test_an_amendment_that_came_first_is_read_at_the_targets_own_leaf(
    season: Season, reading: Reading
) -> None:
    late = season.book.sign(
        "16.08/kpu/gudang-01",
        "ItemRegistered",
        season.at,
        holder="16.08/kpu",
        place="16.08/GDG-salah",
        items=[{"box": BOX, "box_kind": "kotak_suara"}],
    )
    target = to_base64(leaf_hash(late.note))
    declared = season.book.say(
        season.book.registrar(KPU),
        "CorrectionDeclared",
        season.at,
        target=target,
        target_kind="ItemRegistered",
        changes={"place": STORE},
        reason="salah_tulis",
    )
    endorsed = {"of": declared, "of_kind": "CorrectionDeclared"}
    season.book.say("16.08/polri/regu-1", "Endorsed", season.at, **endorsed)
    season.book.hand_in(late)
    with reading() as now:
        (version,) = custody.changes(now, BOX)
        assert (version.state.place, version.since) == (STORE, now.position)


def test_what_a_revoked_journal_had_said_is_doubted(season: Season, reading: Reading) -> None:
    register_box(season)
    book = season.book
    look(season, "tag_qr:A")
    revoked = book.register("revoke 16.08/kpu/gudang-01 after 0", by=KPU)
    with reading() as now:
        journal = journals.journal(now, "16.08/kpu/gudang-01")
        assert journal is not None
        assert (journal.chain.revoked, journal.chain.last, journal.since) == (0, 1, revoked)
        found = findings.listed(now, LATE, subject=("jurnal", "16.08/kpu/gudang-01")).items
        assert "R28" in {each.finding.rule for each in found}
    with reading(revoked - 1) as before:
        journal = journals.journal(before, "16.08/kpu/gudang-01")
        assert journal is not None
        assert journal.chain.revoked is None


def test_folding_page_by_page_and_building_anew_agree_after_corrections(
    season: Season, reading: Reading, book: Book, tmp_path_factory: pytest.TempPathFactory
) -> None:
    register_box(season)
    season.seal("16.08/kpu/gudang-01", "16.08/polri/regu-1", STORE, {BOX: "tag_qr:A"})
    wrong = look(season, "tag_qr:B")
    season.go_out(0)
    amend(season, wrong, "SealVerified", boxes=[{"box": BOX, "utuh": ["tag_qr:A"]}])
    season.come_back(0)
    with reading() as now:
        followed = everything(now)
    path = tmp_path_factory.mktemp("built") / "projections.1.db"
    Builder(book.log, PROJECTIONS, lambda: 0).build(path)
    readers = sqlite.readers(path)
    with view(readers) as now:
        assert everything(now) == followed
    readers.dispose()


def everything(now: View) -> list[list[tuple[object, ...]]]:
    tables = [projection.versions.fold for projection in PROJECTIONS]
    return [
        *(
            now.rows(query("SELECT * FROM {table} ORDER BY subject, since, until", table=table))
            for table in tables
        ),
        now.rows("SELECT key, since, until, explained_by, body FROM finding ORDER BY 1, 2, 3"),
        now.rows("SELECT fold, subject, leaf_index, since FROM history ORDER BY 1, 2, 3, 4"),
        now.rows("SELECT * FROM statement ORDER BY 1"),
        now.rows("SELECT * FROM citation ORDER BY 1, 2, 3"),
    ]


def test_as_of_a_leaf_everything_is_as_if_the_log_ended_there(
    season: Season, reading: Reading, tmp_path_factory: pytest.TempPathFactory
) -> None:
    register_box(season)
    season.seal("16.08/kpu/gudang-01", "16.08/polri/regu-1", STORE, {BOX: "tag_qr:A"})
    wrong = look(season, "tag_qr:B")
    season.go_out(0)
    season.visit()
    amend(season, wrong, "SealVerified", boxes=[{"box": BOX, "utuh": ["tag_qr:A"]}])
    season.book.register("revoke 16.08/kpu/gudang-02 after 0", by=KPU)
    season.come_back(0)
    with reading() as now:
        folder = tmp_path_factory.mktemp("prefixes")
        for leaf in range(3, now.position, 5):
            then = dataclasses.replace(now, as_of=leaf)
            assert shown(then) == shown_by_a_log_that_ends(season.book, leaf, folder), leaf


def shown_by_a_log_that_ends(book: Book, leaf: int, folder: Path) -> list[object]:
    log = Log.create(folder / f"{leaf}.db")
    log.append([Draft(*row[1:5]) for row in book.log.entries(0, leaf + 1)], 0)
    Builder(log, PROJECTIONS, lambda: 0).build(folder / f"projections-{leaf}.db")
    readers = sqlite.readers(folder / f"projections-{leaf}.db")
    with view(readers) as now:
        found = shown(now)
    readers.dispose()
    log.close()
    return found


def shown(now: View) -> list[object]:
    """Return everything that a view answers."""
    listed: list[object] = []
    for fold, versions, is_of_journals in PROJECTIONS:
        found = versions.listed(now, {}, None, 1000).items
        if is_of_journals:
            told = [journals.journal(now, version.subject) for version in found]
            numbers = [(one.name, one.chain.count, one.chain.last) for one in told if one]
            listed.append(
                (numbers, [(one.since, one.person, one.is_endorsed) for one in told if one])
            )
        else:
            kept = versions.past or (lambda state: state)
            listed.append(
                [(version.subject, version.since, kept(version.state)) for version in found]
            )
        listed += [history.listed(now, fold.name, each.subject, limit=1000) for each in found]
    standing = findings.listed(now, LATE, limit=1000).items
    listed.append([(each.since, each.finding) for each in standing])
    return listed


AMENDABLE = sorted(set(KINDS) - {"CorrectionDeclared", "AnnulmentDeclared", "Endorsed"})
MOVED = "2024-11-20T08:00:01+07:00"


def say_golden(season: Season, kind: str) -> str:
    """Let the store, or for acts of authority the registrar, say a golden statement."""
    statement = golden(kind)
    body = msgspec.to_builtins(statement)
    if parties_of(statement):
        body |= {"from": "16.08/kpu", "to": "16.08/polres"}
    book = season.book
    author = book.registrar(KPU) if KINDS[kind].is_act else book.devices["16.08/kpu/gudang-01"]
    book.put(author, author.says(body | {"at": season.at}))
    return to_base64(author.head)


def expected(book: Book, now: View) -> tuple[dict[tuple[str, str], object], set[str], int]:
    """Fold the whole log in one pass, as it reads now; return states, findings, amendments."""
    heard = Hearing(book.log, Letters(lambda: 0))
    for _ in heard.recall(now.connection, now.position):
        pass
    states: dict[tuple[str, str], Any] = {}
    standing: set[str] = set()
    in_force = 0
    for stored in book.log.entries(0, book.log.size):
        for fact in heard.reader.again(stored):
            read: Fact | None = fact
            if isinstance(fact, Said):
                read = heard.context.corrections.read(fact, now.position)
                in_force += read is not fact
            if read is None:
                continue
            for fold in (one.fold for one in PROJECTIONS):
                for subject in fold.subjects(read):
                    key = (fold.name, subject)
                    step = fold.after(subject, states.get(key), read, heard.context)
                    states[key] = step.state
                    standing |= {one.key for one in step.raised}
                    standing -= set(step.settled)
    return {key: state for key, state in states.items() if state is not None}, standing, in_force


def test_every_kind_folds_again_as_if_it_had_been_said_so(season: Season, reading: Reading) -> None:
    for kind in AMENDABLE:
        corrected, annulled = say_golden(season, kind), say_golden(season, kind)
        amend(season, corrected, kind, **{"at": MOVED} | changed(golden(kind)))
        amend(season, annulled, kind)
    with reading() as now:
        assert deadletter.listed(now) == ()
        states, standing, in_force = expected(season.book, now)
        assert in_force == 2 * len(AMENDABLE)
        kept = {
            (one.fold.name, version.subject): version.state
            for one in PROJECTIONS
            for version in one.versions.listed(now, {}, None, 10_000).items
        }
        assert kept == states
        rows = now.rows("SELECT key FROM finding WHERE until IS NULL AND explained_by IS NULL")
        assert {row[0] for row in rows} == standing
