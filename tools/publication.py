"""The log as a static folder: whoever can serve files can serve the log.

    OUT/checkpoint, OUT/tile/...    exactly as a server answers under /log/

Only what is missing is written, each file under another name first; the
checkpoint comes last, so a reader never sees a tree that is not there yet.  A
folder that was published before is only ever extended.

Source: https://c2sp.org/tlog-tiles
"""

from dataclasses import dataclass
from pathlib import Path

import click

from ledger import file
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.errors import TlogError
from ledger.tlog.note import Note
from ledger.tlog.subtree import Subtrees
from ledger.tlog.tile import (
    ENTRIES,
    WIDTH,
    Tile,
    bundles_of,
    join_bundle,
    tiles_of,
)
from tools.auditor import answers
from tools.complaint import CommandError, same
from tools.progress import Bar
from tools.source import DirectorySource, Source
from tools.verdict import Text


@click.command()
@click.argument("directory", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("out", type=click.Path(path_type=Path, file_okay=False))
def publish(directory: Path, out: Path) -> None:
    """Write the log of the ledger in DIRECTORY as static tiles to OUT; what is there stays."""
    with answers():
        source = DirectorySource(directory)
        try:
            size, raw = max(source.checkpoints())
            _check_extends(source, size, out)
            written = _write(Publication(source, size), out)
            _put(out / "checkpoint", raw)
        finally:
            source.close()
    click.echo(f"{out}: {size} entri / entries, {written} berkas baru / new files")


@dataclass(frozen=True, slots=True)
class Publication:
    """The files of a log of one size."""

    source: Source
    size: int

    def tiles(self) -> list[Tile]:
        """Return every file that belongs to this size, the checkpoint left out."""
        return [*bundles_of(self.size), *tiles_of(self.size)]

    def content(self, tile: Tile) -> bytes:
        """Return the bytes of one file."""
        if tile.level == ENTRIES:
            first = tile.index * WIDTH
            return join_bundle(
                [self.source.entry(index) for index in range(first, first + tile.width)]
            )
        return b"".join(self.source.hashes(tile.level, tile.index, tile.width))


def _write(publication: Publication, out: Path) -> int:
    missing = [tile for tile in publication.tiles() if not (out / tile.path()).exists()]
    with Bar("publish", len(missing)) as bar:
        for tile in missing:
            _put(out / tile.path(), publication.content(tile))
            bar.advance(1)
    return len(missing)


def _check_extends(source: Source, size: int, out: Path) -> None:
    """Refuse to publish another tree over one that others may have seen.

    Raises:
        CommandError: The folder holds another log, or a longer one.
    """
    published = out / "checkpoint"
    if not published.exists():
        return
    try:
        before = Checkpoint.parse(Note.parse(published.read_bytes()).text)
    except (OSError, TlogError) as error:
        raise _not_extended(f"{published}: {error}") from error
    if before.size > size or Subtrees(size, source.hashes).root(before.size) != before.root:
        raise _not_extended(
            f"{published}: size {before.size}, which this log of {size} does not extend"
        )


def _not_extended(reason: str) -> CommandError:
    return CommandError(
        same(reason),
        Text(
            "simpan folder itu sebagai bukti, dan terbitkan ke folder baru",
            "keep that folder as evidence, and publish to a new one",
        ),
        kept=Text("folder itu seperti semula", "the folder as it was"),
    )


def _put(path: Path, raw: bytes) -> None:
    """Write a file whole or not at all, and the folders that lead there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    file.replace(path, raw)
