"""Tiles: one path for each, and bytes that hold exactly what the path names."""

from collections import Counter

import pytest
from hypothesis import given, settings, strategies as st

from ledger.tlog.errors import FormatError
from ledger.tlog.tile import (
    ENTRIES,
    ENTRY_BYTES_MAX,
    WIDTH,
    Tile,
    bundles_of,
    join_bundle,
    split_bundle,
    split_hashes,
    tiles_of,
)
from ledger.tlog.tree import leaf_hash
from tests.support.figures import FIGURES, LEAVES
from tests.support.mutation import mutations


@pytest.mark.parametrize("width", [0, 256, 257, 300, 999, 1000])
def test_a_partial_tile_has_1_to_255_hashes(width: int) -> None:
    for level in ("0", "1", "entries"):
        with pytest.raises(FormatError):
            Tile.parse(f"tile/{level}/000.p/{width}")


@pytest.mark.parametrize("groups", [6, 7, 1_500, 100_000])
def test_an_index_that_no_log_reaches_is_refused_at_once(groups: int) -> None:
    with pytest.raises(FormatError):
        Tile.parse("tile/0/" + "x999/" * groups + "999")


# The published figures.


@pytest.mark.parametrize(("index", "path"), FIGURES["tile_paths"].items())
def test_the_published_paths_name_their_tiles(index: str, path: str) -> None:
    assert Tile(0, int(index)).path() == path
    assert Tile.parse(path) == Tile(0, int(index))


@pytest.mark.parametrize(("size", "paths"), FIGURES["tiles_for_size"].items())
def test_the_published_sizes_have_their_tiles(size: str, paths: list[str]) -> None:
    assert [tile.path() for tile in tiles_of(int(size))] == paths


def test_70_000_leaves_have_the_tiles_that_the_specification_counts() -> None:
    tiles = list(tiles_of(70_000))
    full = Counter(tile.level for tile in tiles if tile.width == WIDTH)
    assert full == {0: 273, 1: 1}
    assert [tile.path() for tile in tiles if tile.width != WIDTH] == [
        "tile/0/273.p/112",
        "tile/1/001.p/17",
        "tile/2/000.p/1",
    ]


def test_the_published_tile_holds_the_leaf_hashes() -> None:
    raw = bytes.fromhex(FIGURES["tile_0_000_p_8_hex"])
    assert split_hashes(raw, 8) == [leaf_hash(leaf) for leaf in LEAVES]


def test_the_published_bundle_holds_the_entries() -> None:
    raw = bytes.fromhex(FIGURES["bundle_entries_000_p_8_hex"])
    assert split_bundle(raw, 8) == list(LEAVES)
    assert join_bundle(LEAVES) == raw
    assert raw.hex() in FIGURES["add_entries_0_8_hex"]
    assert join_bundle(LEAVES[5:]).hex() in FIGURES["add_entries_5_8_hex"]


# Paths.


@given(
    st.builds(
        Tile,
        st.sampled_from((ENTRIES, *range(8))),
        st.integers(0, 10**18 - 1),
        st.integers(1, WIDTH),
    )
)
def test_every_tile_is_read_back(tile: Tile) -> None:
    assert Tile.parse(tile.path()) == tile


@settings(max_examples=400)
@given(
    st.sampled_from(("tile/0/x001/x234/067.p/255", "tile/entries/000", "tile/7/x999/999.p/1"))
    .map(str.encode)
    .flatmap(mutations)
)
def test_a_damaged_path_that_is_read_is_written_the_same(raw: bytes) -> None:
    path = raw.decode("utf-8", "surrogateescape")
    try:
        tile = Tile.parse(path)
    except FormatError:
        return
    assert tile.path() == path
    assert 1 <= tile.width <= WIDTH


@pytest.mark.parametrize(
    "path",
    [
        *(
            "",
            "/",
            "tile",
            "tile/0",
            "tile/0/",
            "/tile/0/000",
            "tile/0/000/",
            "tile//000",
            "tile/0/0",
        ),
        *("tile/0/00", "tile/0/0000", "tile/0/1000", "tile/0/1", "tile/0/x000", "tile/0/x001"),
        *("tile/0/x000/000", "tile/0/x000/x001/000", "tile/0/001/000", "tile/0/x001/x000"),
        *(
            "tile/0/X001/000",
            "tile/8/000",
            "tile/00/000",
            "tile/-1/000",
            "tile/+1/000",
            "tile/10/000",
        ),
        *("tile/Entries/000", "tile/data/000", "tile/0/000.p", "tile/0/000.p/", "tile/0/000.p/01"),
        *(
            "tile/0/000.p/-1",
            "tile/0/000.p/+1",
            "tile/0/000.p/1/",
            "tile/0/000.p/1.p/1",
            "tile/0/-01",
        ),
        *("tile/0/000\n", "tile/0/000 ", " tile/0/000", "tile/0/000.p/1\n", "tile/0/000\x00"),
        *(
            "tile/0/../0/000",
            "tile/0/%30%30%30",
            "tile/0/00\u0660",
            "tile/\uff10/000",
            "tile/0/0_0",
        ),
        *("tile/0/000.p/\u0661", "tile/0/000\u2028", "checkpoint"),
    ],
    ids=ascii,
)
def test_a_second_spelling_of_a_path_is_refused(path: str) -> None:
    with pytest.raises(FormatError):
        Tile.parse(path)


# What a log of some size has.


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537, 131_072])
def test_a_log_has_the_tiles_that_it_lists_and_no_next_one(size: int) -> None:
    listed = [*tiles_of(size), *bundles_of(size)]
    assert all(tile.is_within(size) for tile in listed)
    last = {tile.level: tile for tile in listed}
    for tile in last.values():
        wider = Tile(tile.level, tile.index, tile.width + 1)
        after = wider if tile.width < WIDTH else Tile(tile.level, tile.index + 1, 1)
        assert not after.is_within(size)
    for level in (ENTRIES, *range(8)):
        assert level in last or not Tile(level, 0, 1).is_within(size)


@given(st.integers(0, 300_000))
def test_tiles_cover_every_subtree_and_every_entry_once(size: int) -> None:
    hashed = Counter[int]()
    for tile in tiles_of(size):
        assert tile.index * WIDTH == hashed[tile.level]
        hashed[tile.level] += tile.width
    assert hashed == {n: size >> 8 * n for n in range(8) if size >> 8 * n}
    assert sum(tile.width for tile in bundles_of(size)) == size


def test_the_largest_log_has_eight_levels() -> None:
    for level in range(8):
        last = ((2**63 - 1) >> 8 * level) // WIDTH
        assert Tile(level, last, 255 if level < 7 else 127).is_within(2**63 - 1)
        assert Tile.parse(Tile(level, last, 1).path()).index == last


# Bytes.


@given(st.lists(st.binary(max_size=300), max_size=WIDTH))
def test_every_bundle_is_read_back(entries: list[bytes]) -> None:
    assert split_bundle(join_bundle(entries), len(entries)) == entries


@settings(max_examples=300)
@given(st.just(join_bundle(LEAVES)).flatmap(mutations))
def test_a_damaged_bundle_that_is_read_is_written_the_same(raw: bytes) -> None:
    try:
        entries = split_bundle(raw, 8)
    except FormatError:
        return
    assert join_bundle(entries) == raw
    assert len(entries) == 8


@pytest.mark.parametrize("change", [b"\x00", b"\x00\x00", b"\x00\x01", b"\xff\xff", b"\x00\x01x"])
def test_a_bundle_with_anything_behind_it_is_refused(change: bytes) -> None:
    raw = join_bundle(LEAVES)
    with pytest.raises(FormatError):
        split_bundle(raw + change, 8)


def test_a_bundle_cut_anywhere_is_refused() -> None:
    raw = join_bundle(LEAVES)
    for end in range(len(raw)):
        with pytest.raises(FormatError):
            split_bundle(raw[:end], 8)


@pytest.mark.parametrize("width", [-1, 0, 7, 9, 256])
def test_a_bundle_of_another_width_is_refused(width: int) -> None:
    with pytest.raises(FormatError):
        split_bundle(join_bundle(LEAVES), width)


def test_an_entry_has_at_most_65_535_bytes() -> None:
    largest = bytes(ENTRY_BYTES_MAX)
    assert split_bundle(join_bundle([largest, b"", largest]), 3) == [largest, b"", largest]
    with pytest.raises(FormatError, match="65535"):
        join_bundle([b"", largest + b"x"])


@pytest.mark.parametrize("length", [0, 1, 31, 33, 63, 65, 96])
def test_a_tile_of_another_length_is_refused(length: int) -> None:
    with pytest.raises(FormatError):
        split_hashes(bytes(length), 2)
    assert split_hashes(bytes(range(64)), 2) == [bytes(range(32)), bytes(range(32, 64))]
