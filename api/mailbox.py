"""The mailbox: brings the writer's answers to the event loop, a batch at a time.

The writer answers many requests at once.  Each would wake the loop by itself, and cancelling one
that nobody waits for any more would reach into the writer; here the loop is woken once for all
that lies in the box, and whoever stops waiting is passed over.
"""

import asyncio
from collections import deque
from concurrent.futures import Future
from typing import Generic, TypeVar

T = TypeVar("T")


class Mailbox(Generic[T]):
    """Lets coroutines of one loop wait for futures of other threads."""

    def __init__(self) -> None:
        """Begin with an empty box."""
        self._letters: deque[tuple[asyncio.Future[T], Future[T]]] = deque()
        self._is_rung = False

    def wait(self, future: "Future[T]") -> "asyncio.Future[T]":
        """Return what to await; it ends as the future does."""
        waiting: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        future.add_done_callback(lambda done: self._post(waiting, done))
        return waiting

    def _post(self, waiting: "asyncio.Future[T]", done: "Future[T]") -> None:
        """Put an answer into the box, from whatever thread, and ring unless somebody has."""
        self._letters.append((waiting, done))
        if not self._is_rung:
            self._is_rung = True
            waiting.get_loop().call_soon_threadsafe(self._deliver)

    def _deliver(self) -> None:
        """Hand out what is in the box; what comes from now on rings again."""
        self._is_rung = False
        while self._letters:
            waiting, done = self._letters.popleft()
            if waiting.done():
                continue
            error = done.exception()
            if error is None:
                waiting.set_result(done.result())
            else:
                waiting.set_exception(error)
