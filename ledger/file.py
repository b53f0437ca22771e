"""Small files that are whole or not there, whatever crashes in between.

Bytes are written under another name, synced, moved to their place, and the
folder is synced: after a power cut there is the old file or the new one.

Source: rename(2), link(2), fsync(2)
"""

import os
import threading
from pathlib import Path
from typing import BinaryIO


def replace(path: Path, raw: bytes) -> None:
    """Write a file, in the place of an older one if there is one; one writer at a time.

    Raises:
        OSError: The disk refused; what was there is there still.
    """
    draft = path.with_name(f"{path.name}.new")
    with draft.open("wb") as stream:
        _write(stream, raw)
    draft.rename(path)
    sync(path.parent)


def create(path: Path, raw: bytes) -> None:
    """Write a file that must not exist; of several writers one succeeds.

    Raises:
        FileExistsError: It does.
        OSError: The disk refused.
    """
    # A name of our own: a draft that somebody else has linked already would be his file.
    own = f"{os.getpid()}-{threading.get_native_id()}"
    draft = path.with_name(f".{path.name}.{own}.draft")
    draft.unlink(missing_ok=True)
    try:
        with draft.open("xb") as stream:
            _write(stream, raw)
        os.link(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    sync(path.parent)


def sync(folder: Path) -> None:
    """Bring a folder's names to stable storage."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write(stream: BinaryIO, raw: bytes) -> None:
    stream.write(raw)
    stream.flush()
    os.fsync(stream.fileno())
