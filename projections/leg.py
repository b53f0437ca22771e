"""Legs: how many boxes went each planned way, and how many should have."""

from typing import Final

from msgspec import structs

from domain.leg import Passage
from projections.version import Versions

LEGS: Final = Versions(
    "ruas",
    Passage,
    past=lambda passage: structs.replace(passage, boxes=(), times=(), left_out=passage.count),
)
"""Which boxes they were and when they left, only the newest state says; of others, how many."""
