"""Attention: up to which size a quorum of witnesses has seen a log, and since when not further.

A witness that has cosigned a tree has seen every smaller one, as it cosigns only what grows.  So
the witnessed size is the largest that enough witnesses have reached, whatever each has cosigned.
"""

from collections import deque
from typing import Final, NamedTuple, Self

from ledger.tlog.cosignature import verify_cosignature
from ledger.tlog.errors import TlogError
from ledger.tlog.note import Note
from ledger.tlog.policy import Policy

WAITING_MAX: Final = 1000
"""Sizes that are remembered while they wait."""


class Waiting(NamedTuple):
    """The smallest size that no quorum has seen yet."""

    size: int
    since: int
    """When we first saw it, in milliseconds since 1970 UTC."""

    def __str__(self) -> str:
        return f"{self.size} {self.since}"

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Read what `str` has written; nothing, from an empty text."""
        size, _, since = text.partition(" ")
        return cls(int(size), int(since)) if since else None


class Attention:
    """What the witnesses of one log have seen."""

    def __init__(self, remembered: str = "") -> None:
        """Begin with what a monitor has remembered of `Waiting`."""
        before = Waiting.parse(remembered)
        self._waiting = deque([] if before is None else [before])
        self._told = before
        self._seen: dict[str, int] = {}

    def hear(self, policy: Policy, note: Note, size: int) -> None:
        """Take the lines of witnesses under a checkpoint of our own history."""
        for witness in policy.witnesses:
            try:
                verify_cosignature(note, witness.key)
            except TlogError:
                continue
            self._seen[witness.name] = max(size, self._seen.get(witness.name, 0))

    def witnessed(self, policy: Policy, size: int) -> int:
        """Return the largest size, at most the given one, that a quorum has seen; 0: none."""
        if policy.is_met_by(()):
            return size
        for one in sorted(set(self._seen.values()), reverse=True):
            if policy.is_met_by({name for name, seen in self._seen.items() if seen >= one}):
                return min(one, size)
        return 0

    def waiting(self, policy: Policy, size: int, now: int) -> tuple[Waiting | None, bool]:
        """Return what waits longest for its witnesses, and whether that is another than before.

        Args:
            policy: In force.
            size: The largest tree that we know.
            now: Milliseconds since 1970 UTC.
        """
        waiting, witnessed = self._waiting, self.witnessed(policy, size)
        while waiting and waiting[0].size <= witnessed:
            waiting.popleft()
        if size > witnessed and (not waiting or waiting[-1].size < size):
            waiting.append(Waiting(size, now))
            if len(waiting) > WAITING_MAX:
                del waiting[1]  # what waits longest is what is asked for
        first = waiting[0] if waiting else None
        is_new, self._told = first != self._told, first
        return first, is_new
