"""The door: letters of many phones, handed to the ledger in outboxes like those of `POST /entries`.

One request is under way at a time, while the phones sign the next one.  A phone sees a new
checkpoint only with the answer to what it handed in, as in the field.  What the ledger refuses and
no scene expected ends the practice at once: then the scenario is wrong.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from datetime import datetime, timedelta
from typing import Final

from ledger.application import Answer, Ledger
from ledger.errors import RefusedError
from ledger.settings import Settings
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.tree import prove_consistency
from projections.vault import Vault
from tools.scenario.clock import Clock
from tools.scenario.phone import Letter
from tools.scenario.witness import Witness

WINDOW, PATIENCE = timedelta(hours=1), timedelta(hours=8)
"""How long letters gather, in simulated time, if they are many, and if they are few: each request
costs the disk a few syncs."""
MANY: Final = 100

_LIMITS: Final = Settings()
_MILLISECONDS: Final = 1000
_FRAME_BYTES: Final = 64
"""What JSON adds to a note, generously."""

Progress = Callable[[int], None]
"""Told how many notes have come through since it was told last."""


class ScenarioError(Exception):
    """The ledger did not answer as the scene expected."""


class Door:
    """Where outboxes are handed in."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._ledger: Ledger | None = None
        self._vault: Vault | None = None
        self._progress: Progress | None = None
        self._ready: list[Letter] = []
        self._asked: tuple[list[Letter], Future[list[Answer]]] | None = None
        self._anchored: Future[list[Answer]] | None = None
        self._due: datetime | None = None
        self.received_at = 0
        """Milliseconds since 1970 UTC: the server's clock while a request is under way."""
        self.count = 0
        """Notes that came through, and what the clerk wrote down of the witness."""

    def open(self, ledger: Ledger, vault: Vault, progress: Progress | None = None) -> None:
        """Lead to a ledger and a vault that are open for writing."""
        self._ledger, self._vault, self._progress = ledger, vault, progress

    def take(self, letters: Sequence[Letter]) -> None:
        """Take letters, in the order in which they shall arrive."""
        self._ready.extend(letters)
        if self._due is None:
            self._due = self._clock.now + WINDOW

    def tick(self) -> None:
        """Hand in what has gathered, if its time has come."""
        if self._due is None or self._clock.now < self._due:
            return
        if len(self._ready) >= MANY or self._clock.now >= self._due + PATIENCE - WINDOW:
            self._due = None
            self._submit()

    def shows(self, witness: Witness) -> None:
        """Hand in what has gathered, and let a witness see it: the clerk writes that down.

        Raises:
            ScenarioError: The door is not open.
        """
        self._due = None
        self._submit()
        self._settle()
        ledger = self._opened()
        self.received_at = self._clock.milliseconds
        seen = witness.sees(
            ledger.checkpoint, ledger.charter.log, self._prove, self.received_at // _MILLISECONDS
        )
        self._anchored = ledger.anchor(seen)

    def close(self) -> None:
        """Hand in all that is left and wait for the answers."""
        self._submit()
        self._settle()

    def _submit(self) -> None:
        for batch in _outboxes(self._ready):
            self._settle()
            ledger = self._opened()
            self.received_at = self._clock.milliseconds
            self._asked = batch, ledger.submit([letter.note for letter in batch])
        self._ready = []

    def _settle(self) -> None:
        """Wait for the request that is under way, and let its phones see the checkpoint."""
        if self._anchored is not None:
            self._anchored.result()
            self._anchored = None
            self._comes_through(1)
        if self._asked is None or self._ledger is None or self._vault is None:
            return
        batch, future = self._asked
        self._asked = None
        for letter, answer in zip(batch, future.result(), strict=True):
            _check(letter, answer)
        openings = [opening for letter in batch for opening in letter.openings]
        if any(self._vault.keep(openings)):
            raise ScenarioError("an opening does not open its commitment")
        seen = Checkpoint.opened(self._ledger.checkpoint, self._ledger.charter.log)
        for letter in batch:
            letter.phone.sees(seen.size, seen.root)
        self._comes_through(len(batch))

    def _comes_through(self, count: int) -> None:
        self.count += count
        if self._progress is not None:
            self._progress(count)

    def _opened(self) -> Ledger:
        if self._ledger is None:
            raise ScenarioError("the door is not open")
        return self._ledger

    def _prove(self, old: int, new: int) -> Sequence[bytes]:
        return prove_consistency(old, new, self._opened().tree.subtrees.node)


def _outboxes(letters: Sequence[Letter]) -> Iterator[list[Letter]]:
    """Cut letters into requests that the server would take."""
    batch: list[Letter] = []
    size = 0
    for letter in letters:
        size += len(letter.note) + _FRAME_BYTES
        if size > _LIMITS.request_bytes_max or len(batch) == _LIMITS.request_notes_max:
            yield batch
            batch, size = [], len(letter.note) + _FRAME_BYTES
        batch.append(letter)
    if batch:
        yield batch


def _check(letter: Letter, answer: Answer) -> None:
    expected = letter.expected
    if isinstance(answer, RefusedError):
        if expected is None or not isinstance(answer, expected):
            raise ScenarioError(f"{letter.phone.journal}: {answer}") from answer
    elif expected is not None:
        raise ScenarioError(f"{letter.phone.journal}: taken, though {expected.__name__} was due")
