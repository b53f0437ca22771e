"""A guarded place: who has the watch, what was handed over, and which visitors are inside.

Handing over and taking over are two statements by two devices and may arrive in any order; so may
the beginnings and ends of watches (`duty`) and the entries and exits of visitors (`guest`).
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any, Final, TypeAlias

import msgspec

from domain.access import AccessDenied, AccessExited, AccessGranted, VisitorReported
from domain.context import Context
from domain.duty import Change, Duty, Team, Watched, begin, end, establish, withheld
from domain.fact import Fact
from domain.guest import MAX_KEPT, Guests, Handover, Inside, entered, handed_over, left
from domain.incident import IncidentReported
from domain.inspection import InspectionRecorded
from domain.plan import PlanSet
from domain.post import COVERT, Openness, PostChecked, PostEstablished
from domain.recognition import Asked, recognise
from domain.rules.rule import minutes
from domain.rules.shift import drift
from domain.said import Said
from domain.shift import ShiftAccepted, ShiftEnded, ShiftHandedOver, ShiftStarted
from domain.statement import Tally, time
from domain.step import Step
from domain.timeline import bounded, placed, without_unexpected

ITEMS_KEPT: Final = 64
"""So many kinds of things are compared at a handover."""


class Takeover(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What the incoming team counted before the other half was in the log."""

    at: datetime
    of: str
    index: int
    inventory: tuple[Tally, ...] = ()
    is_unexpected: bool = False
    voice: str = ""
    """The journal of who says so."""


class Established(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """How a post was set up."""

    index: int
    at: datetime
    """When that was said; of several words the newest counts."""
    unit: str
    openness: Openness
    shift: int
    """Minutes."""
    starts: datetime
    ends: datetime
    minimum: int | None = None
    """None: sealed."""
    order: str | None = None


class Checked(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """Somebody from outside the team looked at the post."""

    at: datetime
    index: int
    purpose: str
    present: int | None = None
    """As counted; None: not counted, or sealed."""
    is_unexpected: bool = False
    voice: str = ""
    """The journal of who says so."""


class Watch(Guests, frozen=True, gc=False, omit_defaults=True):
    """What is known of one guarded place."""

    duty: Duty = Duty()
    takeovers: tuple[Takeover, ...] = ()
    """The newest by their own clock."""
    asked: tuple[Asked, ...] = ()
    """Visits that wait, were refused, or are of somebody whom the guard knows again."""
    established: Established | None = None
    checks: tuple[Checked, ...] = ()
    """The newest by their own clock."""


_Act: TypeAlias = Any
_Rule: TypeAlias = Callable[[str, Watch, Said, Context], Step[Watch]]


class Watches:
    """The fold of every guarded place."""

    name: Final = "pos"
    state: Final = Watch

    @property
    def kinds(self) -> frozenset[type]:
        """The statements that touch a guarded place."""
        return frozenset((*_PLACES, PlanSet))

    def subjects(self, fact: Fact) -> tuple[str, ...]:
        """Return the place that a statement about a watch, a visit or its condition names."""
        if not isinstance(fact, Said):
            return ()
        statement = fact.statement
        if isinstance(statement, PlanSet):
            return tuple(dict.fromkeys(one.post for one in statement.posts))
        place = _PLACES.get(type(statement))
        return () if place is None else (place(statement),)

    def after(self, subject: str, state: Watch | None, fact: Fact, context: Context) -> Step[Watch]:
        """Return what a statement does to the place."""
        if not isinstance(fact, Said):
            return Step(state)
        kind = type(fact.statement)
        rule = _RULES.get(kind)
        watch = Watch() if state is None else state
        step = Step(state) if rule is None else rule(subject, watch, fact, context)
        return _recognised(subject, step, fact, context) if kind in _VISITING else step


_VISITING: Final = frozenset({VisitorReported, AccessGranted, AccessDenied})

_PLACES: Final[dict[type, Callable[[Any], str]]] = {
    **dict.fromkeys(
        (
            PostEstablished,
            PostChecked,
            ShiftStarted,
            ShiftHandedOver,
            ShiftAccepted,
            ShiftEnded,
        ),
        attrgetter("post"),
    ),
    **dict.fromkeys(
        (
            VisitorReported,
            AccessGranted,
            AccessDenied,
            AccessExited,
            InspectionRecorded,
            IncidentReported,
        ),
        attrgetter("place"),
    ),
}
"""Which place each kind is about; some belong to its history only."""


def _started(subject: str, watch: Watch, said: Said, context: Context) -> Step[Watch]:
    act: _Act = said.statement
    watched = _watched(subject, said, context)
    team = Team(act.team, act.unit, watched.at, said.index, _known(said, context))
    return _changed(watch, begin(watch.duty, team, watched))


def _ended(subject: str, watch: Watch, said: Said, context: Context) -> Step[Watch]:
    act: _Act = said.statement
    return _changed(watch, end(watch.duty, act.team, _watched(subject, said, context)))


def _handed_over(subject: str, watch: Watch, said: Said, context: Context) -> Step[Watch]:
    act: _Act = said.statement
    taken = [one for one in watch.takeovers if one.of == said.leaf and not one.is_unexpected]
    inventory = _items(act.inventory)
    handover = Handover(
        said.leaf,
        said.index,
        time(act.at),
        act.from_,
        inventory,
        act.inside,
        is_accepted=bool(taken),
        is_unexpected=_is_unexpected(said, context),
        voice=said.journal,
    )
    takeovers = tuple(one for one in watch.takeovers if one.of != said.leaf)
    watch = msgspec.structs.replace(watch, takeovers=takeovers)
    step = handed_over(subject, watch, handover)
    drifts = (drift(subject, (one.index, said.index), inventory, one.inventory) for one in taken)
    found = tuple(one for one in drifts if one is not None)
    return Step(step.state, (*found, *step.raised), step.settled)


def _accepted(subject: str, watch: Watch, said: Said, context: Context) -> Step[Watch]:
    act: _Act = said.statement
    watched = _watched(subject, said, context)
    team = Team(act.to, act.unit, watched.at, said.index, _known(said, context))
    change = begin(watch.duty, team, watched, relieved=act.from_)
    inventory = _items(act.inventory)
    handover = next((one for one in watch.handovers if one.leaf == act.of), None)
    if handover is None:
        takeover = Takeover(
            watched.at, act.of, said.index, inventory, watched.is_unexpected, said.journal
        )
        takeovers = without_unexpected(placed(watch.takeovers, takeover), MAX_KEPT)
        takeovers = bounded(takeovers, MAX_KEPT)
        return _changed(msgspec.structs.replace(watch, takeovers=takeovers), change)
    if watched.is_unexpected:
        return _changed(watch, change)
    found = drift(subject, (said.index, handover.index), handover.inventory, inventory)
    accepted = msgspec.structs.replace(handover, is_accepted=True)
    handovers = tuple(accepted if one is handover else one for one in watch.handovers)
    watch = msgspec.structs.replace(watch, handovers=handovers)
    raised = change.raised if found is None else (*change.raised, found)
    return _changed(watch, Change(change.duty, raised, change.settled))


def _items(inventory: tuple[Tally, ...]) -> tuple[Tally, ...]:
    """Return what is compared of an inventory, the same for either side."""
    if len(inventory) <= ITEMS_KEPT:
        return inventory
    return tuple(sorted(inventory, key=lambda one: (one.item, one.count))[:ITEMS_KEPT])


def _granted(subject: str, watch: Watch, said: Said, context: Context) -> Step[Watch]:
    return entered(subject, watch, _guest(said, context), _slack(said, context))


def _exited(subject: str, watch: Watch, said: Said, context: Context) -> Step[Watch]:
    exit_ = _guest(said, context)
    return (
        Step(watch) if exit_.is_unexpected else left(subject, watch, exit_, _slack(said, context))
    )


def _guest(said: Said, context: Context) -> Inside:
    act: _Act = said.statement
    is_unexpected = _is_unexpected(said, context)
    at = time(act.at)
    return Inside(act.of, said.index, at, is_unexpected=is_unexpected, voice=said.journal)


def _slack(said: Said, context: Context) -> timedelta:
    return minutes(context.schedule.thresholds(said.index).clock_skew)


def _planned(subject: str, watch: Watch, said: Said, context: Context) -> Step[Watch]:
    """Ask for a guard from the beginning of the period on; nobody need ever have been there."""
    act: _Act = said.statement
    post = next((one for one in act.posts if one.post == subject), None)
    if post is None or not context.has_force(said.leaf):
        return Step(watch)
    at, policy = time(act.at), context.schedule.thresholds(said.index)
    starts = max(time(post.period.from_), at)
    watched = Watched(subject, post, policy, starts, said.index, context.anchors)
    return _changed(watch, establish(watch.duty, watched, act.plan, at))


def _established(subject: str, watch: Watch, said: Said, context: Context) -> Step[Watch]:
    """Ask for a guard from the beginning of the period on, and not before it was said."""
    act: _Act = said.statement
    if not context.has_force(said.leaf):
        return Step(watch)
    at, starts, ends = time(act.at), time(act.period.from_), time(act.period.until)
    is_covert = act.openness == COVERT
    minimum = act.minimum if isinstance(act.minimum, int) and not is_covert else None
    post = Established(
        said.index, at, act.unit, act.openness, act.shift, starts, ends, minimum, act.order
    )
    policy = context.schedule.thresholds(said.index)
    watched = Watched(subject, act, policy, max(starts, at), said.index, context.anchors)
    known = watch.established
    if known is None or (known.at, known.openness == COVERT) <= (at, is_covert):
        watch = msgspec.structs.replace(_withheld(watch) if is_covert else watch, established=post)
    return _changed(watch, establish(watch.duty, watched, said=at))


def _checked(subject: str, watch: Watch, said: Said, context: Context) -> Step[Watch]:
    del subject
    act: _Act = said.statement
    is_unexpected = _is_unexpected(said, context)
    present = _known(said, context)
    check = Checked(time(act.at), said.index, act.purpose, present, is_unexpected, said.journal)
    checks = without_unexpected(placed(watch.checks, check), MAX_KEPT)
    checks = bounded(checks, MAX_KEPT)
    return Step(msgspec.structs.replace(watch, checks=checks))


_RULES: Final[dict[type, _Rule]] = {
    PlanSet: _planned,
    PostEstablished: _established,
    PostChecked: _checked,
    ShiftStarted: _started,
    ShiftHandedOver: _handed_over,
    ShiftAccepted: _accepted,
    ShiftEnded: _ended,
    AccessGranted: _granted,
    AccessExited: _exited,
}


def _recognised(subject: str, step: Step[Watch], said: Said, context: Context) -> Step[Watch]:
    """Compare a visit with the refusals before it."""
    watch = Watch() if step.state is None else step.state
    recognised = recognise(watch.asked, subject, said, context)
    watch = msgspec.structs.replace(watch, asked=recognised.asked)
    raised = (*step.raised, *recognised.raised)
    return Step(watch, raised, (*step.settled, *recognised.settled))


def _watched(subject: str, said: Said, context: Context) -> Watched:
    act: _Act = said.statement
    at = time(act.at)
    index = said.index
    plan = context.schedule.post(subject, index, at)
    policy, is_unexpected = context.schedule.thresholds(index), _is_unexpected(said, context)
    anchors = context.anchors
    return Watched(subject, plan, policy, at, index, anchors, said.journal, is_unexpected)


def _is_unexpected(said: Said, context: Context) -> bool:
    return context.authority.judge(said) is not None


def _changed(watch: Watch, change: Change) -> Step[Watch]:
    return Step(msgspec.structs.replace(watch, duty=change.duty), change.raised, change.settled)


def _known(said: Said, context: Context) -> int | None:
    """Return how many were said to be there: of a covert post only whether anybody is."""
    act: _Act = said.statement
    if not isinstance(act.present, int):
        return None
    is_covert = act.present and context.schedule.is_covert(act.post, said.index)
    return None if is_covert else act.present


def _withheld(watch: Watch) -> Watch:
    """Forget how many were said to be there before the post was covert."""
    replace = msgspec.structs.replace
    checks = tuple(replace(one, present=None) for one in watch.checks)
    return replace(watch, duty=withheld(watch.duty), checks=checks)
