"""The tally: how many of everything there are, for pages that many people look at together.

Counting reads every row that holds now, so it is done once for each newest leaf, however many ask.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Any, Final

from api.sheet import Cell, Table, Text, plain, word
from projections import access, consignment, custody, findings, shift
from projections.view import View

Counts = Mapping[str, Mapping[Any, int]]
"""Of each kind of thing, how many are in each state."""

_TITLES: Final = {
    "findings": Text("Temuan", "Findings"),
    "boxes": Text("Kotak", "Boxes"),
    "consignments": Text("Kiriman", "Consignments"),
    "visits": Text("Kunjungan", "Visits"),
    "watches": Text("Pos jaga", "Watches"),
}
_HEADS: Final = (Text("keadaan", "state"), Text("jumlah", "count"))
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE: Final = 60_000


def counted(view: View, at: datetime) -> Counts:
    """Count everything, as of a view and for a stated time (aware), by which findings are due."""
    return {
        "boxes": custody.counted(view),
        "consignments": consignment.counted(view),
        "findings": findings.counted(view, at),
        "visits": access.VISITS.counted(view, "status"),
        "watches": shift.WATCHES.counted(view, "status"),
    }


def tables(counts: Counts) -> dict[str, Table]:
    """Write counts as tables, by name, what does not fit first."""
    return {name: Table(title, _HEADS, _rows(counts[name])) for name, title in _TITLES.items()}


def _rows(counts: Mapping[Any, int]) -> list[list[Cell]]:
    return [[word(str(name)), plain(count)] for name, count in counts.items()]


@dataclass(slots=True)
class Tally:
    """Remembers what was counted last; asked from many threads."""

    _lock: Lock = field(default_factory=Lock)
    _key: tuple[int, int] = (-1, -1)
    _counts: Counts = field(default_factory=dict)

    def counted(self, view: View, now: int) -> Counts:
        """Return the counts as of the newest leaf; what falls due is counted once a minute.

        Args:
            view: As of the newest leaf.
            now: Milliseconds since 1970 UTC.
        """
        key = (view.position, now // _MINUTE)
        with self._lock:
            if key != self._key:
                self._counts = counted(view, _EPOCH + timedelta(milliseconds=now))
                self._key = key
            return self._counts
