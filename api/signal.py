"""Signals: what wants a look beside the findings of the rules, in the order in which it does.

Visits and phones are read from the projections, as of the leaf and the time that are asked about.
Which witness is behind, the server alone knows, and as it stands now: of a past leaf that is not
told.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from api.reading import Asked
from api.sheet import WIB
from domain import signal as words
from domain.finding import Finding
from ledger.attendance import behind
from ledger.mandate import since
from projections.book import witness_wait
from projections.signal import Signals, outside, signals, silences
from projections.view import View

MOST: Final = 20
"""So many of each sort are named."""

PAGES: Final = {"S01": "/visitors?status=semua", "S02": "/gaps", "S03": "/witnesses"}
"""Signal -> where the whole of what it is about stands."""

_MINUTE: Final = 60_000


def found(asked: Asked, view: View, at: datetime) -> Sequence[Signals]:
    """Return signals by sort, those without any left out; `at` is the stated time (aware)."""
    log = asked.service.ledger.tree
    sorts = [outside(view, MOST), silences(view, log, at, MOST)]
    if asked.as_of is None:
        sorts.append(signals(_witnesses(asked, witness_wait(view)), MOST))
    return [one for one in sorts if one.number]


def _witnesses(asked: Asked, wait: int) -> list[Finding]:
    """Return which witnesses have not seen what the log took in so many minutes ago."""
    ledger, report = asked.service.ledger, asked.service.witnessing.report()
    joined = 0
    if any(not one.size for one in report.witnesses):
        joined = since(ledger.tree, ledger.charter, ledger.register.policy)
    before = asked.service.clock() - wait * _MINUTE
    late = behind(report, lambda leaf: _received(asked, leaf), before, joined)
    return [
        words.behind(one.name, one.leaf, datetime.fromtimestamp(one.since // 1000, WIB), wait)
        for one in late
    ]


def _received(asked: Asked, leaf: int) -> int:
    """Return when the log took a leaf in, in milliseconds by the server's clock."""
    (stored,) = asked.service.ledger.tree.entries(leaf, 1)
    return stored.received_at
