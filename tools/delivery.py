"""Signed notes on their way in: over HTTP, or straight into a ledger that nobody serves.

Delivery needs no account: whoever holds a note may hand it in.  A receipt is
believed after it was checked (`tools.reception`), not before.

A log that was recovered after a loss misses notes that it has receipted.  So the
newest receipted note of each folder goes ahead; if the log does not have it any
more, everything goes again from where the log says that it misses something.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import click
import httpx2

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
from ledger.tlog.text import to_base64
from tools.auditor import answers, parse_fingerprint
from tools.bag import is_bag, unpack
from tools.complaint import FAILED, UNDECIDED, WRONG_USE, CommandError, same
from tools.logbook import Logbook
from tools.reception import Reply, is_elsewhere, keep
from tools.target import address_of, is_address, opened
from tools.tile import client
from tools.trust import explained
from tools.verdict import Text
from tools.verify import Trust, is_trusted

_NOTES_MAX = 500
"""Notes in one request; a server takes 1,000."""

_BYTES_MAX = 1024 * 1024
"""Bytes of notes in one request: JSON makes three of one at worst, and a server takes 4 MiB."""

_REQUEST_SECONDS_MAX = 60.0


class DeliveryError(Exception):
    """Nothing of a batch was answered: no server, a server that answers something else."""


class Door(Protocol):
    """Where notes are handed in."""

    @property
    def address(self) -> str | None:
        """Of the server behind it; None: this process is the ledger's writer."""
        ...

    def charter(self) -> bytes:
        """Return leaf 0."""
        ...

    def hand_in(self, notes: Sequence[bytes]) -> list[Reply]:
        """Hand a batch in; return a reply for each.

        Raises:
            DeliveryError: Nothing was answered; the same batch may be handed in again.
        """
        ...

    def lay_open(self, openings: Sequence[dict[str, Any]]) -> list[str | None]:
        """Hand in what opens commitments; return why not, for each, or None.

        Raises:
            DeliveryError: Nobody is there to keep them.
        """
        ...


@click.command()
@click.argument("target")
@click.argument("notes", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--charter", "charter", metavar="HASH", help="Refuse a server of another ledger.")
@click.pass_context
def submit(ctx: click.Context, target: str, notes: tuple[Path, ...], charter: str | None) -> None:
    """Hand in NOTES (files, folders of journals, a phone's file) at TARGET, address or directory.

    Receipts are checked and kept beside the notes. Exit status: 0 all are in, 1 some can never
    be, 3 some have to be sent again later.
    """
    trust = Trust() if charter is None else parse_fingerprint(charter)
    with door_of(target) as door:
        log = trusted(door.charter(), trust)
        bags = {path: unpack(path) for path in notes if is_bag(path)}
        paths = [one for path in notes for one in (bags[path].notes if path in bags else [path])]
        waiting = [note for path in paths for note in _waiting(path, door)]
        status = 0
        for batch in _batches(waiting):
            replies = _replies(door, batch)
            for (path, raw), reply in zip(batch, replies, strict=True):
                status = max(status, keep(path, raw, reply, log), key=_RANK.index)
        for path, bag in bags.items():
            status = max(status, _lay_open(door, path, bag.openings), key=_RANK.index)
    ctx.exit(status)


def deliver(
    door: Door, log: Charter, folder: Path, advance: Callable[[int], None] = lambda _: None
) -> int:
    """Hand in what waits in a journal's folder; tell only what goes wrong, return the status.

    Args:
        door: Where.
        log: The charter of the log behind it, which is trusted.
        folder: The journal.
        advance: Hears of every batch how many notes it held.
    """
    status = 0
    for batch in _batches(_waiting(folder, door)):
        for (path, raw), reply in zip(batch, _replies(door, batch), strict=True):
            status = max(status, keep(path, raw, reply, log, is_quiet=True), key=_RANK.index)
        advance(len(batch))
    return status


def _lay_open(door: Door, path: Path, openings: Sequence[dict[str, Any]]) -> int:
    """Hand in what goes beside the notes of a phone's file, and tell what became of it."""
    if not openings:
        return 0
    try:
        answers = door.lay_open(openings)
    except DeliveryError as error:
        raise _unanswered(error) from error
    refused = [answer for answer in answers if answer is not None]
    taken = len(answers) - len(refused)
    why = f"; ditolak / refused: {', '.join(sorted(set(refused)))}" if refused else ""
    click.echo(f"{'✗' if refused else '✓'} {path}  {taken} pembuka / openings{why}")
    return UNDECIDED if refused else 0


def _replies(door: Door, batch: Sequence[tuple[Path, bytes]]) -> list[Reply]:
    try:
        return door.hand_in([raw for _, raw in batch])
    except DeliveryError as error:
        raise _unanswered(error) from error


_RANK = [0, UNDECIDED, FAILED]
"""Exit statuses, the better ones first."""


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
    """Return from which number on the log misses notes that it has receipted, or has moved them."""
    last = logbook.kept()
    if last is None:
        return None
    (reply,) = _replies(door, [(last, last.read_bytes())])
    missing = int(last.stem) if is_elsewhere(last, reply) else reply.expected
    if missing is None:
        return None
    for note in reversed([note for note in logbook.notes() if int(note.stem) < missing]):
        (reply,) = _replies(door, [(note, note.read_bytes())])
        if not is_elsewhere(note, reply):
            break
        missing = int(note.stem)  # somebody else has handed it in again
    return missing


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


def trusted(raw: bytes, trust: Trust) -> Charter:
    """Read a log's charter, and refuse it if it is not the one that is asked for."""
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
def door_of(target: str) -> Iterator[Door]:
    """Find who may write: a server, also that of a directory in use, or this process."""
    if is_address(target):
        with client() as session, answers():
            yield _Server(target.rstrip("/"), session)
        return
    try:
        ledger = Ledger.open(Path(target), lambda: time.time_ns() // 1_000_000)
    except LockedError as error:
        with door_of(_running(Path(target), error)) as door:
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
        self.address = address
        self._session = session

    def charter(self) -> bytes:
        with opened(self.address) as source:
            return source.entry(0)

    def hand_in(self, notes: Sequence[bytes]) -> list[Reply]:
        body = {"notes": [note.decode(errors="replace") for note in notes]}
        return [_reply(result) for result in self._post(body, "results", len(notes))]

    def lay_open(self, openings: Sequence[dict[str, Any]]) -> list[str | None]:
        body = {"notes": [], "openings": list(openings)}
        answers = self._post(body, "openings", len(openings))
        return [None if answer is None else str(answer) for answer in answers]

    def _post(self, body: dict[str, Any], member: str, count: int) -> list[Any]:
        try:
            response = self._session.post(
                f"{self.address}/entries", json=body, timeout=_REQUEST_SECONDS_MAX
            )
        except httpx2.HTTPError as error:
            raise DeliveryError(f"{self.address}: {explained(error)}") from error
        try:
            answers = response.json()[member]
        except (ValueError, KeyError, TypeError) as error:
            raise DeliveryError(f"{self.address}: HTTP {response.status_code}") from error
        if not isinstance(answers, list) or len(answers) != count:
            raise DeliveryError(f"{self.address}: an answer of another number of {member}")
        return answers


class _Direct:
    """A ledger that nobody serves: this process is its writer for now."""

    address = None

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def charter(self) -> bytes:
        return self._ledger.tree.entries(0, 1)[0].note

    def hand_in(self, notes: Sequence[bytes]) -> list[Reply]:
        try:
            return [_of_answer(answer) for answer in self._ledger.append_all(notes)]
        except LedgerError as error:
            raise DeliveryError(str(error)) from error

    def lay_open(self, openings: Sequence[dict[str, Any]]) -> list[str | None]:
        raise DeliveryError(
            f"{len(openings)} pembuka hanya disimpan server yang berjalan / "
            "openings are kept by a running server only"
        )


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
