"""Fixtures of the ledger's tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.practice import Practice, practice


@pytest.fixture(name="place")
def _place(tmp_path: Path) -> Iterator[Practice]:
    """An open practice ledger in a folder of its own."""
    with practice(tmp_path / "ledger") as place:
        yield place
