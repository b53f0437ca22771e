"""Tiles: one path for each, and bytes that hold exactly what the path names."""

import pytest

from ledger.tlog.errors import FormatError
from ledger.tlog.tile import Tile


@pytest.mark.parametrize("width", [0, 256, 257, 300, 999, 1000])
def test_a_partial_tile_has_1_to_255_hashes(width: int) -> None:
    for level in ("0", "1", "entries"):
        with pytest.raises(FormatError):
            Tile.parse(f"tile/{level}/000.p/{width}")


@pytest.mark.parametrize("groups", [6, 7, 1_500, 100_000])
def test_an_index_that_no_log_reaches_is_refused_at_once(groups: int) -> None:
    with pytest.raises(FormatError):
        Tile.parse("tile/0/" + "x999/" * groups + "999")
