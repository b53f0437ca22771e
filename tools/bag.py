r"""Bags: what waits on a phone, handed over as one file, and what goes beside its notes.

    {"notes": ["segel/statement/v1\n..."], "openings": [{"leaf": "...", "path": "/visitor", ...}]}

Whoever got the file may hand it in: the notes prove themselves.  They are laid out beside it, one
file each, so that their receipts are kept as for every other note.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from ledger import file
from ledger.errors import LedgerError
from ledger.journal import Entry
from tools.complaint import WRONG_USE, CommandError
from tools.translation import said
from tools.verdict import Text


class _Outbox(msgspec.Struct, frozen=True):
    notes: list[str]
    openings: list[dict[str, Any]] = []


@dataclass(frozen=True, slots=True)
class Bag:
    """What was in the file."""

    notes: list[Path]
    openings: list[dict[str, Any]]
    """As the phone wrote them; the server looks whether they open anything."""


def is_bag(path: Path) -> bool:
    """Tell whether this is a phone's file, by its first byte: a note begins with a word."""
    if not path.is_file():
        return False
    with path.open("rb") as opened:
        return opened.read(1) == b"{"


def unpack(path: Path) -> Bag:
    """Lay the notes of a bag out in a folder beside it.

    Raises:
        CommandError: It is not a phone's file.
    """
    folder = path.with_name(f"{path.name}.notes")
    try:
        outbox = msgspec.json.decode(path.read_bytes(), type=_Outbox)
        notes = [(_name(note.encode()), note.encode()) for note in outbox.notes]
    except (ValueError, LedgerError) as error:
        raise CommandError(
            Text(f"{path}: bukan berkas antrean ponsel", f"{path}: not a phone's file"),
            said(error),
            status=WRONG_USE,
        ) from error
    folder.mkdir(exist_ok=True)
    for name, note in notes:
        file.replace(folder / name, note)
    return Bag([folder / name for name, _ in notes], outbox.openings)


def _name(note: bytes) -> str:
    """Name a file: journals stay in order, and a number that was used twice is there twice."""
    entry = Entry.parse(note)
    header = entry.header
    return f"{header.journal.replace('/', '_')}-{header.sequence:06}-{entry.leaf[:4].hex()}.note"
