"""Growth is believed when it leads to a signed root and begins with what is known."""

from collections.abc import Callable
from itertools import chain

import pytest
from hypothesis import given, settings, strategies as st

from ledger.errors import ForkError, ShrunkError, UnprovenError
from ledger.mirror import Growth, Read
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.tile import ENTRIES, HEIGHT, WIDTH, Tile
from tests.support.log_builder import LogBuilder


def log_of(size: int, salt: str = "") -> LogBuilder:
    """Return a log whose entries nobody understands: the tree does not ask what they say."""
    log = LogBuilder()
    log.add(*(f"{salt}{number}".encode() for number in range(1, size)))
    return log


LONG = log_of(1_100)


def reads(log: LogBuilder) -> Read:
    """Return how to read a log as its server shows it."""

    def read(tile: Tile) -> list[bytes]:
        first = tile.index * WIDTH
        if tile.level == ENTRIES:
            return log.entries[first : first + tile.width]
        return log.hashes(tile)

    return read


def spoilt(read: Read, is_hit: Callable[[Tile], bool], times: int = 1_000) -> Read:
    """Return the same, with a bit flipped in some tiles, as often as is said."""
    left = [times]

    def spoil(tile: Tile) -> list[bytes]:
        found = read(tile)
        if is_hit(tile) and left[0]:
            left[0] -= 1
            found = [bytes([found[0][0] ^ 1]) + found[0][1:], *found[1:]]
        return found

    return spoil


@given(old=st.integers(0, 1_100), new=st.integers(1, 1_100))
@settings(max_examples=60, deadline=None)
def test_a_log_grows_from_any_size_to_any_larger_one(old: int, new: int) -> None:
    old, new = min(old, new), max(old, new)
    growth = Growth(LONG.checkpoint(old) if old else None, LONG.checkpoint(new), reads(LONG))

    bundles = list(growth.bundles(old // WIDTH))

    first = old // WIDTH * WIDTH
    assert [*chain(*(one.entries for one in bundles))] == LONG.entries[first:new]
    assert [*chain(*(one.leaves for one in bundles))] == LONG.leaves[first:new]
    assert [one.first for one in bundles] == [*range(first, new, WIDTH)]
    assert growth.root(old) == LONG.subtrees.root(old)
    assert growth.tile(Tile(1, 0, new // WIDTH)) == LONG.hashes(Tile(1, 0, new // WIDTH))


def test_the_leaf_hashes_of_a_server_are_not_asked_for() -> None:
    asked: list[Tile] = []

    def read(tile: Tile) -> list[bytes]:
        asked.append(tile)
        return reads(LONG)(tile)

    list(Growth(LONG.checkpoint(300), LONG.checkpoint(1_100), read).bundles())

    assert {tile.level for tile in asked} == {ENTRIES, 1}


@pytest.mark.parametrize("new", [900, 700])
def test_another_tree_of_the_same_or_a_larger_size_is_a_fork(new: int) -> None:
    other = log_of(900, "x")

    with pytest.raises(ForkError, match=f"sizes 700 and {new}"):
        Growth(LONG.checkpoint(700), other.checkpoint(new), reads(other))


def test_a_smaller_tree_is_not_judged() -> None:
    with pytest.raises(ShrunkError, match="had 700 entries, and now shows 699"):
        Growth(LONG.checkpoint(700), LONG.checkpoint(699), reads(LONG))


@pytest.mark.parametrize(
    ("tile", "place"),
    [
        (Tile(ENTRIES, 0), "tile/entries/000:"),
        (Tile(ENTRIES, 2), "tile/entries/002:"),
        (Tile(ENTRIES, 4, 76), "right edge"),
        (Tile(1, 0, 4), "right edge"),
    ],
)
def test_a_flipped_bit_is_read_again_and_then_named(tile: Tile, place: str) -> None:
    def all_of(times: int) -> None:
        read = spoilt(reads(LONG), lambda one: one == tile, times)
        list(Growth(None, LONG.checkpoint(1_100), read).bundles())

    all_of(1)
    with pytest.raises(UnprovenError, match=place):
        all_of(1_000)


def test_a_full_tile_is_checked_against_the_one_above() -> None:
    leaves = [bytes([number % 251]) * 4 for number in range(WIDTH * WIDTH + 300)]
    log = LogBuilder()
    log.add(*leaves)
    read = spoilt(reads(log), lambda tile: tile == Tile(1, 0))

    growth = Growth(None, log.checkpoint(), read)

    with pytest.raises(UnprovenError, match="tile/1/000:"):
        growth.node(HEIGHT, 3)


def test_what_is_at_hand_is_not_read_from_the_log_unless_it_is_damaged() -> None:
    damaged = spoilt(reads(LONG), lambda tile: tile.index == 1)
    growth = Growth(None, LONG.checkpoint(1_100), reads(LONG))

    bundles = list(growth.bundles(at_hand=lambda tile: damaged(tile) if tile.index < 3 else None))

    assert [one.is_at_hand for one in bundles] == [True, False, True, False, False]
    assert [*chain(*(one.entries for one in bundles))] == LONG.entries


@pytest.mark.parametrize("count", [0, 255, 257])
def test_a_bundle_of_another_number_of_entries_is_refused(count: int) -> None:
    def read(tile: Tile) -> list[bytes]:
        found = reads(LONG)(tile)
        return LONG.entries[:count] if tile == Tile(ENTRIES, 0) else found

    with pytest.raises(UnprovenError):
        list(Growth(None, LONG.checkpoint(1_100), read).bundles())


def test_a_root_that_no_tile_leads_to_is_refused() -> None:
    false = Checkpoint(LONG.checkpoint().origin, 1_100, bytes(32))

    with pytest.raises(UnprovenError):
        Growth(None, false, reads(LONG))
