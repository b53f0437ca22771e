"""Tiles: one path for each, and bytes that hold exactly what the path names."""

import pytest

from ledger.tlog.errors import FormatError
from ledger.tlog.tile import Tile


@pytest.mark.parametrize("width", [0, 256, 257, 300, 999, 1000])
def test_a_partial_tile_has_1_to_255_hashes(width: int) -> None:
    for level in ("0", "1", "entries"):
        with pytest.raises(FormatError):
            Tile.parse(f"tile/{level}/000.p/{width}")
