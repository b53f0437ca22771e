"""Two servers of one log, of which one shows another holder: a replay names the leaf."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2

from api.app import open_app
from ledger.application import Ledger
from ledger.log import Log
from projections.building import Builder
from projections.catalogue import PROJECTIONS
from tests.support.book import Book
from tests.support.command import segel
from tests.support.practice import NOW, practice
from tests.support.season import Season
from tests.support.server import serving

BOX = "16.08.0000-GUB"


@contextmanager
def servers(folder: Path) -> Iterator[tuple[str, str, int]]:
    """Serve one log twice, the second time with a holder changed; give the leaf of the change."""
    with practice(folder / "honest") as place:
        place.ledger.close()
        log = Log.open(folder / "honest" / "ledger.db")
        Season(Book(log, place.founders), 1).write()
        log.close()
        place.ledger = Ledger.open(folder / "honest", lambda: NOW)
    copied(folder / "honest", folder / "doctored")
    leaf = doctored(folder / "doctored")
    with (
        serving(open_app(folder / "honest")) as honest,
        serving(open_app(folder / "doctored")) as other,
    ):
        yield honest, other, leaf


def copied(one: Path, other: Path) -> None:
    for path in one.rglob("*"):
        if path.is_file():
            target = other / path.relative_to(one)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())


def doctored(folder: Path) -> int:
    log = Log.read(folder / "ledger.db")
    path = Builder(log, PROJECTIONS, lambda: 0).rebuild(folder)
    log.close()
    connection = sqlite3.connect(path)
    with connection:
        ((since, id_),) = connection.execute(
            "SELECT since, id FROM kotak WHERE subject = ? ORDER BY since DESC LIMIT 1", (BOX,)
        ).fetchall()
        connection.execute(
            "UPDATE kotak SET state = replace(state, '16.08/kpu', '16.08/lain'), "
            "holder = '16.08/lain' WHERE id = ?",
            (id_,),
        )
    connection.close()
    return int(since)


def test_a_server_that_shows_another_holder_is_named_with_its_leaf(tmp_path: Path) -> None:
    with servers(tmp_path) as (honest, other, leaf):
        shown = [httpx2.get(f"{one}/boxes/{BOX}").json() for one in (honest, other)]
        assert [one["box"]["holder"] for one in shown] == ["16.08/kpu", "16.08/lain"]
        assert shown[0]["as_of"] == shown[1]["as_of"]
        assert shown[0]["state_root"] != shown[1]["state_root"]

        charter = (tmp_path / "honest" / "charter.hash").read_text(encoding="utf-8").strip()
        words = ("replay", other, "--charter", charter, "--until", shown[1]["as_of"])
        alone = segel(*words, "--expect", shown[0]["state_root"])
        assert alone.status == 0, alone.out  # even the log of the doctored server tells the truth

        parted = segel(*words, "--against", other)
        assert parted.status == 1
        assert f"berpisah dari {other} di daun {leaf} " in parted.out
        assert "tabel: kotak" in parted.out
        assert segel(*words, "--against", honest).status == 0
