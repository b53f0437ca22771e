"""Signed notes on their way in: over HTTP, or straight into a ledger that nobody serves.

Delivery needs no account: whoever holds a note may hand it in.  A receipt is
believed after it was checked under the log's key that this note is in the log,
and that the log has grown from what the note cites; not before.

A log that was recovered after a loss misses notes that it has receipted.  So the
newest receipted note of each folder goes ahead; if the log does not have it any
more, everything goes again from where the log says that it misses something.
"""

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import click
import httpx2

from ledger import file, recovery as recovered
from ledger.application import Answer, Ledger
from ledger.charter import Charter, fingerprint
from ledger.errors import (
    AheadError,
    CharterError,
    LedgerError,
    LockedError,
    RefusedError,
    UnknownJournalError,
)
from ledger.journal import Entry, Header
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.errors import ProofError, TlogError
from ledger.tlog.note import Note
from ledger.tlog.proof import Proof
from ledger.tlog.text import parse_hash, to_base64
from ledger.tlog.tree import verify_consistency
from tools.auditor import answers, parse_fingerprint
from tools.complaint import FAILED, UNDECIDED, WRONG_USE, CommandError, same
from tools.logbook import Logbook, receipt_of
from tools.target import address_of, is_address, opened
from tools.tile import client
from tools.verdict import Text
from tools.verify import Trust, is_trusted

_NOTES_MAX = 500
"""Notes in one request; a server takes 1,000."""

_BYTES_MAX = 1024 * 1024
"""Bytes of notes in one request: JSON makes three of one at worst, and a server takes 4 MiB."""

_REQUEST_SECONDS_MAX = 60.0


class DeliveryError(Exception):
    """Nothing of a batch was answered: no server, a server that answers something else."""


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


class Door(Protocol):
    """Where notes are handed in."""

    def charter(self) -> bytes:
        """Return leaf 0."""
        ...

    def hand_in(self, notes: Sequence[bytes]) -> list[Reply]:
        """Hand a batch in; return a reply for each.

        Raises:
            DeliveryError: Nothing was answered; the same batch may be handed in again.
        """
        ...


@click.command()
@click.argument("target")
@click.argument("notes", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--charter", "charter", metavar="HASH", help="Refuse a server of another ledger.")
@click.pass_context
def submit(ctx: click.Context, target: str, notes: tuple[Path, ...], charter: str | None) -> None:
    """Hand in NOTES (files, or folders of journals) at TARGET, an address or a directory.

    Receipts are checked and kept beside the notes. Exit status: 0 all are in, 1 some can never
    be, 3 some have to be sent again later.
    """
    trust = Trust() if charter is None else parse_fingerprint(charter)
    with _door(target) as door:
        log = _trusted(door.charter(), trust)
        waiting = [note for path in notes for note in _waiting(path, door)]
        status = 0
        for batch in _batches(waiting):
            replies = _replies(door, batch)
            for (path, raw), reply in zip(batch, replies, strict=True):
                status = max(status, _keep(path, raw, reply, log), key=_RANK.index)
    ctx.exit(status)


def _replies(door: Door, batch: Sequence[tuple[Path, bytes]]) -> list[Reply]:
    try:
        return door.hand_in([raw for _, raw in batch])
    except DeliveryError as error:
        raise _unanswered(error) from error


_RANK = [0, UNDECIDED, FAILED]
"""Exit statuses, the better ones first."""


def _keep(path: Path, raw: bytes, reply: Reply, log: Charter) -> int:
    """Check and keep a receipt, tell about it, and return the exit status."""
    if reply.receipt is None:
        word = "ditolak / refused" if reply.is_final else "tunggu / again later"
        click.echo(f"✗ {path}  {word}: {reply.words}")
        return FAILED if reply.is_final else UNDECIDED
    try:
        checkpoint = _checked(raw, reply.receipt, log)
        if (path.parent / "begin").exists():
            is_recovered = "recovery" in reply.receipt
            _see(
                Logbook(path.parent), Entry.parse(raw).header, checkpoint, is_recovered=is_recovered
            )
    except (KeyError, TypeError, ValueError, TlogError, LedgerError) as error:
        click.echo(f"✗ {path}  tanda terima tidak sah / the receipt does not hold: {error}")
        return FAILED
    is_moved = _has_moved(path, reply.receipt)
    text = json.dumps(reply.receipt, ensure_ascii=False)
    file.replace(receipt_of(path), f"{text}\n".encode())
    if is_moved:
        click.echo(
            f"✗ {path}  log menghapus catatan yang sudah diterimanya; simpan kedua tanda terima / "
            f"the log has dropped a note that it had acknowledged; keep both receipts"
        )
        return FAILED
    click.echo(f"✓ {path}  daun / leaf {reply.receipt['leaf_index']}")
    return 0


def _has_moved(path: Path, receipt: dict[str, Any]) -> bool:
    """Tell whether a note left its leaf, though no registrars say that its entry was lost."""
    held = _held(path)
    if not held or held["leaf_index"] == receipt["leaf_index"]:
        return False
    kept = path.with_suffix(f".{held['leaf_index']}.lost-receipt")
    file.replace(kept, receipt_of(path).read_bytes())
    recovery = receipt.get("recovery")
    return recovery is None or int(held["leaf_index"]) < int(recovery["size"])


def _held(path: Path) -> dict[str, Any]:
    """Return the receipt that is kept of a note; empty if there is none."""
    kept = receipt_of(path)
    held = json.loads(kept.read_bytes()) if kept.exists() else {}
    return held if isinstance(held, dict) and isinstance(held.get("leaf_index"), int) else {}


def _checked(raw: bytes, receipt: dict[str, Any], log: Charter) -> bytes:
    """Return a receipt's checkpoint; the log holds this text, and grew from what it cites.

    Where that was lost, it grew from the tree from which a quorum of registrars recovered it.
    """
    first = str(receipt.get("note", raw.decode())).encode()
    if Note.parse(first).text != Note.parse(raw).text:
        raise ProofError("it is for another note")
    checkpoint = str(receipt["checkpoint"]).encode()
    proof = Proof(int(receipt["leaf_index"]), _hashes(receipt["inclusion"]), checkpoint)
    now, cited = proof.verified(first, log.log), Entry.parse(raw).header
    if cited.size:
        growth = _hashes(receipt["consistency"])
        size, root = _base(cited, receipt, log)
        verify_consistency(size, now.size, growth, root, now.root)
    return checkpoint


def _base(cited: Header, receipt: dict[str, Any], log: Charter) -> tuple[int, bytes]:
    """Return from which tree the log has to have grown."""
    recovery = receipt.get("recovery")
    if recovery is None:
        return cited.size, cited.root
    size, root = int(recovery["size"]), parse_hash(str(recovery["root"]), "recovery")
    recovered.check(log, size, root, [str(note).encode() for note in recovery["notes"]])
    return (size, root) if cited.size > size else (cited.size, cited.root)


def _see(logbook: Logbook, cited: Header, checkpoint: bytes, *, is_recovered: bool) -> None:
    """Hold a checkpoint that was proven from the one held; of one size there is one root."""
    held, now = logbook.seen(), Checkpoint.parse(Note.parse(checkpoint).text)
    if is_recovered:
        is_cited = held == (cited.size, cited.root)
        if is_cited or (held[0] == now.size and held[1] != now.root):
            logbook.give_up()
            logbook.see(checkpoint)
        return
    if held[0] == now.size and held[1] != now.root:
        raise ProofError(f"the log has signed two roots for size {now.size}: keep both")
    if held == (cited.size, cited.root):
        logbook.see(checkpoint)


def _hashes(texts: Sequence[str]) -> tuple[bytes, ...]:
    return tuple(parse_hash(text, "receipt") for text in texts)


def _waiting(path: Path, door: Door) -> list[tuple[Path, bytes]]:
    files = [path]
    if path.is_dir():
        files = Logbook(path).waiting()
        if (missing := _missing(Logbook(path), door)) is not None:
            click.echo(
                f"{path}: log kehilangan catatan mulai nomor {missing}; dikirim ulang / "
                f"the log has lost notes from number {missing} on; they go again"
            )
            files = [note for note in Logbook(path).notes() if int(note.stem) >= missing]
    return [(file, file.read_bytes()) for file in files]


def _missing(logbook: Logbook, door: Door) -> int | None:
    """Return from which number on the log misses notes that it has receipted."""
    last = logbook.kept()
    if last is None:
        return None
    (reply,) = _replies(door, [(last, last.read_bytes())])
    if reply.receipt is None:
        return reply.expected
    if _held(last).get("leaf_index") == reply.receipt.get("leaf_index"):
        return None
    return int(last.stem)  # it had been lost, and is in the log again by now


def _batches(notes: Sequence[tuple[Path, bytes]]) -> Iterator[list[tuple[Path, bytes]]]:
    batch: list[tuple[Path, bytes]] = []
    size = 0
    for note in notes:
        if len(batch) == _NOTES_MAX or size + len(note[1]) > _BYTES_MAX:
            yield batch
            batch, size = [], 0
        batch.append(note)
        size += len(note[1])
    if batch:
        yield batch


def _trusted(raw: bytes, trust: Trust) -> Charter:
    try:
        charter = Charter.opened(raw)
    except CharterError as error:
        advice = Text("tanyakan alamat yang benar", "ask for the right address")
        raise CommandError(same(error), advice) from error
    if not is_trusted(fingerprint(raw), trust):
        raise CommandError(
            Text("server ini buku besar lain", "this server is of another ledger"),
            Text("bandingkan delapan kata piagam", "compare the eight words of the charter"),
        )
    return charter


@contextmanager
def _door(target: str) -> Iterator[Door]:
    """Find who may write: a server, also that of a directory in use, or this process."""
    if is_address(target):
        with client() as session, answers():
            yield _Server(target.rstrip("/"), session)
        return
    try:
        ledger = Ledger.open(Path(target), lambda: time.time_ns() // 1_000_000)
    except LockedError as error:
        with _door(_running(Path(target), error)) as door:
            yield door
        return
    except LedgerError as error:
        raise CommandError(same(error), same("segel verify")) from error
    try:
        yield _Direct(ledger)
    finally:
        ledger.close()


def _running(directory: Path, error: LockedError) -> str:
    address = address_of(directory)
    if address is None:
        advice = Text(
            "server sedang berjalan: kirim ke alamatnya", "a server is running: use its address"
        )
        raise CommandError(same(error), advice, status=WRONG_USE) from error
    return address


class _Server:
    """A ledger that a server holds."""

    def __init__(self, address: str, session: httpx2.Client) -> None:
        self._address = address
        self._session = session

    def charter(self) -> bytes:
        with opened(self._address) as source:
            return source.entry(0)

    def hand_in(self, notes: Sequence[bytes]) -> list[Reply]:
        body = {"notes": [note.decode(errors="replace") for note in notes]}
        try:
            response = self._session.post(
                f"{self._address}/entries", json=body, timeout=_REQUEST_SECONDS_MAX
            )
        except httpx2.HTTPError as error:
            raise DeliveryError(f"{self._address}: {error!r}") from error
        try:
            results = response.json()["results"]
        except (ValueError, KeyError, TypeError) as error:
            raise DeliveryError(f"{self._address}: HTTP {response.status_code}") from error
        if not isinstance(results, list) or len(results) != len(notes):
            raise DeliveryError(f"{self._address}: an answer of another number of notes")
        return [_reply(result) for result in results]


class _Direct:
    """A ledger that nobody serves: this process is its writer for now."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def charter(self) -> bytes:
        return self._ledger.tree.entries(0, 1)[0].note

    def hand_in(self, notes: Sequence[bytes]) -> list[Reply]:
        try:
            return [_of_answer(answer) for answer in self._ledger.append_all(notes)]
        except LedgerError as error:
            raise DeliveryError(str(error)) from error


def _of_answer(answer: Answer) -> Reply:
    if isinstance(answer, RefusedError):
        return Reply(None, str(answer), answer.is_final, _expected(answer))
    members: dict[str, Any] = {
        "leaf_index": answer.leaf_index,
        "leaf_hash": to_base64(answer.leaf),
        "checkpoint": answer.checkpoint.decode(),
        "inclusion": [to_base64(each) for each in answer.inclusion],
        "consistency": [to_base64(each) for each in answer.consistency],
        "note": answer.note.decode(),
    }
    if answer.recovery is not None:
        members["recovery"] = {
            "size": answer.recovery.size,
            "root": to_base64(answer.recovery.root),
            "notes": [note.decode() for note in answer.words],
        }
    return Reply(members)


def _expected(refusal: RefusedError) -> int | None:
    if isinstance(refusal, AheadError):
        return refusal.expected
    return 0 if isinstance(refusal, UnknownJournalError) else None


def _reply(result: object) -> Reply:
    members = result if isinstance(result, dict) else {}
    receipt = members.get("receipt")
    if isinstance(receipt, dict):
        return Reply(receipt)
    words = f"{members.get('title', '')} ({members.get('detail', result)})"
    expected = members.get("expected")
    if str(members.get("type")).endswith("/unknown-journal"):
        expected = 0
    is_final = members.get("retry") == "never"
    return Reply(None, words, is_final, expected if isinstance(expected, int) else None)


def _unanswered(error: DeliveryError) -> CommandError:
    return CommandError(
        same(error),
        Text(
            "catatan tetap di sini; kirim lagi nanti: yang sudah diterima tidak digandakan",
            "the notes stay here; send them again later: none is taken twice",
        ),
        kept=Text("semua catatan, dan tanda terima yang sudah ada", "all notes and receipts"),
        status=UNDECIDED,
    )
