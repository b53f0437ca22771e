"""Dispatch: statements signed in a journal's folder, handed in, and opened to those who may read.

What opens a sealed value is written down before the statement is signed, for the owner's eyes only,
and deleted when a server has it: whatever ends the work in between, the next time goes on there.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import click
import msgspec

from ledger import file
from ledger.journal import STATEMENT, Entry
from ledger.tlog.text import to_base64
from tools.complaint import UNDECIDED
from tools.delivery import DeliveryError, Door
from tools.intake.wording import Saying
from tools.logbook import Logbook, receipt_of

_OWNER_ONLY: Final = 0o600
_PATH: Final = "/identity"
_TOGETHER: Final = 200
"""Openings in one request."""


class _Kept(msgspec.Struct):
    """What opens a value, before anybody has signed it."""

    salt: str
    value: Any


def sign(logbook: Logbook, sayings: Iterable[Saying], advance: Callable[[int], None]) -> None:
    """Sign statements one after the other.

    Raises:
        LogbookError: The folder cannot be written.
        OSError: What opens a value could not be kept.
    """
    for _ in logbook.sign_all(STATEMENT, _bodies(logbook, sayings)):
        advance(1)


def _bodies(logbook: Logbook, sayings: Iterable[Saying]) -> Iterator[str]:
    """Yield what is to be signed, each after what opens it has been kept."""
    for number, saying in enumerate(sayings, start=logbook.next(STATEMENT).sequence):
        if saying.secret is not None:
            salt, value = saying.secret
            kept = _Kept(to_base64(salt), value)
            _keep(logbook.folder / f"{number:06}.opening", msgspec.json.encode(kept))
        yield f"{saying.body}\n"


def lay_open(door: Door, logbook: Logbook) -> int:
    """Hand in what opens statements that the log has; return 0, or 3 if some has to wait."""
    waiting = [
        path
        for path in sorted(logbook.folder.glob("*.opening"))
        if receipt_of(path.with_suffix(".note")).exists()
    ]
    for batch in _batches(waiting):
        try:
            answers = door.lay_open([_opening(path) for path in batch])
        except DeliveryError as error:
            click.echo(f"? {logbook.folder}: {error}")
            return UNDECIDED
        for path, refusal in zip(batch, answers, strict=True):
            if refusal is None:
                path.unlink()
            else:
                click.echo(f"✗ {path}  pembuka ditolak / opening refused: {refusal}")
    return UNDECIDED if any(path.exists() for path in waiting) else 0


def _opening(path: Path) -> dict[str, Any]:
    kept = msgspec.json.decode(path.read_bytes(), type=_Kept)
    leaf = Entry.parse(path.with_suffix(".note").read_bytes()).leaf
    return {"leaf": to_base64(leaf), "path": _PATH, "salt": kept.salt, "value": kept.value}


def _batches(paths: Sequence[Path]) -> Iterator[Sequence[Path]]:
    for start in range(0, len(paths), _TOGETHER):
        yield paths[start : start + _TOGETHER]


def _keep(path: Path, raw: bytes) -> None:
    """Write a file that only its owner can read, over one that no note has come to."""
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(raw)
        stream.flush()
        os.fsync(stream.fileno())
    file.sync(path.parent)
