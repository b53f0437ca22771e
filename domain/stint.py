"""Stints: when one person began to stand at which post, and when somebody said that it was over.

A roll that names who begins is expected to name who goes off duty, too; until it does, a stint is
open.  Beginnings and ends may reach the log in any order: what they amount to is worked out anew
from all that is kept, so the same statements give the same stints.
"""

from bisect import insort
from datetime import datetime, timedelta
from typing import Final, NamedTuple, TypeVar

import msgspec

DAY: Final = 1440
"""Minutes; nobody is on duty for longer, whatever a plan says."""

MAX_KEPT: Final = 6
"""So many beginnings and so many ends are kept, the newest by their own clock: every watch of all
persons is worked out anew, so a few days must do."""


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


class Reading(NamedTuple):
    """What the stints of a person amount to."""

    overlaps: tuple[Overlap, ...]
    """Every beginning while the person still stood at another post."""
    stretches: tuple[Stretch, ...]
    """Every beginning from which on the person was on duty for too long without a pause."""


class _Stint(NamedTuple):
    start: Start
    until: datetime
    """Its end; of an open one, when it would have to end."""
    is_open: bool


_S = TypeVar("_S", Start, Release)


def started(roster: Roster, start: Start) -> Roster:
    """Return the roster with one more beginning."""
    return Roster(_with(roster.starts, start), roster.releases)


def released(roster: Roster, release: Release) -> Roster:
    """Return the roster with one more end."""
    return Roster(roster.starts, _with(roster.releases, release))


def longest(fatigue: int, planned: int) -> int:
    """Return for how many minutes a person may be on duty where watches are planned so long."""
    return min(DAY, max(fatigue, planned))


def read(roster: Roster) -> Reading:
    """Work out what the stints amount to, run by run: between two runs there was a pause."""
    overlaps: list[Overlap] = []
    stretches: list[Stretch] = []
    run: list[_Stint] = []
    reach: datetime | None = None
    for stint in _stints(roster):
        if reach is not None and stint.start.at > reach:
            stretches += _too_long(run)
            run, reach = [], None
        overlaps += _overlap(run, stint)
        run.append(stint)
        reach = stint.until if reach is None or stint.until > reach else reach
    stretches += _too_long(run)
    return Reading(tuple(overlaps), tuple(stretches))


def _overlap(run: list[_Stint], later: _Stint) -> list[Overlap]:
    for earlier in run:
        if earlier.start.post != later.start.post and earlier.until > later.start.at:
            return [Overlap(later.start, earlier.start)]
    return []


def _too_long(run: list[_Stint]) -> list[Stretch]:
    if not run:
        return []
    first = run[0].start
    due = first.at + timedelta(minutes=first.limit)
    is_over = all(not stint.is_open and stint.until <= due for stint in run)
    return [] if is_over else [Stretch(first, due)]


def _stints(roster: Roster) -> list[_Stint]:
    """Find the end of every beginning: the next end, or beginning, at the same post behind it."""
    found: list[_Stint] = []
    following: dict[str, datetime] = {}
    for start in reversed(roster.starts):
        at, post = start.at, start.post
        until = following.get(post)
        for release in roster.releases:
            if release.post == post and release.at > at:
                until = release.at if until is None or release.at < until else until
                break
        following[post] = at
        if until is None:
            found.append(_Stint(start, at + timedelta(minutes=start.limit), is_open=True))
        else:
            found.append(_Stint(start, until, is_open=False))
    found.reverse()
    return found


def _with(known: tuple[_S, ...], one: _S) -> tuple[_S, ...]:
    """Add one in the order of the clocks; nearly always it is the newest."""
    kept = list(known)
    if not kept or kept[-1].at < one.at:
        kept.append(one)
    else:
        insort(kept, one, key=_by_clock)
    return tuple(kept[-MAX_KEPT:])


def _by_clock(one: Start | Release) -> tuple[datetime, int]:
    return one.at, one.index
