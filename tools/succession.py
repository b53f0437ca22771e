"""Succession: another history of a log, which its registrars have said is to be followed.

A log that has lost entries it had signed for goes on from an older tree when a quorum of registrars
says so (`ledger.recovery`).  To whoever holds the lost entries that is a fork like any other, and
is told as one; but the new history is then the log's, and is copied and verified from leaf 0 beside
the old copy, which is kept.
"""

import re
import shutil
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

from ledger.journal import REGISTER
from ledger.mirror import Growth
from ledger.recovery import Recovery
from ledger.tlog.tile import WIDTH
from tools.shadow import Fault, Shadow

_SAID: Final = re.compile(rb"\nrecover (0|[1-9][0-9]{0,17}) ")
_BUNDLES: Final = 2
"""Behind the last common leaf, in which the registrars' notes stand."""


class Succession(NamedTuple):
    """A copy of the new history."""

    folder: Path
    recovery: Recovery
    size: int
    faults: Sequence[Fault]


def common(shadow: Shadow, growth: Growth) -> int:
    """Return how many entries two histories begin with alike.

    Raises:
        UnprovenError: What is shown of the other is not what was signed.
    """
    same, other = 0, min(shadow.known.size, growth.new.size) + 1
    while other - same > 1:
        middle = (same + other) // 2
        if shadow.root(middle) == growth.root(middle):
            same = middle
        else:
            other = middle
    return same


def succession(shadow: Shadow, growth: Growth, note: bytes, folder: Path) -> Succession | None:
    """Return the new history in a folder of its own, if registrars have said that it is one.

    Args:
        shadow: The copy of the old one.
        growth: The whole tree of the other.
        note: Its checkpoint, as the log has signed it.
        folder: Where it is copied to; what is there is removed.

    Raises:
        UnprovenError: What is shown of the other is not what was signed.
        SourceError: It cannot be read.
        StorageError: The disk did not take it.
    """
    shared = common(shadow, growth)
    if not _may_be_said(growth, shared):
        return None
    shutil.rmtree(folder, ignore_errors=True)
    other = shadow.beside(folder)
    try:
        faults = [*other.grow(growth, note)]
        recoveries = [
            one
            for one in other.register.recoveries
            if one.size <= shared and one not in shadow.register.recoveries
        ]
    finally:
        other.close()
    if not recoveries:
        shutil.rmtree(folder, ignore_errors=True)
        return None
    return Succession(folder, recoveries[-1], growth.new.size, faults)


def _may_be_said(growth: Growth, shared: int) -> bool:
    """Look for the registrars' words before everything is read."""
    topic = f"{REGISTER}\n".encode()
    return any(
        entry.startswith(topic) and (said := _SAID.search(entry)) and int(said[1]) <= shared
        for bundle in islice(growth.bundles(shared // WIDTH), _BUNDLES)
        for entry in bundle.entries
    )
