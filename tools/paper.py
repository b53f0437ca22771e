"""`segel paper`: a proof for a sheet of paper, as QR codes that need no server.

The first code is the proof: leaf, path, checkpoint, and the fewest cosignatures
that meet the policy.  The second is the statement itself, when it fits; of leaf 0
that is the charter, by which somebody who has but the eight words can check every
other sheet.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click

from ledger import file
from ledger.charter import Charter, fingerprint
from ledger.errors import LedgerError
from ledger.fingerprint import words
from ledger.journal import REGISTER, Entry
from ledger.register import Register
from ledger.slip import NOTE_BYTES_MAX, Slip, in_order, mark_of, note_slip
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.errors import FormatError, TlogError
from ledger.tlog.note import COSIGNATURE_ED25519, Note
from ledger.tlog.policy import Policy
from ledger.tlog.subtree import Subtrees
from ledger.tlog.tree import leaf_hash, prove_inclusion
from tools import witness
from tools.auditor import answers, parse_policy
from tools.complaint import UNDECIDED, CommandError, same
from tools.sheet import Sheet
from tools.source import DamagedError, Source
from tools.target import opened
from tools.verdict import Text


class Witnessed(NamedTuple):
    """A checkpoint and those of its lines that go to paper."""

    checkpoint: Checkpoint
    note: Note
    chosen: frozenset[str]
    """Names of witnesses, as the policy has them."""


@click.command()
@click.argument("target")
@click.option("--leaf", type=click.IntRange(min=0), required=True, help="Index of the leaf.")
@click.option("--policy", type=click.Path(path_type=Path), help="Instead of the log's own policy.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, help="FILE.svg or FILE.png"
)
def paper(target: str, leaf: int, policy: Path | None, output: Path) -> None:
    """Draw the proof of one leaf of the log at TARGET as QR codes, to be printed."""
    if output.suffix not in Sheet.FORMATS:
        raise click.UsageError("the file's name ends in .svg or .png")
    with answers(), opened(target) as source:
        try:
            charter = Charter.opened(source.entry(0))
            chosen = parse_policy(policy) if policy else policy_of(source, charter)
            slip, note = proven(source, charter, leaf, chosen)
        except (TlogError, LedgerError) as error:
            raise DamagedError(f"{source.name}: {error}") from error
    try:
        codes = [slip.serialise()]
    except FormatError as error:
        raise CommandError(
            same(error),
            Text("beri --policy yang meminta lebih sedikit saksi", "give a --policy of fewer"),
        ) from error
    codes += [note_slip(note)] if len(note) <= NOTE_BYTES_MAX else []
    file.replace(output, Sheet(_caption(slip), tuple(codes)).drawn(output.suffix))
    for line in _told(output, slip, codes):
        click.echo(line)


def proven(source: Source, charter: Charter, leaf: int, policy: Policy) -> tuple[Slip, bytes]:
    """Return the slip of one leaf and the note itself, checked.

    Raises:
        CommandError: No checkpoint that covers the leaf is witnessed as the policy asks.
        TlogError: What the source holds does not fit together.
    """
    found = next(_witnessed(source, charter, leaf, policy), None)
    if found is None:
        raise CommandError(
            Text(
                f"daun {leaf} belum tercakup checkpoint yang memenuhi kebijakan saksi",
                f"no checkpoint that meets the policy of witnesses covers leaf {leaf} yet",
            ),
            Text("coba lagi setelah checkpoint berikutnya", "try after the next checkpoint"),
            status=UNDECIDED,
        )
    note = source.entry(leaf)
    checkpoint = found.checkpoint
    path = prove_inclusion(leaf, checkpoint.size, Subtrees(source.entries, source.hashes).node)
    own = next(s for s in found.note.signatures if s.key_id == charter.log.id)
    keys = {w.key.id: w.key.name for w in policy.witnesses if w.name in found.chosen}
    lines = {s.key_id: s for s in found.note.signatures if keys.get(s.key_id) == s.name}
    slip = Slip(
        fingerprint(source.entry(0)),
        checkpoint,
        leaf,
        leaf_hash(note),
        tuple(path),
        charter.log.id,
        own.value,
        in_order(mark_of(line) for line in lines.values()),
    )
    slip.verify(charter.log)
    return slip, note


def policy_of(source: Source, charter: Charter) -> Policy:
    """Return the policy that the log's register has in force at its end."""
    register = Register.opened(charter, leaf_hash(source.entry(0)))
    topic = f"{REGISTER}\n".encode()
    for page in source.pages():
        for index, raw in enumerate(page.notes, page.first):
            if raw.startswith(topic):
                register.take(index, Entry.parse(raw))
    return register.policy


def _witnessed(source: Source, charter: Charter, leaf: int, policy: Policy) -> Iterator[Witnessed]:
    """Yield the checkpoints over a leaf that are witnessed as the policy asks, newest first."""
    lines: dict[int, list[str]] = {}
    for size, line in source.cosignatures():
        lines.setdefault(size, []).append(line)
    for size, raw in sorted(source.checkpoints(), reverse=True):
        if size <= leaf:
            return
        checkpoint = Checkpoint.opened(raw, charter.log)
        note = Note.parse(raw + "".join(f"{line}\n" for line in lines.get(size, ())).encode())
        short = {w.name for w in policy.witnesses if w.key.algorithm == COSIGNATURE_ED25519}
        chosen = policy.fewest(short.intersection(witness.count(policy, note).valid))
        if chosen is not None:
            yield Witnessed(checkpoint, note, chosen)


def _caption(slip: Slip) -> tuple[str, ...]:
    size, origin = slip.checkpoint.size, slip.checkpoint.origin
    return (
        f"Segel: bukti daun {slip.index} / proof of leaf {slip.index}",
        origin,
        f"{size} entri / entries, {len(slip.marks)} saksi / witnesses",
        words(slip.charter),
    )


def _told(output: Path, slip: Slip, codes: list[bytes]) -> Iterator[str]:
    yield f"{output}: daun {slip.index} / leaf {slip.index}"
    yield f"  bukti / proof: {len(codes[0])} byte, saksi / witnesses: {len(slip.marks)}"
    if len(codes) > 1:
        yield f"  catatan / note: {len(codes[1])} byte"
    else:
        yield "  catatan tidak muat dalam satu kode / the note does not fit into one code"
