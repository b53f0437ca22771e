"""Witnessing: the newest checkpoint goes to every witness, and what a quorum has seen is anchored.

One thread with one event loop, one task per witness: a slow one holds up nobody,
and closing ends all of them at once.  All are offered the same checkpoint, the
*target*, until a quorum has seen it or it is old; else each would cosign another
size while the log grows, and no size would ever have its quorum.

Nothing here stands in the way of an append: the tree is read as every reader
reads it, and an anchor goes through the group commit as every note does.
Without a quorum the log goes on; nothing is shown as witnessed, and `report`
tells since when and who is absent.
"""

import asyncio
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import httpx2
import structlog

from ledger.anchor import Anchor
from ledger.application import Ledger
from ledger.attendance import NO_ADDRESS, Attendance, Attendant, Report, Witnessed, restored
from ledger.errors import LedgerError, ObjectionError, StorageError, WitnessError
from ledger.journal import ANCHOR
from ledger.log import Stored
from ledger.objection import Objections
from ledger.submission import Offer, Submission
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.errors import TlogError
from ledger.tlog.note import Note, Signature
from ledger.tlog.policy import Witness
from ledger.tlog.tree import prove_consistency

ANCHOR_SECONDS = 300
"""Between two anchors lies at least this."""

_CONNECT_SECONDS = 5.0
_SILENCE_SECONDS = 10.0
_ROWS_KEPT = 1000
"""Stored cosignatures that are read at the start, beside the newest of each witness."""

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Pace:
    """How often something is done, in seconds."""

    look: float = 1.0
    """Between two looks for a new checkpoint."""

    round: float = 30.0
    """After which another checkpoint is offered though no quorum has seen the last one."""

    backoff: float = 1.0
    """After a witness has failed once; doubled each time."""

    backoff_max: float = 60.0

    anchor: float = ANCHOR_SECONDS


@dataclass(slots=True)
class _Desk:
    """What is known of one witness' answers."""

    witness: Witness
    submission: Submission
    task: "asyncio.Task[None] | None" = None
    offered: int = 0
    failures: int = 0
    fault: str = ""


@dataclass(slots=True)
class _Round:
    """What is being offered."""

    offer: Offer
    since: float
    """By the loop's clock."""


class Witnessing:
    """Asks the witnesses of the policy in force; `start` once, `close` once."""

    def __init__(
        self,
        ledger: Ledger,
        objections: Objections,
        clock: Callable[[], int],
        pace: Pace | None = None,
        trust: ssl.SSLContext | None = None,
    ) -> None:
        """Watch over an open ledger, which stays the caller's.

        Args:
            ledger: Stays open until after `close`.
            objections: Where objections are kept.
            clock: Milliseconds since 1970 UTC.
            pace: How often to do what.
            trust: How witnesses' servers are verified; as the machine does, by default.
        """
        self._ledger = ledger
        self._objections = objections
        self._clock = clock
        self._pace = pace or Pace()
        self._trust = trust
        self._attendance = _restored(ledger)
        self._desks: dict[str, _Desk] = {}
        self._round: _Round | None = None
        self._looked = asyncio.Condition()
        self._lock = threading.Lock()
        self._client: httpx2.AsyncClient | None = None
        self._stop: Callable[[], object] | None = None
        self._is_closed = False
        self._unkept = ""
        self._settled = 0
        self._due = 0
        self._thread = threading.Thread(target=self._run, name="witnessing", daemon=True)

    def start(self) -> None:
        """Begin to ask."""
        self._thread.start()

    def close(self) -> None:
        """Stop asking; answers that are on their way are not waited for."""
        with self._lock:
            self._is_closed = True
            stop = self._stop
        if stop is not None:
            stop()
        if self._thread.is_alive():
            self._thread.join()

    @property
    def witnessed(self) -> Witnessed | None:
        """The newest checkpoint that a quorum of the policy then in force has seen."""
        return self._attendance.witnessed

    def cosigned(self, checkpoint: bytes) -> bytes:
        """Return a signed checkpoint with the cosignatures that are there for its size."""
        lines = self._attendance.cosigned(int(checkpoint.split(b"\n", 2)[1]))
        return checkpoint + "".join(f"{line.line()}\n" for line in lines).encode()

    def report(self) -> Report:
        """Tell how things stand."""
        attendance = self._attendance
        witnessed = attendance.witnessed
        signed = _size(self._ledger)
        absent = attendance.absent(witnessed.size if witnessed else 1)
        rows = [self._attendant(one, absent) for one in attendance.policy.witnesses]
        return Report(
            attendance.policy.quorum,
            rows,
            witnessed.size if witnessed else 0,
            witnessed.anchored.middle if witnessed else None,
            signed,
            self._objections.names() + ([self._unkept] if self._unkept else []),
        )

    def _attendant(self, witness: Witness, absent: list[str]) -> Attendant:
        seen = self._attendance.seen.get(witness.name)
        desk = self._desks.get(witness.name)
        failures, fault = (desk.failures, desk.fault) if desk else (0, "")
        return Attendant(
            witness.name,
            witness.url,
            str(witness.key),
            seen.size if seen else 0,
            seen.time if seen else None,
            failures,
            fault or ("" if _can_be_asked(witness) else NO_ADDRESS),
            witness.name in absent or bool(failures),
        )

    def _run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        task = asyncio.current_task()
        loop = asyncio.get_running_loop()
        with self._lock:
            if self._is_closed or task is None:
                return
            self._stop = partial(loop.call_soon_threadsafe, task.cancel)
        try:
            while True:
                await self._tend()
                async with self._looked:
                    self._looked.notify_all()
                # The log grows in another thread and people take objections away as files: both
                # are looked at, because neither can be awaited.
                await asyncio.sleep(self._pace.look)
        except asyncio.CancelledError:
            return
        finally:
            for desk in self._desks.values():
                _cancel(desk)
            if self._client is not None:
                await self._client.aclose()

    async def _tend(self) -> None:
        """Follow the policy, choose what is offered, write the anchor that is due."""
        try:
            self._follow_policy()
            if self._is_stopped():
                return
            self._choose()
            await self._anchor()
        except LedgerError as error:
            _log.warning("witnessing has to wait", reason=str(error))

    def _is_stopped(self) -> bool:
        return bool(self._ledger.is_halted or self._objections.names() or self._unkept)

    def _follow_policy(self) -> None:
        policy = self._ledger.register.policy
        if policy != self._attendance.policy:
            self._attendance.under(policy)
        wanted = {one.name: one for one in policy.witnesses if _can_be_asked(one)}
        for name in [n for n, desk in self._desks.items() if wanted.get(n) != desk.witness]:
            _cancel(self._desks.pop(name))
        for name, witness in wanted.items():
            if name not in self._desks or _has_died(self._desks[name]):
                self._desks[name] = self._desk(witness)

    def _desk(self, witness: Witness) -> _Desk:
        if self._client is None:
            timeout = httpx2.Timeout(_SILENCE_SECONDS, connect=_CONNECT_SECONDS)
            self._client = httpx2.AsyncClient(verify=self._trust or True, timeout=timeout)
        seen = self._attendance.seen.get(witness.name)
        prove = self._prove
        desk = _Desk(witness, Submission(witness, self._client, prove, seen.size if seen else 0))
        desk.task = asyncio.create_task(self._follow(desk))
        return desk

    def _prove(self, old: int, new: int) -> list[bytes]:
        return prove_consistency(old, new, self._ledger.tree.subtrees.node)

    def _choose(self) -> None:
        """Offer the newest checkpoint, once the last one was seen or has waited long enough."""
        raw = self._ledger.checkpoint
        now, last = asyncio.get_running_loop().time(), self._round
        if last is not None and now < last.since + self._pace.round:
            witnessed = self._attendance.witnessed
            if witnessed is None or witnessed.size < last.offer.checkpoint.size:
                return
        note = Note.parse(raw)
        checkpoint = Checkpoint.parse(note.text)
        if last is None or checkpoint.size > last.offer.checkpoint.size:
            self._round = _Round(Offer(checkpoint, note), now)

    async def _follow(self, desk: _Desk) -> None:
        """Offer one witness every target, as long as nothing speaks against it."""
        while True:
            target = self._round
            if target is None or target.offer.checkpoint.size <= desk.offered or self._is_stopped():
                async with self._looked:
                    await self._looked.wait()
                continue
            try:
                await self._offer(desk, target.offer)
            except (LedgerError, TlogError) as error:
                await self._fail(desk, error)
            else:
                desk.failures, desk.fault = 0, ""

    async def _offer(self, desk: _Desk, offer: Offer) -> None:
        size = offer.checkpoint.size
        seen = self._attendance.seen.get(desk.witness.name)
        if seen is None or seen.size < size:
            line = await desk.submission.offer(offer, lambda: _size(self._ledger))
            await self._take(desk.witness, offer, line)
        desk.offered = size

    async def _take(self, witness: Witness, offer: Offer, line: Signature) -> None:
        """Store a cosignature, then count it: what is shown as witnessed is on stable storage."""
        size = offer.checkpoint.size
        keep = self._ledger.tree.keep_cosignature
        await asyncio.to_thread(keep, size, witness.name, line.line())
        if self._attendance.take(offer.note, witness, line):
            _log.info("quorum", size=size)

    async def _fail(self, desk: _Desk, error: Exception) -> None:
        """Remember a failure, look into an objection, and leave the witness alone for a while."""
        if isinstance(error, ObjectionError):
            error = await self._object(desk, error)
        desk.failures += 1
        desk.fault = str(error)
        if desk.failures == 1:
            _log.warning("no cosignature", witness=desk.witness.name, reason=desk.fault)
        pace = self._pace
        await asyncio.sleep(min(pace.backoff_max, pace.backoff * 2 ** min(desk.failures - 1, 16)))

    async def _object(self, desk: _Desk, error: ObjectionError) -> Exception:
        """Keep the bytes, ask the witness for what it holds, and hold that against the log."""
        name = desk.witness.name
        if await self._is_lost_tail(desk):
            return WitnessError("remembers entries that were lost; it has to begin anew")
        _log.error("possible equivocation", witness=name, reason=str(error), status=error.status)
        try:
            self._objections.keep(desk.witness, error, self._clock() // 1000)
        except StorageError as failure:
            self._unkept = f"{error} ({failure})"
            _log.error("an objection could not be kept", reason=str(failure))
        return error

    async def _is_lost_tail(self, desk: _Desk) -> bool:
        """Hold the witness' checkpoint against the log, which halts if it has signed two trees.

        Returns:
            Whether it is of entries that were lost, and from which the log was recovered.
        """
        origin = self._ledger.charter.origin
        try:
            raw = await desk.submission.held(origin)
            checkpoint = Checkpoint.opened(raw, self._ledger.charter.log)
            await asyncio.to_thread(self._ledger.challenge, raw)
        except (LedgerError, TlogError) as error:
            _log.warning("no proof to be had", witness=desk.witness.name, reason=str(error))
            return False
        tree = self._ledger.tree
        is_ours = (
            checkpoint.size <= tree.size and tree.subtrees.root(checkpoint.size) == checkpoint.root
        )
        return not is_ours and not self._ledger.is_halted

    async def _anchor(self) -> None:
        """Write the newest witnessed checkpoint into the log, if enough time and notes lie between.

        An anchor is a leaf, and is witnessed like every other; that alone is no reason for the
        next one, or an idle log would fill itself.
        """
        witnessed, now = self._attendance.witnessed, self._clock()
        if witnessed is None or witnessed.size == self._settled:
            return
        pause = int(1000 * self._pace.anchor)
        if 0 < self._due - now <= pause:  # farther ahead it was a clock that has been set back
            return
        last = self._ledger.tree.newest_of(self._ledger.charter.clerk.name, ANCHOR)
        if last is not None:
            self._due = last.received_at + pause
            if 0 < self._due - now <= pause:
                return
        if last is None or _has_news(last, witnessed.size):
            await asyncio.wrap_future(self._ledger.anchor(witnessed.note))
        self._settled = witnessed.size  # written, or not of this policy, or not worth a leaf


def _has_news(last: Stored, size: int) -> bool:
    """Tell whether a tree holds more than the last anchor's tree and that anchor itself."""
    before = Checkpoint.parse(Note.parse(Anchor.opened(last.note)[1].note).text).size
    return size - before > (1 if before <= last.leaf_index < size else 0)


def _can_be_asked(witness: Witness) -> bool:
    return witness.url.startswith(("http://", "https://"))


def _size(ledger: Ledger) -> int:
    return int(ledger.checkpoint.split(b"\n", 2)[1])


def _has_died(desk: _Desk) -> bool:
    """Tell whether a task has ended, which none does by itself, and say of what."""
    if desk.task is None or not desk.task.done():
        return False
    fault = None if desk.task.cancelled() else desk.task.exception()
    _log.error("internal error", witness=desk.witness.name, kind=type(fault).__name__)
    return True


def _cancel(desk: _Desk) -> None:
    if desk.task is not None:
        desk.task.cancel()


def _restored(ledger: Ledger) -> Attendance:
    rows = (
        (Note.parse(note), name, line) for note, name, line in ledger.tree.cosignatures(_ROWS_KEPT)
    )
    return restored(ledger.charter.log, ledger.register.policy, rows)
