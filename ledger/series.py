"""The checkpoints that a copy of a log has seen, in the order of their size.

    checkpoints/000         256 lines, each the base64 of one signed checkpoint
    checkpoints/001         the next ones; the last file grows until it has 256 lines

An older checkpoint is a promise of the log like the newest: whoever holds one can
show that the log has kept it, or that it has not.  Beside the tiles they are
files like any other, so a copy of a copy has them too.
"""

from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

from ledger import file
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.errors import FormatError
from ledger.tlog.note import SIGNATURES_MAX, Note
from ledger.tlog.text import parse_base64, to_base64
from ledger.tlog.tile import WIDTH, Tile

FOLDER = "checkpoints"


def path(number: int) -> str:
    """Return the path of a file, below the folder of the log."""
    return f"{FOLDER}/{Tile(0, number).path().removeprefix('tile/0/')}"


def split(raw: bytes) -> list[bytes]:
    """Read the notes in a file.

    Raises:
        FormatError: Not 1 to 256 lines of base64.
    """
    try:
        lines = raw.decode("ascii").split("\n")
    except UnicodeDecodeError as error:
        raise FormatError("series", "not ASCII") from error
    if lines.pop() or not 1 <= len(lines) <= WIDTH:
        raise FormatError("series", f"want 1 to {WIDTH} lines")
    return [parse_base64(line, "checkpoint") for line in lines]


def join(notes: Sequence[bytes]) -> bytes:
    """Return the bytes that `split` reads."""
    return "".join(f"{to_base64(note)}\n" for note in notes).encode()


def size_of(raw: bytes) -> int:
    """Return the size in a checkpoint.

    Raises:
        FormatError: It is none.
    """
    return Checkpoint.parse(Note.parse(raw).text).size


def merged(before: bytes, now: bytes) -> bytes:
    """Return a checkpoint with the signature lines of both, where both are of one text.

    A witness may come late: the same checkpoint then has more lines than before.  Of one key the
    newer line stands.

    Raises:
        FormatError: Not two notes of one text.
    """
    old, new = Note.parse(before), Note.parse(now)
    if old.text != new.text:
        raise FormatError("checkpoint", "two texts for one size")
    lines = {(line.name, line.key_id): line for line in (*old.signatures, *new.signatures)}
    return Note(old.text, tuple(lines.values())[:SIGNATURES_MAX]).serialise()


class Series:
    """The files under one folder."""

    def __init__(self, root: Path) -> None:
        """Keep them in the folder `checkpoints` of `root`."""
        self._root = root

    def notes(self) -> Iterator[bytes]:
        """Yield every checkpoint, smallest first.

        Raises:
            FormatError: A file is damaged.
            OSError: It cannot be read.
        """
        for number in count():
            if not (self._root / path(number)).exists():
                return
            yield from self._read(number)

    def newest(self) -> bytes | None:
        """Return the last checkpoint, if there is one.

        Raises:
            FormatError: The last file is damaged.
            OSError: It cannot be read.
        """
        last = self._last()
        return None if last is None else self._read(last)[-1]

    def recent(self) -> dict[int, bytes]:
        """Return the checkpoints of the last file by their size: those that can still change.

        Raises:
            FormatError: The last file is damaged.
            OSError: It cannot be read.
        """
        last = self._last()
        return {} if last is None else {size_of(note): note for note in self._read(last)}

    def extend(self, notes: Sequence[bytes]) -> None:
        """Add checkpoints; one that is here is merged, one that is older than the last file is not.

        Args:
            notes: In any order, of one log.

        Raises:
            FormatError: The last file is damaged, or a note is no checkpoint, or of another text.
            OSError: The disk refused.
        """
        number, kept = self._last() or 0, self.recent()
        first = min(kept, default=0) if number else 0
        before = dict(kept)
        for note in notes:
            size = size_of(note)
            if size >= first:
                kept[size] = merged(kept[size], note) if size in kept else note
        if kept == before:
            return
        whole = [kept[size] for size in sorted(kept)]
        # In their order: what a crash cuts off is the newest, which is offered again.
        for start in range(0, len(whole), WIDTH):
            self._write(number + start // WIDTH, whole[start : start + WIDTH])

    def set_aside(self) -> str:
        """Give the last file another name, where it is damaged, to begin it anew; return its path.

        Raises:
            OSError: The disk refused.
        """
        name = path(self._last() or 0)
        (self._root / name).rename(self._root / f"{name}.damaged")
        file.sync((self._root / name).parent)
        return name

    def _last(self) -> int | None:
        number = next(n for n in count() if not (self._root / path(n)).exists())
        return number - 1 if number else None

    def _read(self, number: int) -> list[bytes]:
        return split((self._root / path(number)).read_bytes())

    def _write(self, number: int, notes: Sequence[bytes]) -> None:
        place = self._root / path(number)
        place.parent.mkdir(parents=True, exist_ok=True)
        file.replace(place, join(notes))
