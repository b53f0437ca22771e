"""The waker: lets many notes be folded together.

Folding is done a page at a time, and a page costs a transaction however few leaves it holds.  So
the follower is not woken by each note but a moment after the first; whoever wants to read what was
just written wakes it at once.
"""

import asyncio
from collections.abc import Callable

DELAY = 0.2
"""Seconds from a note to its folding, if nobody asks earlier."""


class Waker:
    """Wakes once for all that came within the delay; used from one event loop."""

    def __init__(self, wake: Callable[[], None], delay: float = DELAY) -> None:
        """Call `wake` so many seconds after the first that `ring`s."""
        self._wake = wake
        self._delay = delay
        self._is_set = False

    def ring(self) -> None:
        """Say that something has come."""
        if not self._is_set:
            self._is_set = True
            asyncio.get_running_loop().call_later(self._delay, self._go)

    def _go(self) -> None:
        self._is_set = False
        self._wake()
