"""One rehearsal of the whole operation for all who only read it."""

import pytest

from tests.tools.scenario.postbox import Rehearsal, rehearse


@pytest.fixture(name="rehearsal", scope="session")
def whole_operation() -> Rehearsal:
    """Play thirteen TPS, so that every trouble has its own, into a postbox."""
    return rehearse(13)
