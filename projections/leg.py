"""Legs: how many boxes went each planned way, and how many should have."""

from typing import Final

from msgspec import structs

from domain.leg import Passage
from projections.version import Versions

LEGS: Final = Versions(
    "ruas",
    Passage,
    past=lambda passage: structs.replace(passage, boxes=(), left_out=passage.count),
)
"""Which boxes they were, the newest state alone says; of the others, how many."""
