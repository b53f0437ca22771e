"""Verifier: many signatures at once, on other cores where that is worth it.

Verification is two thirds of what an append costs, and threads that do little
else still fight for the interpreter's lock.  A few signatures are checked on the
spot; a phone's whole outbox goes to worker processes that know nothing but
`ledger.tlog`.  A worker that dies costs time, never an answer.
"""

import multiprocessing
import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.connection import wait
from typing import NamedTuple

from ledger.tlog.errors import SignatureError
from ledger.tlog.note import verify_signature

_ON_THE_SPOT_MAX = 64
"""Signatures that are checked faster here than sent elsewhere."""


class Signed(NamedTuple):
    """What a signature is checked by."""

    public: bytes
    signature: bytes
    message: bytes


def reasons(signed: list[Signed]) -> list[str]:
    """Return for each signature why it does not hold, and nothing where it does."""
    return [_reason(one) for one in signed]


class Verifier:
    """Checks signatures; may be asked from several threads."""

    def __init__(self) -> None:
        """Start nothing: processes begin with the first large request."""
        self._lock = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None

    def reasons(self, signed: list[Signed]) -> list[str]:
        """Return for each signature why it does not hold, and nothing where it does."""
        if len(signed) <= _ON_THE_SPOT_MAX:
            return reasons(signed)
        try:
            return self._workers().submit(reasons, signed).result()
        # broken; closed by the other thread that has found it broken; no process or file to be had
        except (OSError, RuntimeError):
            self.close()
            return reasons(signed)

    def close(self) -> None:
        """End the worker processes; the next large request starts new ones."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=True)

    def _workers(self) -> ProcessPoolExecutor:
        with self._lock:
            if self._pool is None:
                self._pool = workers(max(1, (os.cpu_count() or 1) - 1))
            return self._pool


def workers(count: int) -> ProcessPoolExecutor:
    """Return so many processes to which `reasons` can be submitted."""
    # spawn: a forked child would inherit other threads' locks and the open database
    return ProcessPoolExecutor(
        count, multiprocessing.get_context("spawn"), initializer=_follow_parent
    )


def _reason(signed: Signed) -> str:
    try:
        verify_signature(*signed)
    except SignatureError as error:
        return str(error)
    return ""


def _follow_parent() -> None:
    """End when the parent says so, or when it was killed: its pipes stay open in its workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C goes to all; the parent has work for us
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_watch, args=(parent.sentinel,), daemon=True).start()


def _watch(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
