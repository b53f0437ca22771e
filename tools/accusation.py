"""`segel equivocation`: two checkpoints that cannot both be true become proof against the log."""

from pathlib import Path

import click

from ledger import file
from ledger.charter import Charter
from ledger.equivocation import Equivocation, accuse
from ledger.errors import CharterError
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.errors import ProofError, TlogError
from ledger.tlog.subtree import Subtrees
from tools.auditor import answers
from tools.complaint import WRONG_USE, CommandError
from tools.equivocation import PROVEN
from tools.keepsake import kept_checkpoint
from tools.source import Source
from tools.target import opened
from tools.translation import said
from tools.verdict import Text

_CHECKPOINTS = 2


@click.command()
@click.argument(
    "checkpoints",
    nargs=-1,
    required=True,
    metavar="CHECKPOINT [CHECKPOINT]",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
)
@click.option("--source", metavar="TARGET", help="A log that holds the larger of the two trees.")
@click.option(
    "--charter-file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The signed charter; else leaf 0 of --source.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The file.")
def equivocation(
    checkpoints: tuple[Path, ...], source: str | None, charter_file: Path | None, output: Path
) -> None:
    """Write proof that a log has signed two histories.

    Each CHECKPOINT is a file with a checkpoint that the log has signed: the checkpoint itself, a
    tlog-proof, a receipt, or an image of a sheet of `segel paper`; with one alone, the newest of
    --source is the other.
    """
    with answers():
        notes = [kept_checkpoint(path) for path in checkpoints]
    if len(notes) > _CHECKPOINTS or (len(notes) < _CHECKPOINTS and source is None):
        raise click.UsageError("give two checkpoints, or one and --source")
    if source is None and charter_file is None:
        raise click.UsageError("give --source, --charter-file, or both")
    charter = charter_file.read_bytes() if charter_file else None
    try:
        if source is None:
            made = accuse(charter or b"", notes)
        else:
            with answers(), opened(source) as log:
                made = _accused(log, notes, charter)
    except (TlogError, CharterError) as error:
        raise CommandError(
            said(f"no proof of two histories: {error}"),
            Text(
                "beri dua checkpoint bertanda tangan log yang sama, dan sumber pohon yang lebih "
                "besar",
                "give two checkpoints signed by one log, and a source of the larger tree",
            ),
        ) from error
    file.replace(output, made.serialise())
    click.echo(f"{output}: {PROVEN.id.lower()} / {PROVEN.en.lower()}")


def _accused(log: Source, notes: list[bytes], charter: bytes | None) -> Equivocation:
    """Return the proof; if the tree is not that of the larger one, its own newest convicts."""
    charter = charter or log.entry(0)
    key = Charter.opened(charter).log
    size, newest = max(log.checkpoints())
    for note in notes:
        if (given := Checkpoint.opened(note, key).size) > size:
            raise CommandError(
                Text(
                    f"{log.name} berukuran {size}, lebih kecil dari {given}",
                    f"{log.name} has size {size}, less than {given}",
                ),
                Text("beri sumber yang lebih besar", "give a source that is larger"),
                status=WRONG_USE,
            )
    node = Subtrees(size, log.hashes).node
    *pairs, last = [*([notes] if len(notes) == _CHECKPOINTS else []), *([n, newest] for n in notes)]
    for pair in pairs:
        try:
            return accuse(charter, pair, node)
        except ProofError:
            continue
    return accuse(charter, last, node)
