"""Unlockings: the doors of stores that were opened outside of hours, and no others."""

from typing import Final

from domain.unlocking import Unlocking
from projections.version import Versions

UNLOCKINGS: Final = Versions("bukaan", Unlocking)
