"""A journal on this machine: a folder of signed notes, the newest of which is all the state.

key             the private key, for its owner alone
begin           the header of number 0: five lines, as in every note
000000.note     signed notes by number; a number is used once
000000.receipt  the server's answer, once it has come
000000.7.lost-receipt   the answer that had named leaf 7, where the note no longer stands
checkpoint      the newest checkpoint of the log that was verified: the next note cites it
lost-*.checkpoint   what was verified before the log had lost entries and was recovered
recovered       from how many entries it was, and which number is the first to know of it

A note is written before anybody sees it, under a name that must be new: a crash
can lose a moment's work, never sign a second text under a used number.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from ledger import file, key as keyfile
from ledger.errors import LedgerError
from ledger.journal import STATEMENT, Entry, Header
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.errors import TlogError
from ledger.tlog.note import Note, SignerKey
from ledger.tlog.text import parse_hash
from ledger.tlog.tree import EMPTY_ROOT
from tools.complaint import WRONG_USE, CommandError, same
from tools.verdict import Text

_RECOVERED = "recovered"
_DIGITS = 6


class LogbookError(Exception):
    """The folder is not a journal, or is another one."""


@dataclass(frozen=True, slots=True)
class Logbook:
    """One journal's folder."""

    folder: Path

    @classmethod
    def begun(cls, folder: Path, key: SignerKey, origin: str, after: str, at: int = 0) -> Self:
        """Make the folder of a journal that this machine has not written in.

        Args:
            folder: Where; it must not be a journal yet.
            key: The journal's own, and named like it.
            origin: Name of the log.
            after: Base64 leaf hash of the note that enrolled it, or of the charter; for a journal
                that was resumed, the hash after which it was.
            at: Number of the next note: 0, or where it was resumed.

        Raises:
            LogbookError: It is one already, or the hash is none.
        """
        try:
            previous = parse_hash(after, "leaf hash")
            folder.mkdir(parents=True, exist_ok=True)
            header = Header(STATEMENT, origin, key.name, at, previous, 0, EMPTY_ROOT)
            keyfile.save(folder / "key", key)
            file.create(folder / "begin", header.text().encode())
        except FileExistsError as error:
            raise LogbookError(f"{folder} is a journal already") from error
        except (OSError, TlogError) as error:
            raise LogbookError(f"{folder}: {error}") from error
        return cls(folder)

    def next(self, topic: str, seen: tuple[int, bytes] | None = None) -> Header:
        """Return the header of the next note.

        Args:
            topic: The note's first line.
            seen: What it cites, if not the newest checkpoint that was verified.

        Raises:
            LogbookError: The folder cannot be read as a journal.
        """
        try:
            begin = Header.parse((self.folder / "begin").read_text(encoding="utf-8").splitlines())
            size, root = seen or self.seen()
            notes = self.notes()
            if not notes:
                return Header(
                    topic, begin.origin, begin.journal, begin.sequence, begin.previous, size, root
                )
            last = Entry.parse(notes[-1].read_bytes())
        except (OSError, UnicodeDecodeError, TlogError, LedgerError) as error:
            raise LogbookError(f"{self.folder}: {error}") from error
        number = last.header.sequence + 1
        return Header(topic, begin.origin, begin.journal, number, last.leaf, size, root)

    def sign(self, topic: str, body: str, seen: tuple[int, bytes] | None = None) -> Path:
        """Sign the next note and keep it.

        Args:
            topic: The note's first line.
            body: What it says, ending in a line feed.
            seen: Size and root that it cites, if not the newest checkpoint that was verified.

        Raises:
            LogbookError: A text that the ledger would not take, or a full disk.
        """
        return next(self.sign_all(topic, (body,), seen))

    def sign_all(
        self, topic: str, bodies: Iterable[str], seen: tuple[int, bytes] | None = None
    ) -> Iterator[Path]:
        """Sign one note after the other, keep each, and yield where; arguments as of `sign`.

        The folder is read once, so nobody else may write in it meanwhile: a number that is taken
        is refused.

        Raises:
            LogbookError: A text that the ledger would not take, or a full disk.
        """
        header = self.next(topic, seen)
        for body in bodies:
            path = self.folder / f"{header.sequence:0{_DIGITS}}.note"
            try:
                raw = keyfile.load(self.folder / "key").sign(header.text() + body).serialise()
                entry = Entry.parse(raw)
                file.create(path, raw)
            except (OSError, TlogError, LedgerError) as error:
                raise LogbookError(f"{path}: {error}") from error
            yield path
            header = replace(header, sequence=header.sequence + 1, previous=entry.leaf)

    def notes(self) -> list[Path]:
        """Return all notes, oldest first."""
        return sorted(self.folder.glob("*.note"), key=lambda path: (len(path.name), path.name))

    def waiting(self) -> list[Path]:
        """Return the notes without a receipt, oldest first."""
        return [path for path in self.notes() if not receipt_of(path).exists()]

    def kept(self) -> Path | None:
        """Return the newest note that has a receipt."""
        return next((note for note in reversed(self.notes()) if receipt_of(note).exists()), None)

    def see(self, checkpoint: bytes) -> None:
        """Keep a checkpoint, if it is newer; the caller has verified that it extends the last."""
        size = Checkpoint.parse(Note.parse(checkpoint).text).size
        if size > self.seen()[0]:
            file.replace(self.folder / "checkpoint", checkpoint)

    def give_up(self) -> None:
        """Hold no checkpoint any more; the one held was of entries that are lost.

        Whoever calls this has verified, or is saying as a registrar, that the log was recovered.
        """
        held = self.folder / "checkpoint"
        if held.exists():
            held.rename(self.folder / f"lost-{self.seen()[0]}.checkpoint")
            file.sync(self.folder)

    def recover(self, size: int) -> None:
        """Remember that what is held from now on has grown from a recovered tree.

        Args:
            size: How many entries the log went on from.
        """
        if size <= self.recovered()[0]:
            return
        notes = self.notes()
        number = Entry.parse(notes[-1].read_bytes()).header.sequence + 1 if notes else 0
        file.replace(self.folder / _RECOVERED, f"{size} {number}\n".encode())

    def recovered(self) -> tuple[int, int]:
        """Return from how many entries the log went on, and the first number that knows of it."""
        path = self.folder / _RECOVERED
        if not path.exists():
            return 0, 0
        size, number = path.read_text(encoding="ascii").split()
        return int(size), int(number)

    def seen(self) -> tuple[int, bytes]:
        """Return size and root of the newest checkpoint that was verified."""
        held = self.folder / "checkpoint"
        if not held.exists():
            return 0, EMPTY_ROOT
        checkpoint = Checkpoint.parse(Note.parse(held.read_bytes()).text)
        return checkpoint.size, checkpoint.root


@contextmanager
def journal_at(folder: Path) -> Iterator[Logbook]:
    """Work in a journal's folder; say in words what keeps it from being read or written."""
    try:
        yield Logbook(folder)
    except LogbookError as error:
        advice = Text(
            "mulai jurnal dengan `segel key begin`; jangan hapus catatan yang sudah ada",
            "begin a journal with `segel key begin`; do not delete notes that are there",
        )
        raise CommandError(same(error), advice, status=WRONG_USE) from error


def receipt_of(note: Path) -> Path:
    """Return where a note's receipt is kept."""
    return note.with_suffix(".receipt")
