"""The election: which boxes every polling station gets, how it is called, and when people vote.

The story is told once, in the days of 27 November 2024; another election has the same days before
and after its own vote.  So a Pemilu with its five kinds of boxes is a value and no code.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

TOLD: Final = date(2024, 11, 27)
"""The vote in whose days every scene is written."""


@dataclass(frozen=True, slots=True)
class Election:
    """One kind of operation."""

    operation: str
    name: str
    kinds: tuple[str, ...]
    """One box each per TPS, and one each for the recapitulation of a kecamatan."""
    vote: date
    legal_basis: tuple[str, ...]
    special: int = 0
    """Polling stations beside the ordinary ones, in prisons and hospitals: 901 and on."""

    @property
    def shift(self) -> timedelta:
        """How far its days lie from those in which the story is told."""
        return self.vote - TOLD


PILKADA: Final = Election(
    "pilkada-2024",
    "LATIHAN: Pilkada Serentak 2024 Kabupaten OKU Timur",
    ("GUB", "BUP"),
    TOLD,
    ("UU 10/2016", "PKPU 12/2024"),
)
