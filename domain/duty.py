"""Duty: which teams stand on a post, and for how long there were none or too few (R18, R20).

Times are the teams' own, and what they tell is read in the order of those times, whenever it
reaches the log.  As much is kept as tells the present from the past; what came before it is summed
up.  Nearly every word is the newest: then only the clocks that run are looked at.  A time that
witnesses have shown to be wrong counts no more, and a device whose clock runs ahead makes only its
own words forgotten.
"""

from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Final, Literal, NamedTuple

import msgspec

from domain.anchor import Anchors
from domain.finding import Finding
from domain.plan import Post
from domain.policy import Thresholds
from domain.post import COVERT, PostEstablished
from domain.reckoning import reckon
from domain.rules.rule import minutes
from domain.rules.shift import empty, few, left
from domain.statement import time
from domain.timeline import surplus

MAX_KEPT: Final = 12
"""So many beginnings and ends of watches are kept: those of four days."""

Act = Literal["mulai", "selesai", "diminta"]
"""A team takes the post or leaves it, or from now on the post is to be guarded."""

_BEGUN: Final = "mulai"
_ENDED: Final = "selesai"
_ASKED: Final = "diminta"
_RANKS: Final = {_ENDED: 0, _ASKED: 1, _BEGUN: 2}
"""Of what is stated for one moment, ends come first: who begins then is there."""


class Team(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A team on duty."""

    team: str
    unit: str
    since: datetime
    index: int
    present: int | None = None
    """How many; None where the number is sealed."""
    journal: str = ""
    """With which phone that was said."""
    silent: int = 0
    """For how many minutes that phone may not be heard."""


class Ask(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """What is planned for a post."""

    until: datetime
    minimum: int | None
    """None: sealed."""


class Turn(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """One word about a post, as far as it tells who stands there."""

    at: datetime
    index: int
    act: Act
    name: str
    """The team, or the plan."""
    gap: int
    """For how many minutes the post may stand empty ..."""
    wait: int
    """... and be guarded by too few."""
    ask: Ask | None = None
    """What is planned then; None: as before."""
    unit: str = ""
    present: int | None = None
    relieved: str | None = None
    """The team that leaves for it."""
    voice: str = ""
    """The journal of who says so; empty: a plan, which may well begin later."""
    silent: int = 0
    """For how many minutes the phone may not be heard."""


class Alarm(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A clock that runs: since when, the leaf that started it, and for how many minutes."""

    since: datetime
    index: int
    limit: int
    present: int = 0
    minimum: int = 0


class Standing(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """Who is on duty at one post at some time."""

    teams: tuple[Team, ...] = ()
    empty: Alarm | None = None
    """The post stands empty."""
    few: Alarm | None = None
    """The post is guarded by fewer than planned."""
    ask: Ask | None = None
    """What is planned."""
    until: datetime | None = None
    """The last moment of which something is told."""

    @property
    def present(self) -> int | None:
        """How many are on the post; None: a number is sealed."""
        total = 0
        for one in self.teams:
            if one.present is None:
                return None
            total += one.present
        return total


class Duty(Standing, frozen=True, gc=False, omit_defaults=True):
    """Who is on duty at one post, after all that is told, and by which words."""

    words: tuple[Turn, ...] = ()
    """By their times; of former states they are not kept."""
    earlier: Standing = Standing()
    """How it was before them."""


class Watched(NamedTuple):
    """The post as it is planned, and the clock it is judged by."""

    post: str
    plan: Post | PostEstablished | None
    """None where nothing is planned at that time."""
    policy: Thresholds
    at: datetime
    leaf_index: int
    anchors: Anchors
    voice: str = ""
    """The journal of who says so; empty: a plan."""
    is_unexpected: bool = False
    """Nobody expects the signer to say so (R28): nobody takes the post by it, or leaves it."""


class Change(NamedTuple):
    """What one statement does to the duty of a post."""

    duty: Duty
    raised: tuple[Finding, ...] = ()
    settled: tuple[str, ...] = ()


def begin(duty: Duty, team: Team, watched: Watched, relieved: str | None = None) -> Change:
    """Let a team take the post, and with that relieve another."""
    turn = _turn(_BEGUN, team.team, watched)
    turn = msgspec.structs.replace(turn, unit=team.unit, present=team.present, relieved=relieved)
    return _told(duty, turn, watched)


def end(duty: Duty, team: str, watched: Watched) -> Change:
    """Let a team leave the post without a successor."""
    return _told(duty, _turn(_ENDED, team, watched), watched)


def establish(duty: Duty, watched: Watched, plan: str = "", said: datetime | None = None) -> Change:
    """Let a post be asked for, whoever stands there already.

    Args:
        duty: Who is there.
        watched: What is asked for, from its time on.
        plan: Its name; what an older version of it asks for later than it was said does not begin.
        said: When.
    """
    over = watched.at if said is None else said
    turns = tuple(
        one for one in duty.words if one.act != _ASKED or one.name != plan or one.at <= over
    )
    return _told(duty, _turn(_ASKED, plan, watched), watched, turns)


def withheld(duty: Duty) -> Duty:
    """Forget how many stood there, but for whether anybody did: the post is covert now."""
    replace = msgspec.structs.replace
    turns = tuple(replace(one, present=one.present and None) for one in duty.words)
    earlier = replace(duty.earlier, teams=_uncounted(duty.earlier.teams))
    return replace(duty, teams=_uncounted(duty.teams), words=turns, earlier=earlier)


def _uncounted(teams: tuple[Team, ...]) -> tuple[Team, ...]:
    return tuple(msgspec.structs.replace(one, present=one.present and None) for one in teams)


def _turn(act: Act, name: str, watched: Watched) -> Turn:
    plan, policy = watched.plan, watched.policy
    ask = None
    if plan is not None:
        # A covert post seals how many it asks for: whether there are too few, nobody can tell yet.
        is_covert = isinstance(plan, PostEstablished) and plan.openness == COVERT
        minimum = plan.minimum if isinstance(plan.minimum, int) and not is_covert else None
        ask = Ask(time(plan.period.until), minimum)
    return Turn(
        watched.at,
        watched.leaf_index,
        act,
        name,
        policy.shift_gap,
        policy.understaffed,
        ask,
        voice=watched.voice,
        silent=policy.phone_silent,
    )


class _Reading(NamedTuple):
    """How it is after some words, and what does not fit."""

    now: Standing
    found: list[Finding]


def _told(
    duty: Duty, turn: Turn, watched: Watched, turns: tuple[Turn, ...] | None = None
) -> Change:
    """Put a word where it belongs beside those still true, and tell what fits otherwise now."""
    is_forgotten = duty.earlier.until is not None and turn.at <= duty.earlier.until
    if watched.is_unexpected or is_forgotten:
        return Change(duty)
    post = watched.post
    told = duty.words if turns is None else turns
    is_newest = duty.until is None or turn.at > duty.until
    if not is_newest:
        slack = minutes(watched.policy.clock_skew)
        told = tuple(sorted(told, key=_order))
        told = watched.anchors.believed(told, turn, slack)
    known = (*told, turn)
    if is_newest and len(known) == len(duty.words) + 1:
        before = _running(post, duty)
        now, after = _read(post, duty, (turn,))
    else:
        known = tuple(sorted(known, key=_order))
        before = _read(post, duty.earlier, duty.words).found
        now, after = _read(post, duty.earlier, known)
    kept = known if len(known) <= MAX_KEPT else _fair(known, watched)
    step = reckon(_kept(post, duty.earlier, kept, now), before, after)
    return Change(duty if step.state is None else step.state, step.raised, step.settled)


def _fair(turns: tuple[Turn, ...], watched: Watched) -> tuple[Turn, ...]:
    """Leave out, and sum up nothing, where what goes first has a time that no witness saw yet.

    Of a voice that fills half of all that is its own oldest word, and else the oldest of all.
    """
    spoken = tuple(one for one in turns if one.voice)
    if not spoken:
        return turns
    first = spoken[surplus(spoken, MAX_KEPT)]
    if watched.anchors.is_ahead(first.at, watched.leaf_index):
        return tuple(one for one in turns if one is not first)
    return turns


def _order(turn: Turn) -> tuple[datetime, int, str, int]:
    """Nothing of this depends on which of them the log has heard first."""
    return turn.at, _RANKS[turn.act], turn.name, turn.present or 0


def _kept(post: str, before: Standing, turns: tuple[Turn, ...], now: Standing) -> Duty:
    """Sum up the oldest words that are too many."""
    over = len(turns) - MAX_KEPT
    if over > 0:
        edge = turns[over - 1].at
        gone = tuple(one for one in turns if one.at <= edge)
        before, turns = _read(post, before, gone).now, turns[len(gone) :]
    return Duty(now.teams, now.empty, now.few, now.ask, now.until, turns, before)


def _read(post: str, known: Standing, turns: tuple[Turn, ...]) -> _Reading:
    """Read words in the order of their times."""
    found: list[Finding] = []
    for at, words in groupby(turns, key=attrgetter("at")):
        known = _moment(post, known, tuple(words), at, found)
    return _Reading(known, found + _running(post, known))


def _running(post: str, known: Standing) -> list[Finding]:
    """Return what stands unless it ends in time."""
    found: list[Finding] = []
    if known.empty is not None:
        found.append(_empty(post, known.empty))
    if known.few is not None:
        found.append(_few(post, known.few))
    return found


def _moment(
    post: str, known: Standing, words: tuple[Turn, ...], at: datetime, found: list[Finding]
) -> Standing:
    """Let happen what is stated for one moment, and tell who left the post to nobody."""
    teams = {one.team: one for one in known.teams}
    ask = known.ask
    for word in words:
        ask = word.ask or ask
        if word.act == _ENDED:
            teams.pop(word.name, None)
        elif word.relieved is not None:
            teams.pop(word.relieved, None)
    for word in words:
        if word.act == _BEGUN:
            teams.pop(word.name, None)
            teams[word.name] = Team(
                word.name, word.unit, at, word.index, word.present, word.voice, word.silent
            )
    if not teams and _is_asked(ask, at):
        found += [left(post, one.index, one.name, at) for one in words if one.act == _ENDED]
    now = Standing(tuple(teams.values()), known.empty, known.few, ask, at)
    return _counted(post, now, words, found)


def _counted(post: str, now: Standing, words: tuple[Turn, ...], found: list[Finding]) -> Standing:
    """Count who is there, and start or stop the clocks."""
    at, first, last = words[0].at, words[0], words[-1]
    empty_since, few_since, strength = now.empty, now.few, now.present
    if strength == 0:
        if empty_since is None and _is_asked(now.ask, at + minutes(first.gap)):
            empty_since = Alarm(at, first.index, first.gap)
        return msgspec.structs.replace(now, empty=empty_since)
    since = at
    if empty_since is not None:
        since = empty_since.since
        if _is_over(empty_since, at):
            found.append(_empty(post, empty_since))
    minimum = None if now.ask is None else now.ask.minimum
    if strength is None or minimum is None or strength >= minimum:
        if few_since is not None and _is_over(few_since, at):
            found.append(_few(post, few_since))
        few_since = None
    elif few_since is None and _is_asked(now.ask, since + minutes(last.wait)):
        few_since = Alarm(since, last.index, last.wait, strength, minimum)
    return msgspec.structs.replace(now, empty=None, few=few_since)


def _is_asked(ask: Ask | None, until: datetime) -> bool:
    """Tell whether the plan asks for a guard up to a moment and beyond."""
    return ask is not None and until < ask.until


def _is_over(alarm: Alarm, at: datetime) -> bool:
    return at > alarm.since + minutes(alarm.limit)


def _empty(post: str, alarm: Alarm) -> Finding:
    return empty(post, alarm.index, alarm.since, alarm.limit)


def _few(post: str, alarm: Alarm) -> Finding:
    numbers = (alarm.present, alarm.minimum)
    return few(post, alarm.index, alarm.since, numbers, alarm.limit)
