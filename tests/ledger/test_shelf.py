"""Tiles in a folder: written once, put right if damaged, pruned when the full one is there."""

from pathlib import Path

from ledger.shelf import Shelf
from ledger.tlog.tile import ENTRIES, Tile, join_bundle


def test_a_tile_is_written_once_and_a_damaged_one_is_put_right(tmp_path: Path) -> None:
    shelf, tile = Shelf(tmp_path), Tile(ENTRIES, 1_234, 2)
    raw = join_bundle([b"one", b"two"])
    assert shelf.at_hand(tile) is None

    shelf.put(tile, raw)
    shelf.put(tile, raw)
    assert (shelf.written, shelf.repaired) == (1, [])
    assert shelf.at_hand(tile) == [b"one", b"two"]

    (tmp_path / tile.path()).write_bytes(raw[:-1])
    assert shelf.at_hand(tile) is None
    shelf.put(tile, raw)
    shelf.settle()
    assert (shelf.written, shelf.repaired) == (1, [tile.path()])
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [tmp_path / tile.path()]


def test_hashes_are_read_by_their_width(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.put(Tile(1, 0, 2), bytes(64))

    assert shelf.at_hand(Tile(1, 0, 2)) == [bytes(32)] * 2
    assert shelf.at_hand(Tile(1, 0, 3)) is None


def test_many_files_are_settled_as_they_come(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    for index in range(600):
        shelf.put(Tile(0, index), bytes(8192))
    shelf.settle()
    shelf.settle()

    assert shelf.written == 600


def test_what_a_killed_process_left_is_settled_too_unless_a_checkpoint_vouches(
    tmp_path: Path,
) -> None:
    tiles = [Tile(ENTRIES, 0), Tile(ENTRIES, 1, 4), Tile(0, 0)]
    left = Shelf(tmp_path)
    for tile in tiles:
        left.put(tile, b"")

    later = Shelf(tmp_path, settled=256)
    later.keep(tiles[0])
    later.keep(tiles[1])
    later.put(tiles[2], b"")

    assert later.settle() == 1


def test_a_partial_tile_goes_when_readers_have_had_the_full_one(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    kept = [Tile(ENTRIES, 0), Tile(ENTRIES, 1), Tile(0, 1, 1), Tile(1, 0, 1)]
    for tile in (Tile(ENTRIES, 0, 7), Tile(0, 0, 7), Tile(0, 0, 9), *kept):
        shelf.put(tile, b"")

    shelf.prune(257, 7)

    assert all((tmp_path / tile.path()).exists() for tile in kept)
    assert not (tmp_path / "tile/0/000.p").exists()
    assert not (tmp_path / "tile/entries/000.p").exists()
    shelf.prune(512)
    assert not (tmp_path / "tile/0/001.p").exists()
    assert (tmp_path / Tile(1, 0, 1).path()).exists()
