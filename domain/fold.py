"""Every fold, in one list: what `projections` iterate over, and nothing else does."""

from typing import Any, Final

from domain.fact import Enrolled, Fact, Filed, Resumed, Revoked, Voided
from domain.step import Fold, Step

__all__ = [
    "FOLDS",
    "Enrolled",
    "Fact",
    "Filed",
    "Fold",
    "Resumed",
    "Revoked",
    "Step",
    "Voided",
]

FOLDS: Final[tuple[Fold[Any], ...]] = ()
"""In the order in which one leaf's findings are raised."""
