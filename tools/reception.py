"""What a log answers to a note: a receipt is checked, kept beside the note, and never lost again.

It is believed after it was checked under the log's key that this note is in the
log, and that the log has grown from what the note cites.  Where that was lost, it
has grown from the tree from which a quorum of the charter's registrars recovered
the log: their signatures stand in the receipt.  A note that has left its leaf
without their word was dropped, and both receipts together are proof of it.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from ledger import file, recovery
from ledger.charter import Charter
from ledger.errors import LedgerError
from ledger.journal import Entry, Header
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.errors import ProofError, TlogError
from ledger.tlog.note import Note
from ledger.tlog.proof import Proof
from ledger.tlog.text import parse_hash
from ledger.tlog.tree import verify_consistency
from tools.complaint import FAILED, UNDECIDED
from tools.logbook import Logbook, receipt_of


@dataclass(frozen=True, slots=True)
class Reply:
    """What became of one note."""

    receipt: dict[str, Any] | None
    """`leaf_index`, `checkpoint`, `inclusion`, ... as the server's JSON has it."""

    words: str = ""
    """Why it was not taken."""

    is_final: bool = False
    """Whether the same bytes can never be taken."""

    expected: int | None = None
    """From which number on the log misses what the journal says."""


@dataclass(frozen=True, slots=True)
class _Checked:
    """A receipt that holds."""

    leaf_index: int
    checkpoint: bytes
    recovered: int | None
    """From how many entries the log went on after a loss, if the note cites a tree without that."""


def keep(path: Path, raw: bytes, reply: Reply, log: Charter, *, is_quiet: bool = False) -> int:
    """Check and keep a receipt, tell about it, and return the exit status.

    Args:
        path: The note's file.
        raw: What it holds.
        reply: The log's answer.
        log: The log's charter, which is trusted.
        is_quiet: Whether nothing is told where all is well.
    """
    if reply.receipt is None:
        word = "ditolak / refused" if reply.is_final else "tunggu / again later"
        click.echo(f"✗ {path}  {word}: {reply.words}")
        return FAILED if reply.is_final else UNDECIDED
    try:
        checked = _checked(raw, reply.receipt, log)
        if (path.parent / "begin").exists():
            _see(Logbook(path.parent), Entry.parse(raw).header, checked, log)
    except (KeyError, TypeError, ValueError, TlogError, LedgerError) as error:
        click.echo(f"✗ {path}  tanda terima tidak sah / the receipt does not hold: {error}")
        return FAILED
    is_dropped = _is_dropped(path, checked)
    text = json.dumps(reply.receipt, ensure_ascii=False)
    file.replace(receipt_of(path), f"{text}\n".encode())
    if is_dropped:
        click.echo(
            f"✗ {path}  log menghapus catatan yang sudah diterimanya; simpan kedua tanda terima / "
            f"the log has dropped a note that it had acknowledged; keep both receipts"
        )
        return FAILED
    if not is_quiet:
        click.echo(f"✓ {path}  daun / leaf {checked.leaf_index}")
    return 0


def is_elsewhere(note: Path, reply: Reply) -> bool:
    """Tell whether a note now stands at another leaf than the receipt that is kept of it says."""
    index = _held(note).get("leaf_index")
    return reply.receipt is not None and index != reply.receipt.get("leaf_index")


def _is_dropped(path: Path, checked: _Checked) -> bool:
    """Keep the former receipt of a note that has left its leaf; tell whether it may not have."""
    held = _held(path)
    before = held.get("leaf_index")
    if before is None or before == checked.leaf_index:
        return False
    kept = path.with_suffix(f".{before}.lost-receipt")
    file.replace(kept, receipt_of(path).read_bytes())
    told = held.get("recovery")  # by this word it has come to the leaf that it leaves now
    known = told.get("size", 0) if isinstance(told, dict) else 0
    return not max(known, 0) < (checked.recovered or 0) <= before


def _held(path: Path) -> dict[str, Any]:
    """Return the receipt that is kept of a note; empty if there is none."""
    kept = receipt_of(path)
    held = json.loads(kept.read_bytes()) if kept.exists() else None
    return held if isinstance(held, dict) and isinstance(held.get("leaf_index"), int) else {}


def _checked(raw: bytes, receipt: dict[str, Any], log: Charter) -> _Checked:
    """Check that the log holds this text, and grew from what it cites or was recovered from."""
    first = str(receipt.get("note", raw.decode())).encode()
    if Note.parse(first).text != Note.parse(raw).text:
        raise ProofError("it is for another note")
    index, checkpoint = int(receipt["leaf_index"]), str(receipt["checkpoint"]).encode()
    now = Proof(index, _hashes(receipt["inclusion"]), checkpoint).verified(first, log.log)
    cited = Entry.parse(raw).header
    base = _base(receipt.get("recovery"), log)
    size, root = base if base is not None and base[0] < cited.size else (cited.size, cited.root)
    if size:
        verify_consistency(size, now.size, _hashes(receipt["consistency"]), root, now.root)
    return _Checked(index, checkpoint, base[0] if base else None)


def _base(told: dict[str, Any] | None, log: Charter) -> tuple[int, bytes] | None:
    """Return from which tree a quorum of registrars has recovered the log, if that is told."""
    if told is None:
        return None
    size, root = int(told["size"]), parse_hash(str(told["root"]), "recovery")
    recovery.check(log, size, root, [str(note).encode() for note in told["notes"]])
    return size, root


def _see(logbook: Logbook, cited: Header, checked: _Checked, log: Charter) -> None:
    """Hold a checkpoint that was proven from the one held; of one size there is one root.

    The registrars' word lets a journal give up what it holds once. Else whoever has their notes
    could go back to that tree again and again, and drop what has grown from it.
    """
    held, now = logbook.seen(), Checkpoint.parse(Note.parse(checked.checkpoint).text)
    known, since = logbook.recovered()
    is_known = checked.recovered is not None and checked.recovered <= min(known, cited.size - 1)
    if is_known and cited.sequence >= since:
        raise ProofError(f"the log has dropped what has grown from its recovery at {known}")
    is_other = held[0] == now.size and held[1] != now.root
    is_news = checked.recovered is not None and checked.recovered > known
    if is_other and not is_news:
        raise ProofError(f"the log has signed two roots for size {now.size}: keep both")
    is_cited = held == (cited.size, cited.root)
    if is_news and (is_cited or is_other) and held[0] > (checked.recovered or 0):
        logbook.give_up()
    if is_cited or is_other:
        logbook.see(checked.checkpoint)
        # A registrar's leaf may stand before the one that recovers; everybody else's is behind it.
        is_registrar = cited.journal in {key.name for key in log.registrars}
        if checked.recovered is not None and not is_registrar:
            logbook.recover(checked.recovered)


def _hashes(texts: Sequence[str]) -> tuple[bytes, ...]:
    return tuple(parse_hash(text, "receipt") for text in texts)
