"""The album: photographs that statements cite, kept beside the log under their own hash.

    photos/3f/3f9a...      a whole photograph, named by the SHA-256 of its bytes
    photos/arriving/3f9a...  what has arrived so far of one that is not whole yet

A phone sends pieces; each is on stable storage before it is answered for, so a phone or a server
that is killed goes on where it stood.  Only bytes of the right hash move to their place, by a
rename; wrong ones are thrown away, and the sender is told.  Two phones that send the same
photograph write the same bytes.  What somebody else may spoil are pieces that lie about; a
photograph that is sent whole, in one piece, passes by whatever lies there.

Bytes are hashed whenever they are read: what the disk has changed is never handed out.

Source: draft-ietf-httpbis-resumable-upload; rename(2), fsync(2)
"""

import errno
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

from ledger import file
from ledger.errors import (
    AbsentPhotoError,
    DamagedPhotoError,
    NoPhotoError,
    OffsetError,
    OversizePhotoError,
    PhotosFullError,
    StorageError,
    WrongPhotoError,
)

_ARRIVING: Final = "arriving"
_TO_ITS_END: Final = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW
_OWNER_ONLY: Final = 0o600
_OWNER_ONLY_FOLDER: Final = 0o700
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})


@dataclass(frozen=True, slots=True)
class Limits:
    """How much may be kept, in bytes."""

    one: int
    """Largest photograph."""
    all: int
    """All photographs together, whole or not."""
    reserve: int
    """Free space on the disk that photographs leave to the ledger."""


class Photo(NamedTuple):
    """One photograph."""

    raw: bytes
    kind: str
    """`image/jpeg`, `image/png` or `image/webp`."""


class Arrival(NamedTuple):
    """How much of a photograph is here."""

    offset: int
    """Bytes."""
    is_whole: bool
    """Whether it is all of it, and its hash is right."""


class Piece(NamedTuple):
    """A part of a photograph on its way."""

    raw: bytes
    offset: int
    """Where it belongs, in bytes."""
    length: int
    """Of the whole photograph, in bytes."""


class Album:
    """The folder of a ledger's photographs; its one writer."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        """Open the folder, and make it if it is not there.

        Raises:
            StorageError: The disk did not take it.
        """
        self._folder = folder
        self._limits = limits
        self._lock = threading.Lock()
        with _answers():
            for one in (folder, folder / _ARRIVING):
                one.mkdir(exist_ok=True)
                one.chmod(_OWNER_ONLY_FOLDER)
            self._used = sum(path.stat().st_size for path in folder.glob("*/*"))

    def has(self, digest: bytes) -> bool:
        """Tell whether a photograph has arrived; only reading it tells whether it is intact."""
        return self._whole(digest).exists()

    def read(self, digest: bytes) -> Photo:
        """Return a photograph whose hash was checked just now.

        Raises:
            AbsentPhotoError: It is not here, or not all of it.
            DamagedPhotoError: What is here is not what has arrived.
        """
        raw = self._bytes(digest)
        if sha256(raw).digest() != digest:
            raise DamagedPhotoError(digest)
        return Photo(raw, kind_of(raw) or "")

    def arrival(self, digest: bytes) -> Arrival:
        """Tell how much is here; a damaged photograph may be sent again from its beginning."""
        with suppress(AbsentPhotoError, DamagedPhotoError):
            return Arrival(len(self.read(digest).raw), is_whole=True)
        return Arrival(_size(self._part(digest)), is_whole=False)

    def add(self, digest: bytes, piece: Piece) -> Arrival:
        """Keep a piece; it is on stable storage when this returns.

        Raises:
            OversizePhotoError: The photograph is larger than what is kept.
            OffsetError: What is here ends elsewhere; `expected` says where.
            WrongPhotoError: The bytes have another hash; none of them is kept.
            NoPhotoError: The hash is right, and it is no picture; nothing is kept.
            PhotosFullError: There is no room for photographs.
            StorageError: The disk did not take it.
        """
        if piece.length > self._limits.one:
            raise OversizePhotoError(piece.length, self._limits.one)
        with self._lock, _answers():
            arrival = self.arrival(digest)
            if arrival.is_whole:
                return arrival
            self._check_room(len(piece.raw))
            if piece.offset == 0 and len(piece.raw) == piece.length:
                return self._put(digest, piece.raw)
            if piece.offset != arrival.offset:
                raise OffsetError(piece.offset, arrival.offset)
            return self._append(digest, piece)

    def remove(self, digest: bytes) -> None:
        """Let go of a photograph, and of what has arrived of it.

        Raises:
            StorageError: The disk did not take it.
        """
        with self._lock, _answers():
            for path in (self._whole(digest), self._part(digest)):
                if path.exists():
                    self._drop(path)
                    file.sync(path.parent)

    def _append(self, digest: bytes, piece: Piece) -> Arrival:
        part, end = self._part(digest), piece.offset + len(piece.raw)
        _extend(part, piece.raw, piece.offset)
        self._used += len(piece.raw)
        if end < piece.length:
            return Arrival(end, is_whole=False)
        try:
            _check(digest, part.read_bytes())
        except (WrongPhotoError, NoPhotoError):
            self._drop(part)
            raise
        self._settle(part, digest)
        return Arrival(end, is_whole=True)

    def _put(self, digest: bytes, raw: bytes) -> Arrival:
        """Keep a photograph that came in one piece, whatever has arrived of it before."""
        _check(digest, raw)
        part = self._part(digest)
        self._drop(part)
        _extend(part, raw, 0)
        self._used += len(raw)
        self._settle(part, digest)
        return Arrival(len(raw), is_whole=True)

    def _settle(self, part: Path, digest: bytes) -> None:
        """Move what was checked to its place, in the stead of a damaged one if there is one."""
        whole = self._whole(digest)
        if not whole.parent.exists():
            whole.parent.mkdir(mode=_OWNER_ONLY_FOLDER)
            file.sync(self._folder)
        self._used -= _size(whole)
        part.rename(whole)
        file.sync(whole.parent)
        file.sync(part.parent)

    def _drop(self, part: Path) -> None:
        self._used -= _size(part)
        part.unlink(missing_ok=True)

    def _check_room(self, size: int) -> None:
        """Refuse what the disk could take and the ledger would miss.

        Raises:
            PhotosFullError: The budget is used up, or the disk is too full.
        """
        if self._used + size > self._limits.all:
            raise PhotosFullError(f"photographs take {self._used} bytes of {self._limits.all}")
        free = shutil.disk_usage(self._folder).free
        if free - size < self._limits.reserve:
            raise PhotosFullError(f"{free} bytes are free, {self._limits.reserve} are the ledger's")

    def _bytes(self, digest: bytes) -> bytes:
        try:
            return self._whole(digest).read_bytes()
        except FileNotFoundError as error:
            raise AbsentPhotoError(digest) from error
        except OSError as error:  # the disk gives it back no more
            raise DamagedPhotoError(digest) from error

    def _whole(self, digest: bytes) -> Path:
        return place_of(self._folder, digest)

    def _part(self, digest: bytes) -> Path:
        return self._folder / _ARRIVING / digest.hex()


def place_of(folder: Path, digest: bytes) -> Path:
    """Return where a whole photograph lies."""
    name = digest.hex()
    return folder / name[:2] / name


def kind_of(raw: bytes) -> str | None:
    """Return the media type of a picture by its first bytes; None: none that is kept."""
    if raw.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if raw.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if raw.startswith(b"RIFF") and raw[8:12] == b"WEBP":
        return "image/webp"
    return None


def _check(digest: bytes, raw: bytes) -> None:
    if (found := sha256(raw).digest()) != digest:
        raise WrongPhotoError(digest, found)
    if kind_of(raw) is None:
        raise NoPhotoError(digest)


def _extend(path: Path, raw: bytes, offset: int) -> None:
    """Write at the end of a file; where that fails the file is as long as before."""
    descriptor = os.open(path, _TO_ITS_END, _OWNER_ONLY)
    try:
        with open(descriptor, "ab", closefd=False) as stream:
            stream.write(raw)
        os.fsync(descriptor)
    except BaseException:
        with suppress(OSError):
            os.ftruncate(descriptor, offset)
        raise
    finally:
        os.close(descriptor)
    if offset == 0:
        file.sync(path.parent)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


@contextmanager
def _answers() -> Iterator[None]:
    """Turn what the disk says into this package's errors."""
    try:
        yield
    except OSError as error:
        reason = f"photographs cannot be written: {error.strerror}"
        if error.errno in _FULL:
            raise PhotosFullError(reason) from error
        raise StorageError(reason) from error
