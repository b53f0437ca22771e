"""Frames: a message from screen to camera as several QR codes; `api/web/static/frame.js` in Python.

SG1:REQUEST:0F3A55C1D2E94B77:2/5:<base45>

The message is deflated and cut into pieces.  The id is the beginning of its SHA-256: frames of
different messages never mix, and what was put together is what was meant.
"""

import re
import zlib
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Final

from ledger import base45
from ledger.tlog.errors import FormatError

MARK: Final = "SG1:"
FRAME_BYTES_MAX: Final = 500
FRAMES_MAX: Final = 200
MESSAGE_BYTES_MAX: Final = 1024 * 1024

_FRAME: Final = re.compile(
    r"SG1:([A-Z]{1,16}):([0-9A-F]{16}):([1-9][0-9]{0,2})/([1-9][0-9]{0,2}):(.+)", re.DOTALL
)
_RAW_DEFLATE: Final = -15


def cut(message: bytes, kind: str) -> list[str]:
    """Return a message as frames.

    Args:
        message: At most 1 MiB.
        kind: Capital letters, such as `ANSWER`.

    Raises:
        FormatError: Too large for any camera's patience.
    """
    packer = zlib.compressobj(9, zlib.DEFLATED, _RAW_DEFLATE)
    small = packer.compress(message) + packer.flush()
    count = max(1, -(-len(small) // FRAME_BYTES_MAX))
    if count > FRAMES_MAX or len(message) > MESSAGE_BYTES_MAX:
        raise FormatError("frame", "the message is too large")
    size = -(-len(small) // count)  # pieces of one size give codes of one size
    pieces = (small[at * size : (at + 1) * size] for at in range(count))
    return [
        f"SG1:{kind}:{_id(message)}:{place}/{count}:{base45.encode(piece)}"
        for place, piece in enumerate(pieces, 1)
    ]


def join(texts: Iterable[str], kind: str) -> bytes:
    """Return the message of which these are the frames, in any order.

    Raises:
        FormatError: A frame is out of form, missing, or of another message or kind.
    """
    frames = list(_read(texts))
    pieces = {index: piece for *_, index, _, piece in frames}
    if len({(one[0], one[1], one[3]) for one in frames}) != 1 or frames[0][0] != kind:
        raise FormatError("frame", f"want the frames of one {kind}")
    _, name, _, count, _ = frames[0]
    if sorted(pieces) != list(range(1, count + 1)):
        raise FormatError("frame", f"{len(pieces)} of {count} frames are here")
    message = _unpacked(b"".join(pieces[index] for index in sorted(pieces)))
    if _id(message) != name:
        raise FormatError("frame", "not what was sent")
    return message


def _read(texts: Iterable[str]) -> Iterator[tuple[str, str, int, int, bytes]]:
    for text in texts:
        found = _FRAME.fullmatch(text)
        if found is None:
            raise FormatError("frame", "out of form")
        kind, name, index, count, piece = found.groups()
        if int(index) > int(count) or int(count) > FRAMES_MAX:
            raise FormatError("frame", "out of form")
        yield kind, name, int(index), int(count), base45.decode(piece)


def _unpacked(small: bytes) -> bytes:
    unpacker = zlib.decompressobj(_RAW_DEFLATE)
    try:
        message = unpacker.decompress(small, MESSAGE_BYTES_MAX)
    except zlib.error as error:
        raise FormatError("frame", "cannot be unpacked") from error
    if not unpacker.eof or unpacker.unused_data:
        raise FormatError("frame", "cannot be unpacked")
    return message


def _id(message: bytes) -> str:
    return sha256(message).hexdigest()[:16].upper()
