"""Fixtures of the tests over HTTP."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.practice import practice
from tests.support.server import Desk, desk


@pytest.fixture(name="counter")
def _counter(tmp_path: Path) -> Iterator[Desk]:
    """A served practice ledger."""
    with practice(tmp_path / "ledger") as place, desk(place) as counter:
        yield counter
