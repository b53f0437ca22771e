"""The answers in a ledger's directory, read beside a running server or without one; never written.

Whoever reads needs no lock, and nobody who serves notices.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from ledger import sqlite
from ledger.errors import LedgerError
from ledger.log import Log
from projections import schema
from projections.building import Files
from projections.errors import NotFoldedError
from projections.view import View, view
from tools.complaint import UNDECIDED, WRONG_USE, CommandError, same
from tools.verdict import Text

REBUILD = Text(
    "jalankan `segel rebuild DIREKTORI` (atau server) lebih dahulu",
    "run `segel rebuild DIRECTORY` (or the server) first",
)


@dataclass(frozen=True, slots=True)
class Folded:
    """The file in use, and the log that it was folded from."""

    readers: Engine
    log: Log

    @contextmanager
    def view(self, as_of: int | None = None) -> Iterator[View]:
        """Look at one moment of it.

        Raises:
            NotFoldedError: Leaf `as_of` is not folded (yet).
        """
        with view(self.readers, as_of) as now:
            yield now


@contextmanager
def folded(directory: Path) -> Iterator[Folded]:
    """Open log and projections for reading.

    Raises:
        CommandError: One of them is not there, is of another edition or cannot be read, or what is
            asked of it within is asked as of a leaf that is not folded.
    """
    path = Files(directory).current
    if not (directory / "ledger.db").exists():
        what = Text(f"{directory}: tidak ada ledger.db", f"{directory}: no ledger.db")
        raise CommandError(what, Text("beri direktori buku besar", "give a ledger's directory"))
    if path is None:
        what = Text(f"{directory}: belum ada proyeksi", f"{directory}: no projections yet")
        raise CommandError(what, REBUILD, status=UNDECIDED)
    with _in_words(), closing(Log.read(directory / "ledger.db")) as log:
        readers = sqlite.readers(path)
        try:
            with view(readers) as now:
                if schema.edition(now.connection) != schema.EDITION:
                    what = Text("proyeksi edisi lain", "projections of another edition")
                    raise CommandError(what, REBUILD, status=UNDECIDED)
            yield Folded(readers, log)
        finally:
            readers.dispose()


@contextmanager
def _in_words() -> Iterator[None]:
    """Say in words why nothing can be read."""
    try:
        yield
    except NotFoldedError as error:
        raise too_early(error) from error
    except LedgerError as error:
        raise CommandError(same(error), REBUILD, status=UNDECIDED) from error


def too_early(error: NotFoldedError) -> CommandError:
    """Return in words that a leaf was asked for which nobody has folded yet."""
    what = Text(
        f"ditanya sampai daun {error.asked}, proyeksi baru sampai daun {error.position}", str(error)
    )
    advice = Text("beri daun yang sudah ada", "give a leaf that is there")
    return CommandError(what, advice, status=WRONG_USE)
