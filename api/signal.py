"""Signals: what wants a look beside the findings of the rules, in the order in which it does.

Visits and phones are read from the projections, as of the leaf and the time that are asked about.
Which witness is behind and which phone has a queue, the server alone knows, and as it stands now:
of a past leaf that is not told.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from api.reading import Asked
from api.sheet import WIB
from domain import signal as words
from domain.finding import Finding
from domain.policy import DEFAULT_THRESHOLDS
from ledger.attendance import behind
from ledger.mandate import since
from projections.book import witness_wait
from projections.journals import JOURNALS
from projections.signal import Signals, outside, signals, silences
from projections.view import View

MOST: Final = 20
"""So many of each sort are named."""

PAGES: Final = {
    "S01": "/visitors?status=semua",
    "S02": "/gaps",
    "S03": "/witnesses",
    "S04": "/gaps",
}
"""Signal -> where the whole of what it is about stands."""

_MINUTE: Final = 60_000


def found(asked: Asked, view: View, at: datetime) -> Sequence[Signals]:
    """Return signals by sort, those without any left out; `at` is the stated time (aware)."""
    log = asked.service.ledger.tree
    sorts = [outside(view, MOST), silences(view, log, at, MOST)]
    if asked.as_of is None:
        sorts.append(signals(_witnesses(asked, witness_wait(view)), MOST))
        sorts.append(signals(_queues(asked, view), MOST))
    return [one for one in sorts if one.number]


def _witnesses(asked: Asked, wait: int) -> list[Finding]:
    """Return which witnesses have not seen what the log took in so many minutes ago."""
    ledger, report = asked.service.ledger, asked.service.witnessing.report()
    joined = 0
    if any(not one.size for one in report.witnesses):
        joined = since(ledger.tree, ledger.charter, ledger.register.policy)
    before = asked.service.clock() - wait * _MINUTE
    late = behind(report, lambda leaf: _received(asked, leaf), before, joined)
    return [words.behind(one.name, one.leaf, _moment(one.since), wait) for one in late]


def _queues(asked: Asked, view: View) -> list[Finding]:
    """Return the phones that had more to send a day ago and are not heard since."""
    wait = DEFAULT_THRESHOLDS.late_sync
    old = asked.service.queues.older(asked.service.clock() - wait * _MINUTE)
    chains = JOURNALS.some(view, [one.journal for one in old])
    return [
        words.queued(one.journal, one.notes, one.leaf, _moment(one.since), wait)
        for one in old
        if one.journal in chains and (chains[one.journal].index or 0) <= one.leaf
    ]


def _moment(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds // 1000, WIB)


def _received(asked: Asked, leaf: int) -> int:
    """Return when the log took a leaf in, in milliseconds by the server's clock."""
    (stored,) = asked.service.ledger.tree.entries(leaf, 1)
    return stored.received_at
