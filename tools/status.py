"""How is this ledger? A few lines for people, and an exit status for cron.

Reads files alone, so it works beside a running server and without one.
"""

import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path

import click

from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.errors import TlogError
from tools import collection, turnout
from tools.auditor import answers
from tools.collection import Collection
from tools.source import DirectorySource
from tools.telling import Told, telling
from tools.turnout import Turnout
from tools.verdict import Text

_FREE_PERCENT_MIN = 10.0


@dataclass(frozen=True, slots=True)
class Status:
    """What can be told from the files."""

    entries: int
    covered: int
    """Size of what was signed last."""

    checkpoint_age_seconds: float
    disputes: int
    """Checkpoints of our own key that contradict the log."""

    dead_letters: int
    """Statements that a fold could not take."""

    unfolded: int
    """Entries that the answers do not know yet."""

    disk_free_percent: float
    turnout: Turnout
    photos: Collection = field(default_factory=Collection)

    def troubles(self) -> Iterator[Text]:
        """Yield what somebody should look at."""
        if self.disputes:
            yield Text(
                "log dipersengketakan: server berhenti menerima; panggil auditor",
                "the log is disputed: the server takes nothing; call the auditors",
            )
        if self.covered > self.entries:
            yield Text(
                f"penyimpanan hilang: {self.covered} entri ditandatangani, {self.entries} "
                "tersimpan; kembalikan ledger.db terbaru, atau `segel restore` dari cermin, atau "
                "`segel recover show`",
                f"storage was lost: {self.covered} entries were signed, {self.entries} are stored; "
                "put back the newest ledger.db, or `segel restore` from a mirror, or "
                "`segel recover show`",
            )
        yield from self.turnout.troubles(self.covered)
        yield from self.photos.troubles()
        if self.dead_letters:
            yield Text(
                f"{self.dead_letters} pernyataan tak terolah; perbarui lalu `segel rebuild`",
                f"{self.dead_letters} statements were not folded; upgrade, then `segel rebuild`",
            )
        if self.disk_free_percent < _FREE_PERCENT_MIN:
            yield Text("ruang disk hampir habis", "the disk is nearly full")


@click.command()
@click.argument("directory", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--photos", is_flag=True, help="Hash every photograph too; takes a while.")
@telling
def status(directory: Path, *, photos: bool) -> Told:
    """Tell how the ledger in DIRECTORY is.

    Exit status: 0 all is well, 1 somebody should look, 3 it cannot be read.
    """
    with answers():
        found = read(directory, time.time(), hashes_photos=photos)
    troubles = list(found.troubles())
    value = asdict(found) | {"troubles": [trouble.en for trouble in troubles]}
    crossed = (Text(f"✗ {one.id}", f"✗ {one.en}") for one in troubles)
    return Told(value, [*_lines(found), *crossed], 1 if troubles else 0)


def read(directory: Path, now: float, *, hashes_photos: bool = False) -> Status:
    """Read a ledger's directory.

    Args:
        directory: Of a ledger.
        now: Seconds since 1970 UTC.
        hashes_photos: Whether photographs are to be read too.

    Raises:
        SourceError: It cannot be read.
    """
    source = DirectorySource(directory)
    try:
        disk = shutil.disk_usage(directory)
        dead, folded = _projections(directory)
        return Status(
            entries=source.entries,
            covered=_signed(source),
            checkpoint_age_seconds=max(0.0, now - _signed_at(directory)),
            disputes=sum(1 for _ in source.disputes()),
            dead_letters=dead,
            unfolded=max(0, source.entries - folded),
            disk_free_percent=round(100 * disk.free / disk.total, 1),
            turnout=turnout.read(directory, now),
            photos=collection.read(directory, hashes=hashes_photos),
        )
    finally:
        source.close()


def _lines(found: Status) -> Iterator[Text]:
    age = f"{found.checkpoint_age_seconds:.0f} s"
    yield Text(
        f"entri {found.entries}, ditandatangani {found.covered} ({age} lalu)",
        f"entries {found.entries}, signed {found.covered} ({age} ago)",
    )
    yield Text(
        f"belum terolah {found.unfolded}, gagal diolah {found.dead_letters}",
        f"not folded yet {found.unfolded}, dead letters {found.dead_letters}",
    )
    yield Text(
        f"sengketa {found.disputes}, disk kosong {found.disk_free_percent} %",
        f"disputes {found.disputes}, disk free {found.disk_free_percent} %",
    )
    yield found.turnout.line()
    yield from found.photos.lines()


def _signed(source: DirectorySource) -> int:
    """Return the largest size that was signed: what the guard remembers, or what is stored."""
    stored = max(size for size, _ in source.checkpoints())
    try:
        return max(stored, Checkpoint.parse(source.guard() or "").size)
    except TlogError:
        return stored


def _signed_at(directory: Path) -> float:
    for name in ("guard", "ledger.db"):
        if (directory / name).exists():
            return (directory / name).stat().st_mtime
    return 0.0


def _projections(directory: Path) -> tuple[int, int]:
    """Return the number of dead letters and of folded entries, as far as they can be read."""
    pointer = directory / "projections"
    if not pointer.is_file():
        return 0, 0
    file = directory / pointer.read_text(encoding="utf-8").strip()
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as reader:
            (dead,) = reader.execute("SELECT count(*) FROM dead_letter").fetchone()
            (folded,) = reader.execute("SELECT max(notification_id) FROM tracking").fetchone()
    except sqlite3.Error:
        return 0, 0
    return int(dead), int(folded or 0)
