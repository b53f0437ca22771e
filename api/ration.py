"""The ration: how many requests each address had in its minute, in memory.

The `limits` library decides; this is only where its counts are kept.  Its own store in memory
starts a thread beside every lone request (2.5 ms on a busy machine of two cores), or looks through
all addresses at each one; here, what has passed is thrown away once a minute, by the one thread of
the event loop.
"""

from collections.abc import Callable
from typing import Final, NamedTuple

from limits.storage import Storage

_SWEEP_SECONDS: Final = 60
_MS: Final = 1000


class _Window(NamedTuple):
    spent: int
    end: float
    """Seconds since 1970 UTC."""


class Ration(Storage):
    """Counts by key, each until its window ends."""

    def __init__(self, clock: Callable[[], int]) -> None:
        """Begin with nothing counted; `clock` gives milliseconds since 1970 UTC."""
        super().__init__()
        self._clock = clock
        self._windows: dict[str, _Window] = {}
        self._sweep = 0.0

    @property
    def base_exceptions(self) -> type[Exception]:
        """What can go wrong with the store: nothing."""
        return ValueError

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Count so many more under a key; return how many there are in its window."""
        now = self._clock() / _MS
        if now >= self._sweep:
            self._sweep = now + _SWEEP_SECONDS
            self._windows = {k: one for k, one in self._windows.items() if one.end > now}
        window = self._windows.get(key)
        if window is None or window.end <= now:
            window = _Window(0, now + expiry)
        self._windows[key] = _Window(window.spent + amount, window.end)
        return window.spent + amount

    def get(self, key: str) -> int:
        """Return how many there are."""
        window = self._windows.get(key)
        return 0 if window is None or window.end <= self._clock() / _MS else window.spent

    def get_expiry(self, key: str) -> float:
        """Return when the window of a key ends, in seconds since 1970 UTC."""
        window = self._windows.get(key)
        return self._clock() / _MS if window is None else window.end

    def check(self) -> bool:
        """Tell whether the store can be used."""
        return True

    def reset(self) -> int | None:
        """Forget everything; return how many keys there were."""
        count = len(self._windows)
        self._windows.clear()
        return count

    def clear(self, key: str) -> None:
        """Forget one key."""
        self._windows.pop(key, None)
