"""A log in a ledger's directory of one's own, made from whatever a source holds.

Folding reads a ledger's database, and a verdict is worth something only over the very bytes that
are folded: so both are done over this copy.  Nothing is believed on the way; what cannot even be
read as a note gets a place that no journal has, and the verdict says so.
"""

from collections.abc import Callable
from pathlib import Path

from ledger import sqlite
from ledger.charter import Charter
from ledger.directory import Directory
from ledger.errors import ConflictError, LedgerError, RefusedError
from ledger.journal import CHARTER, Entry
from ledger.log import Draft, Log
from tools.source import DamagedError, Source

NOWHERE = "?"
"""The journal of what is no note; no journal can have this name."""

_CHECKPOINT = "INSERT INTO checkpoint VALUES (?, ?)"
_COSIGNATURE = "INSERT INTO cosignature VALUES (?, ?, ?)"


def duplicate(
    source: Source, folder: Path, progress: Callable[[int], None] = lambda _: None
) -> Directory:
    """Write what a source holds into an empty folder.

    Args:
        source: The log.
        folder: Where `ledger.db` is made.
        progress: Told how many entries were read, now and then.

    Raises:
        SourceError: It cannot be read, or two entries claim one place.
        StorageError: The disk did not take it.
    """
    made = Directory(folder)
    log = Log.create(made.database)
    try:
        for page in source.pages():
            drafts = [_draft(index, raw) for index, raw in enumerate(page.notes, page.first)]
            log.append(drafts, 0)
            progress(len(drafts))
    except ConflictError as error:
        reason = f"{source.name}: two entries from leaf {log.size} on have one place"
        raise DamagedError(reason) from error
    finally:
        log.close()
    _promises(source, made)
    fingerprint = source.fingerprint()
    if fingerprint is not None:
        made.write_fingerprint(fingerprint)
    return made


def _promises(source: Source, made: Directory) -> None:
    """Write down what the log and its witnesses have signed."""
    checkpoints = tuple(source.checkpoints())
    lines = tuple(
        (size, f"{number}", line) for number, (size, line) in enumerate(source.cosignatures())
    )
    engine = sqlite.writer(made.database)
    try:
        with sqlite.statements(engine) as cursor:
            cursor.executemany(_CHECKPOINT, checkpoints)
            cursor.executemany(_COSIGNATURE, lines)
    finally:
        engine.dispose()


def _draft(index: int, raw: bytes) -> Draft:
    topic = raw.partition(b"\n")[0].decode(errors="replace")
    try:
        if index == 0:
            return Draft(Charter.opened(raw).origin, 0, CHARTER, raw)
        header = Entry.parse(raw).header
    except (RefusedError, LedgerError):
        return Draft(NOWHERE, index, topic, raw)
    return Draft(header.journal, header.sequence, header.topic, raw)
