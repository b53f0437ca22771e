"""A reader of evidence files written from docs/reference/formats.md alone: no code of ours.

Slow and short on purpose; where it and `ledger.bundle` disagree, one of them misreads the page.
"""

import base64
import hashlib
import re
from collections.abc import Iterator

_HEAD = re.compile(rb"segel/bundle/v1\n([^\n]+)\n([^\n]+)\ncheckpoint (0|[1-9]\d*)\n")
_LEAF = re.compile(rb"leaf (0|[1-9]\d*) (chosen|needed) (0|[1-9]\d*)\n")
_HASH = re.compile(rb"hash ([A-Za-z0-9+/]{43}=)\n")
_SEAL = re.compile(rb"seal ([A-Za-z0-9+/]{43}=)\n")
_ANCHOR = re.compile(rb"\ncheckpoint ([A-Za-z0-9+/=]+)\n\n\xe2\x80\x94 ")


class UnreadableError(Exception):
    """Not as the page says."""


def proven(raw: bytes) -> dict[int, bytes]:
    """Return the notes that a file proves to be in the tree of its checkpoint, by leaf index.

    Raises:
        UnreadableError: It proves nothing.
    """
    head = _matched(_HEAD, raw, 0)
    checkpoint, at = _block(raw, head.end(), int(head[3]))
    origin, size, root = checkpoint.split(b"\n")[:3]
    notes: dict[int, bytes] = {}
    while found := _LEAF.match(raw, at):
        index = int(found[1])
        if index != 0 if not notes else index <= max(notes):
            raise UnreadableError
        notes[index], at = _block(raw, found.end(), int(found[3]))
    hashes = []
    while found := _HASH.match(raw, at):
        hashes.append(base64.b64decode(found[1]))
        at = found.end()
    last = _matched(_SEAL, raw, at)
    digest = hashlib.sha256(b"segel/bundle-seal/v1\n" + raw[:at]).digest()
    is_sealed = base64.b64decode(last[1]) == digest and last.end() == len(raw)
    given = iter(hashes)
    made = _root(0, int(size), notes, sorted(_cuts(notes)), given)
    if not is_sealed or origin != head[1] or next(given, None) is not None:
        raise UnreadableError
    if base64.b64encode(made) != root:
        raise UnreadableError
    return notes


def _matched(pattern: re.Pattern[bytes], raw: bytes, at: int) -> re.Match[bytes]:
    found = pattern.match(raw, at)
    if found is None:
        raise UnreadableError
    return found


def _block(raw: bytes, at: int, length: int) -> tuple[bytes, int]:
    end = at + length
    if raw[end : end + 1] != b"\n":
        raise UnreadableError
    return raw[at:end], end + 1


def _cuts(notes: dict[int, bytes]) -> Iterator[int]:
    for index, note in notes.items():
        if index:
            try:
                sizes = [int(note.split(b"\n")[4].split(b" ")[0])]
                if note.startswith(b"segel/anchor/v1\n") and (found := _ANCHOR.search(note)):
                    sizes.append(int(base64.b64decode(found[1]).split(b"\n")[1]))
            except (ValueError, IndexError) as error:
                raise UnreadableError from error
            yield from (size for size in sizes if 0 < size <= index)


def _root(
    start: int, end: int, notes: dict[int, bytes], cuts: list[int], hashes: Iterator[bytes]
) -> bytes:
    is_open = any(start <= index < end for index in notes) or any(start < c < end for c in cuts)
    if not is_open:
        found = next(hashes, None)
        if found is None:
            raise UnreadableError
        return found
    if end - start == 1:
        return hashlib.sha256(b"\x00" + notes[start]).digest()
    half = 1
    while half * 2 < end - start:
        half *= 2
    left = _root(start, start + half, notes, cuts, hashes)
    right = _root(start + half, end, notes, cuts, hashes)
    return hashlib.sha256(b"\x01" + left + right).digest()
