"""`/log/...`: a stranger's tlog-tiles client can read the whole log from here."""

import pytest

from ledger.tlog import tree
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.tile import Tile, bundles_of, split_bundle, split_hashes, tiles_of
from tests.support.server import Desk

SIZE = 300
"""More than one tile, less than two."""


@pytest.fixture(name="grown")
def _grown(counter: Desk) -> Desk:
    """A log with a full tile, a partial one and a subtree."""
    (guard,) = counter.place.enrols("16.08/kpu/gudang-01")
    for _ in range(2):
        notes = [guard.says({"kind": "Halo"}) for _ in range((SIZE - 2) // 2)]
        counter.place.ledger.append_all(notes)
    return counter


def test_the_checkpoint_is_text_that_lives_shortly(grown: Desk) -> None:
    answer = grown.http.get("/log/checkpoint")

    seen = Checkpoint.opened(answer.content, grown.place.founders.charter.log)
    assert seen.size == SIZE
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["cache-control"] == "public, max-age=1"


def test_every_entry_can_be_read_and_hashes_to_the_root(grown: Desk) -> None:
    checkpoint = grown.http.get("/log/checkpoint").content
    seen = Checkpoint.opened(checkpoint, grown.place.founders.charter.log)
    entries = []
    for bundle in bundles_of(seen.size):
        answer = grown.http.get(f"/log/{bundle.path()}")
        assert answer.headers["content-type"] == "application/octet-stream"
        assert "immutable" in answer.headers["cache-control"]
        assert answer.headers["access-control-allow-origin"] == "*"
        entries += split_bundle(answer.content, bundle.width)

    assert tree.root_of([tree.leaf_hash(entry) for entry in entries]) == seen.root


def test_every_tile_holds_the_hashes_of_the_one_below(grown: Desk) -> None:
    found = {
        tile: split_hashes(grown.http.get(f"/log/{tile.path()}").content, tile.width)
        for tile in tiles_of(SIZE)
    }

    assert list(found) == [Tile(0, 0), Tile(0, 1, 44), Tile(1, 0, 1)]
    assert found[Tile(1, 0, 1)] == [tree.root_of(found[Tile(0, 0)])]


def test_partial_tiles_of_earlier_sizes_stay(grown: Desk) -> None:
    whole = grown.http.get("/log/tile/0/000").content

    for width in (1, 2, 255):
        assert grown.http.get(f"/log/tile/0/000.p/{width}").content == whole[: 32 * width]
        assert grown.http.get(f"/log/tile/entries/000.p/{width}").is_success


@pytest.mark.parametrize(
    "path",
    [
        "tile/0/001",
        "tile/0/001.p/45",
        "tile/0/002.p/1",
        "tile/1/000",
        "tile/1/000.p/2",
        "tile/2/000.p/1",
        "tile/7/000.p/1",
        "tile/8/000",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/007",
        "tile/0/0",
        "tile/0/x000/000",
        "tile/0/000/",
        "tile/-1/000",
        "tile/entries/001",
        "tile/data/000",
        "tile/0/000%2e%70/1x",
        "tile/entries/x999/x999/x999/x999/x999/999",
        "tile/%00",
        "checkpoint/",
    ],
)
def test_what_is_not_there_is_not_found_and_not_kept_by_caches(grown: Desk, path: str) -> None:
    answer = grown.http.get(f"/log/{path}")

    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/not-found")
    assert answer.headers["cache-control"] == "no-store"
