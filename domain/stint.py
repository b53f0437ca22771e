"""Stints: when one person began to stand at which post, and when somebody said that it was over.

A roll that names who begins is expected to name who goes off duty, too; until it does, a stint is
open.  Beginnings and ends may reach the log in any order: what they amount to is worked out anew
from all that is kept, so the same statements give the same stints.
"""

from datetime import datetime
from typing import Final, NamedTuple

import msgspec

from domain.rules.rule import minutes

DAY: Final = 1440
"""Minutes; nobody is on duty for longer, whatever a plan says."""

MAX_KEPT: Final = 12
"""So many beginnings and so many ends are kept, the newest by their own clock."""


class Start(msgspec.Struct, frozen=True, gc=False):
    """A person begins to stand at a post."""

    at: datetime
    index: int
    post: str
    limit: int
    """For how many minutes at most, as planned and allowed when it was said."""


class Release(msgspec.Struct, frozen=True, gc=False):
    """A person goes off duty at a post."""

    at: datetime
    index: int
    post: str


class Roster(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """Every stint of one person that is remembered, in the order of their clocks."""

    starts: tuple[Start, ...] = ()
    releases: tuple[Release, ...] = ()


class Overlap(NamedTuple):
    """Two posts at once."""

    later: Start
    earlier: Start


class Stretch(NamedTuple):
    """One duty after the other without a pause, for too long."""

    first: Start
    due: datetime
    """When it became too long."""


class _Stint(NamedTuple):
    start: Start
    until: datetime
    """Its end; of an open one, when it would have to end."""
    is_open: bool


def started(roster: Roster, start: Start) -> Roster:
    """Return the roster with one more beginning."""
    starts = sorted((*roster.starts, start), key=_by_clock)
    return msgspec.structs.replace(roster, starts=tuple(starts[-MAX_KEPT:]))


def released(roster: Roster, release: Release) -> Roster:
    """Return the roster with one more end."""
    releases = sorted((*roster.releases, release), key=_by_clock)
    return msgspec.structs.replace(roster, releases=tuple(releases[-MAX_KEPT:]))


def longest(fatigue: int, planned: int) -> int:
    """Return for how many minutes a person may be on duty where watches are planned so long."""
    return min(DAY, max(fatigue, planned))


def overlaps(roster: Roster) -> tuple[Overlap, ...]:
    """Return every beginning while the person still stood at another post."""
    stints = _stints(roster)
    found = []
    for number, later in enumerate(stints):
        for earlier in stints[:number]:
            is_elsewhere = earlier.start.post != later.start.post
            if is_elsewhere and earlier.until > later.start.at:
                found.append(Overlap(later.start, earlier.start))
                break
    return tuple(found)


def stretches(roster: Roster) -> tuple[Stretch, ...]:
    """Return every beginning from which on the person was on duty for too long without a pause."""
    found = []
    run: list[_Stint] = []
    for stint in _stints(roster):
        if run and stint.start.at > max(one.until for one in run):
            found += _too_long(run)
            run = []
        run.append(stint)
    return tuple(found + _too_long(run))


def _too_long(run: list[_Stint]) -> list[Stretch]:
    if not run:
        return []
    first = run[0].start
    due = first.at + minutes(first.limit)
    is_over = all(not stint.is_open and stint.until <= due for stint in run)
    return [] if is_over else [Stretch(first, due)]


def _stints(roster: Roster) -> list[_Stint]:
    return [_stint(roster, number) for number in range(len(roster.starts))]


def _stint(roster: Roster, number: int) -> _Stint:
    """Find the end of a beginning: the first end or next beginning at the same post behind it."""
    start = roster.starts[number]
    ends = [one.at for one in roster.releases if one.post == start.post and one.at > start.at]
    again = [one.at for one in roster.starts[number + 1 :] if one.post == start.post]
    until = min((*ends, *again), default=None)
    if until is None:
        return _Stint(start, start.at + minutes(start.limit), is_open=True)
    return _Stint(start, until, is_open=False)


def _by_clock(one: Start | Release) -> tuple[datetime, int]:
    return one.at, one.index
