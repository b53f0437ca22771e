"""The published figures of tests/vectors/tlog.json, and keys made from their seeds."""

import json
from pathlib import Path
from typing import Any

FIGURES: Any = json.loads(
    (Path(__file__).parents[1] / "vectors" / "tlog.json").read_text(encoding="utf-8")
)
"""Checked against other people's implementations; never computed by our own code."""

LEAVES: tuple[bytes, ...] = tuple(bytes.fromhex(leaf) for leaf in FIGURES["leaves_hex"])
"""The eight leaves of the classic Certificate Transparency tests."""

ROOTS: tuple[bytes, ...] = tuple(bytes.fromhex(root) for root in FIGURES["roots_hex"])
"""Root of the first n + 1 leaves."""


def hashes(name: str) -> list[bytes]:
    return [bytes.fromhex(value) for value in FIGURES[name]]


def seed(name: str) -> bytes:
    return bytes.fromhex(FIGURES[name]["seed_hex"])
