"""Duty: which teams stand on a post, and for how long there were none or too few (R18, R20).

Times are the teams' own.  A statement that comes late is put where it belongs: a watch that was
already relieved does not begin again, and an end is judged by who stood there then.
"""

from datetime import datetime
from typing import Final, NamedTuple

import msgspec

from domain.finding import Finding
from domain.plan import Post
from domain.policy import Thresholds
from domain.post import PostEstablished
from domain.rules.shift import EMPTY, FEW, empty, empty_due, few, few_due, left
from domain.statement import time

MAX_KEPT: Final = 8
"""So many ended watches are remembered, for statements that come late."""


class Team(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A team on duty."""

    team: str
    unit: str
    since: datetime
    index: int
    present: int | None = None
    """How many; None where the number is sealed."""


class Ended(msgspec.Struct, frozen=True, gc=False):
    """A watch that is over."""

    team: str
    at: datetime


class Alarm(msgspec.Struct, frozen=True, gc=False):
    """A clock that runs: since when, and the leaf that started it."""

    since: datetime
    index: int


class Duty(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """Who is on duty at one post."""

    teams: tuple[Team, ...] = ()
    ended: tuple[Ended, ...] = ()
    empty: Alarm | None = None
    """The post stands empty."""
    few: Alarm | None = None
    """The post is guarded by fewer than planned."""

    @property
    def present(self) -> int | None:
        """How many are on the post; None: a number is sealed."""
        return _strength(self.teams)


class Watched(NamedTuple):
    """The post as it is planned, and the clock it is judged by."""

    post: str
    plan: Post | PostEstablished | None
    """None where nothing is planned at that time."""
    policy: Thresholds
    at: datetime
    leaf_index: int


class Change(NamedTuple):
    """What one statement does to the duty of a post."""

    duty: Duty
    raised: tuple[Finding, ...] = ()
    settled: tuple[str, ...] = ()


def begin(duty: Duty, team: Team, watched: Watched, relieved: str | None = None) -> Change:
    """Let a team take the post, and with that relieve another."""
    at = watched.at
    teams = [one for one in duty.teams if one.team != relieved or one.since > at]
    ended = duty.ended
    if relieved is not None:
        ended = (*ended, Ended(relieved, at))[-MAX_KEPT:]
    is_over = any(one.team == team.team and one.at > at for one in duty.ended)
    if not is_over:
        teams = [one for one in teams if one.team != team.team]
        teams.append(team)
    duty = msgspec.structs.replace(duty, teams=tuple(teams), ended=ended)
    settled: tuple[str, ...] = ()
    gap = duty.empty
    if gap and team.present != 0 and at <= empty_due(gap.since, watched.policy):
        settled = (EMPTY.key(watched.post, gap.index),)
    return _counted(duty, watched, settled)


def end(duty: Duty, team: str, watched: Watched) -> Change:
    """Let a team leave the post without a successor."""
    at = watched.at
    teams = tuple(one for one in duty.teams if one.team != team or one.since > at)
    ended = (*duty.ended, Ended(team, at))[-MAX_KEPT:]
    duty = msgspec.structs.replace(duty, teams=teams, ended=ended)
    raised: tuple[Finding, ...] = ()
    if _is_asked(watched, at) and not any(one.since <= at for one in teams):
        raised = (left(watched.post, watched.leaf_index, team),)
    change = _counted(duty, watched, ())
    return Change(change.duty, raised + change.raised, change.settled)


def establish(duty: Duty, watched: Watched) -> Change:
    """Let a post be asked for, whoever stands there already."""
    return _counted(duty, watched, ())


def _counted(duty: Duty, watched: Watched, settled: tuple[str, ...]) -> Change:
    """Count who is there, and start or stop the clocks."""
    raised: tuple[Finding, ...] = ()
    gap_due = empty_due(watched.at, watched.policy)
    there = tuple(one for one in duty.teams if one.since <= gap_due)
    strength = _strength(there)
    if strength == 0:
        if duty.empty is None and _is_asked(watched, gap_due):
            raised = (empty(watched.post, watched.leaf_index, watched.at, watched.policy),)
            duty = msgspec.structs.replace(duty, empty=Alarm(watched.at, watched.leaf_index))
        return Change(duty, raised, settled)
    since = watched.at if duty.empty is None else duty.empty.since
    duty = msgspec.structs.replace(duty, empty=None)
    minimum = 0 if watched.plan is None else watched.plan.minimum
    # A covert post seals how many it asks for: whether there are too few, nobody can tell yet.
    if strength is None or not isinstance(minimum, int) or strength >= minimum:
        if duty.few is not None and watched.at <= few_due(duty.few.since, watched.policy):
            settled += (FEW.key(watched.post, duty.few.index),)
        return Change(msgspec.structs.replace(duty, few=None), raised, settled)
    if duty.few is None and _is_asked(watched, few_due(since, watched.policy)):
        numbers = (strength, minimum)
        raised = (few(watched.post, watched.leaf_index, since, numbers, watched.policy),)
        duty = msgspec.structs.replace(duty, few=Alarm(since, watched.leaf_index))
    return Change(duty, raised, settled)


def _is_asked(watched: Watched, until: datetime) -> bool:
    """Tell whether the plan asks for a guard up to a moment and beyond."""
    return watched.plan is not None and until < time(watched.plan.period.until)


def _strength(teams: tuple[Team, ...]) -> int | None:
    """Add up who is there; None: a number is sealed, so it cannot be decided."""
    total = 0
    for one in teams:
        if one.present is None:
            return None
        total += one.present
    return total
