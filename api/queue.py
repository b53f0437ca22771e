"""Queues: what telephones said that they had not sent yet, the last time they were in touch.

Beside its notes a phone tells how many more of its own wait.  Nobody signs that, so it counts only
beside a note that the log took in just then, which nobody but its bearer can bring for the first
time.  It is no part of the log and is kept in memory alone: whatever a phone says next replaces it,
and a server that is started again has heard of no queue.

All changes happen on the one event loop; whoever reads from another thread takes a copy.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ledger.application import Answer
from ledger.receipt import Receipt


class Queue(NamedTuple):
    """What one phone had not sent."""

    journal: str
    notes: int
    leaf: int
    """Of its newest note then."""
    since: int
    """When it was in touch, in milliseconds since 1970 UTC by the server's clock."""


@dataclass(slots=True)
class Queues:
    """Every queue that is not empty, as far as phones have told."""

    _known: dict[str, Queue] = field(default_factory=dict)

    def told(
        self, notes: Sequence[bytes], answers: Sequence[Answer], waiting: int, now: int
    ) -> None:
        """Remember what a phone has told.

        Args:
            notes: Of one journal, in the order of their numbers.
            answers: What became of each.
            waiting: How many more wait on the phone; those that were not taken come on top.
            now: Milliseconds since 1970 UTC.
        """
        taken = [isinstance(one, Receipt) and one.is_new for one in answers]
        if True not in taken:
            return
        newest = max(place for place, is_taken in enumerate(taken) if is_taken)
        answer = answers[newest]
        left = waiting + len(notes) - 1 - newest
        journal = notes[newest].split(b"\n", 3)[2].rpartition(b" ")[0].decode()
        self._known.pop(journal, None)
        if left and isinstance(answer, Receipt):
            self._known[journal] = Queue(journal, left, answer.leaf_index, now)

    def older(self, before: int) -> list[Queue]:
        """Return the queues that were told of before a moment (milliseconds), the oldest first."""
        found = [one for one in list(self._known.values()) if one.since < before]
        return sorted(found, key=lambda one: (one.since, one.journal))
