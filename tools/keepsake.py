"""A checkpoint in whatever somebody has kept it: a note, a proof, a receipt, a sheet of paper.

What convicts a log is often an old thing in a drawer.  Nothing is judged here;
the bytes are handed to whoever does.
"""

import json
from pathlib import Path

from ledger.slip import Slip, read_text
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.errors import FormatError, TlogError
from ledger.tlog.note import Note
from ledger.tlog.proof import Proof
from tools.photograph import codes
from tools.source import DamagedError, read

_PROOF_START = b"c2sp.org/tlog-proof@"
_IMAGE_BYTES_MAX = 1 << 25


def kept_checkpoint(path: Path) -> bytes:
    """Return the signed checkpoint that a file holds.

    Raises:
        SourceError: The file cannot be read, or holds none.
    """
    raw = read(path, _IMAGE_BYTES_MAX)
    try:
        if raw.startswith(_PROOF_START):
            return Proof.parse(raw).checkpoint
        if raw.startswith(b"{"):
            return _of_receipt(raw)
        if _is_checkpoint(raw):
            return raw
        return _of_sheet(path)
    except TlogError as error:
        raise DamagedError(f"{path}: {error}") from error


def _is_checkpoint(raw: bytes) -> bool:
    try:
        Checkpoint.parse(Note.parse(raw).text)
    except TlogError:
        return False
    return True


def _of_receipt(raw: bytes) -> bytes:
    try:
        found = json.loads(raw)["checkpoint"]
    except (ValueError, KeyError, RecursionError) as error:
        raise FormatError("receipt", "it holds no checkpoint") from error
    if not isinstance(found, str):
        raise FormatError("receipt", "its checkpoint is no text")
    return found.encode(errors="replace")


def _of_sheet(path: Path) -> bytes:
    for text in codes(path):
        if isinstance(found := read_text(text), Slip):
            return found.note().serialise()
    raise FormatError("image", "no proof code was found on it")
