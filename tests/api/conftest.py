"""Fixtures of the tests over HTTP."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.practice import practice
from tests.support.recital import told
from tests.support.server import Desk, desk


@pytest.fixture(name="counter")
def _counter(tmp_path: Path) -> Iterator[Desk]:
    """A served practice ledger."""
    with practice(tmp_path / "ledger") as place, desk(place) as counter:
        yield counter


@pytest.fixture(name="hall", scope="session")
def _hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A served ledger of a small election, to be read and not to be written to."""
    with told(tmp_path_factory.mktemp("hall")) as hall:
        yield hall
