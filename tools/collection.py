"""The collection: which photographs that statements cite are there, told from files alone.

A photograph that is not there is no trouble: its phone may still be in the field.  One that is
damaged is: phones keep theirs only until the server has confirmed it.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from ledger.album import place_of
from ledger.directory import Directory
from tools.verdict import Text

_CITED = "SELECT DISTINCT digest FROM photo"


@dataclass(frozen=True, slots=True)
class Collection:
    """How the photographs stand."""

    cited: int = 0
    """Different ones, in the open and within sealed values that were opened."""

    arrived: int = 0
    damaged: int | None = None
    """Of those that have arrived; None: nobody has looked."""

    def lines(self) -> Iterator[Text]:
        """Yield a line, if any photograph is cited."""
        if self.cited:
            damaged = "" if self.damaged is None else f", rusak {self.damaged}"
            spoilt = "" if self.damaged is None else f", damaged {self.damaged}"
            yield Text(
                f"foto dirujuk {self.cited}, sudah sampai {self.arrived}{damaged}",
                f"photographs cited {self.cited}, arrived {self.arrived}{spoilt}",
            )

    def troubles(self) -> Iterator[Text]:
        """Yield what somebody should look at."""
        if self.damaged:
            yield Text(
                f"{self.damaged} foto rusak di cakram; kembalikan dari cadangan",
                f"{self.damaged} photographs are damaged; put them back from a backup",
            )


def read(directory: Path, *, hashes: bool = False) -> Collection:
    """Count the photographs of a ledger's directory.

    Args:
        directory: Of a ledger.
        hashes: Whether every photograph is to be read and hashed.
    """
    digests = {*_cited(_projections(directory)), *_cited(directory / "vault.db")}
    folder = Directory(directory).photos
    there = [digest for digest in digests if place_of(folder, digest).is_file()]
    damaged = sum(not _is_intact(folder, digest) for digest in there) if hashes else None
    return Collection(len(digests), len(there), damaged)


def _is_intact(folder: Path, digest: bytes) -> bool:
    try:
        return sha256(place_of(folder, digest).read_bytes()).digest() == digest
    except OSError:
        return False


def _projections(directory: Path) -> Path:
    pointer = directory / "projections"
    name = pointer.read_text(encoding="utf-8").strip() if pointer.is_file() else "projections.0.db"
    return directory / name


def _cited(file: Path) -> Iterator[bytes]:
    """Yield the digests that a file knows; one that is not there, or is older, knows none."""
    if not file.is_file():
        return
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as reader:
            yield from [row[0] for row in reader.execute(_CITED)]
    except sqlite3.Error:
        return
