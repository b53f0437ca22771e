"""A convoy: a consignment on the road, with its hours, its escort and the points that it passed.

Telephones on the road are offline, so an arrival or the start of an escort may reach the log long
after the deadline that it meets: what counts is the time that is stated.

Which ways need an escort the plan says (`Leg.escort`).  Trucks between the warehouse, the PPK and
the PPS do; the last way to the polling station goes by hand, and an officer looks after three or
four of them.

Source: docs/explanation/duties.md.
"""

from datetime import datetime
from typing import Final, NamedTuple

import msgspec

from domain.consignment import (
    ConsignmentArrived,
    ConsignmentDispatched,
    HandoverAccepted,
    HandoverRefused,
)
from domain.context import Context
from domain.escort import EscortEnded, EscortStarted, TransitPointPassed
from domain.finding import Finding
from domain.plan import Leg
from domain.policy import Thresholds
from domain.rules.road import (
    NIGHT,
    NO_ESCORT,
    OVERDUE,
    UNPLANNED,
    is_night,
    no_escort,
    off_schedule,
    off_window,
    overdue,
    overdue_due,
)
from domain.rules.rule import minutes
from domain.said import Said
from domain.statement import time
from domain.timeline import bounded, placed, without_unexpected

MAX_KEPT: Final = 64
"""So many departures, arrivals, escorts and points are kept of one consignment."""


class Departure(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """One part that left."""

    index: int
    at: datetime
    part: int = 1
    parts: int = 1
    destination: str | None = None
    due: datetime | None = None
    """Until when it must have arrived (R09); None: nobody knows how long the way is."""
    is_awaited: bool = False
    is_unexpected: bool = False
    """Nobody expects the signer to say so (R28): it is awaited, but asks for no escort."""


class Arrival(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """One part that is there, as somebody at the end of the way says it."""

    at: datetime
    part: int = 1
    parts: int = 1
    place: str | None = None
    """Where; None: accepted or refused by whom it was sent to, wherever that was."""

    def is_of(self, departure: Departure) -> bool:
        """Tell whether it answers a departure; who counts other parts answers all of them."""
        if self.place is not None and self.place != departure.destination:
            return False
        return self.parts != departure.parts or self.part == departure.part


class Escort(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """Officers who went along."""

    unit: str
    leaf: str
    started: datetime
    is_assigned: bool = False
    """An order in force sends them."""


class Gap(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A departure, or the end of an escort, from which on somebody must be beside the goods."""

    of: int
    """Its leaf."""
    since: datetime
    unit: str | None = None
    """Whose officers left; None: it is a departure."""
    left: str | None = None
    """The leaf hash by which they had begun, if that is stated."""
    raised: int | None = None
    """The leaf whose finding it is."""
    is_met: bool = False

    @property
    def is_end(self) -> bool:
        """Tell whether officers left."""
        return self.unit is not None

    def ends(self, escort: Escort) -> bool:
        """Tell whether these officers are those who left."""
        if self.left is not None:
            return self.left == escort.leaf
        return self.unit == escort.unit and escort.started <= self.since


class Point(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """Where it was seen on its way."""

    place: str
    at: datetime
    index: int
    count: int | None = None
    seals: str | None = None
    """At a glance."""
    is_unexpected: bool = False
    voice: str = ""
    """The journal of who says so."""


class Convoy(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What is known of a consignment on the road."""

    is_guarded: bool = False
    """The plan asks for an escort."""
    departures: tuple[Departure, ...] = ()
    arrivals: tuple[Arrival, ...] = ()
    escorts: tuple[Escort, ...] = ()
    gaps: tuple[Gap, ...] = ()
    points: tuple[Point, ...] = ()
    """In the order of their times."""

    @property
    def glance(self) -> str | None:
        """The worst that was seen of its seals on the way; None: nobody looked."""
        seen = {point.seals for point in self.points}
        return next((one for one in ("tidak_utuh", "utuh", "tidak_dilihat") if one in seen), None)


class Advance(NamedTuple):
    """What one statement does to a convoy."""

    convoy: Convoy
    raised: tuple[Finding, ...] = ()
    settled: tuple[str, ...] = ()


def advance(convoy: Convoy, subject: str, said: Said, context: Context) -> Advance:
    """Go on by one statement about the consignment."""
    raised: tuple[Finding, ...] = ()
    match said.statement:
        case ConsignmentDispatched() as act:
            convoy, raised = _departed(convoy, subject, said, act, context)
        case ConsignmentArrived() | HandoverAccepted() | HandoverRefused() as act:
            convoy = _there(convoy, said, act, context)
        case EscortStarted() as act:
            convoy = _joined(convoy, said, act, context)
        case EscortEnded() as act if context.authority.judge(said) is None:
            gap = Gap(said.index, time(act.at), act.unit, act.of)
            convoy = msgspec.structs.replace(convoy, gaps=(*convoy.gaps, gap)[-MAX_KEPT:])
        case TransitPointPassed() as act:
            convoy = _passed(convoy, said, act, context)
        case _:
            return Advance(convoy)
    awaited = _awaited(convoy, subject)
    policy = context.schedule.thresholds(said.index)
    guarded = _guarded(awaited.convoy, subject, said.index, policy)
    return Advance(guarded.convoy, raised + guarded.raised, awaited.settled + guarded.settled)


def _departed(
    convoy: Convoy, subject: str, said: Said, act: ConsignmentDispatched, context: Context
) -> tuple[Convoy, tuple[Finding, ...]]:
    """Let a part leave: its clock begins (R09), and plan and hour are looked at (R10)."""
    index, at = said.index, time(act.at)
    policy = context.schedule.thresholds(index)
    leg = _leg(act, context, index, at)
    eta = _expected(act, leg, context, index, at)
    due = None if eta is None else overdue_due(at, eta, policy)
    is_unexpected = context.authority.judge(said) is not None
    departure = Departure(
        index, at, act.part, act.parts, act.destination, due, is_unexpected=is_unexpected
    )
    raised: tuple[Finding, ...] = ()
    if due is not None and not _is_there(convoy, departure, due):
        departure = msgspec.structs.replace(departure, is_awaited=True)
        raised += (overdue(subject, index, act.part, (at, due)),)
    why = _fault(act, leg, context, index, at)
    if why is not None:
        raised += (off_schedule(subject, index, at, why),)
    departures = without_unexpected((*convoy.departures, departure), MAX_KEPT)[-MAX_KEPT:]
    convoy = msgspec.structs.replace(convoy, departures=departures)
    if not is_unexpected:
        convoy = msgspec.structs.replace(
            convoy,
            is_guarded=convoy.is_guarded or (leg is not None and leg.escort),
            gaps=(*convoy.gaps, Gap(index, at))[-MAX_KEPT:],
        )
    return convoy, raised


def _leg(act: ConsignmentDispatched, context: Context, index: int, at: datetime) -> Leg | None:
    """Find the planned way: by its name, or by the two units and one of the boxes."""
    schedule = context.schedule
    named = None if act.leg is None else schedule.leg(act.leg, index, at)
    if named is not None and (named.from_, named.to) == (act.from_, act.to):
        return named
    legs = schedule.legs(act.from_, act.to, index, at)
    return next((leg for leg in legs if any(leg.covers(box) for box in act.boxes)), None)


def _expected(
    act: ConsignmentDispatched, leg: Leg | None, context: Context, index: int, at: datetime
) -> datetime | None:
    """Tell when it is expected: as stated, as planned, or by the way that it has to go."""
    if act.eta is not None:
        return time(act.eta)
    if leg is not None and leg.arrive is not None:
        return time(leg.arrive.until)
    place = context.place(act.destination, index)
    return None if place is None or place.travel is None else at + minutes(place.travel)


def _fault(
    act: ConsignmentDispatched, leg: Leg | None, context: Context, index: int, at: datetime
) -> tuple[str, str] | None:
    """Tell why a departure is not as planned; nobody is asked who has planned no way at all."""
    schedule = context.schedule
    if leg is None:
        is_asked = any(plan.legs for plan in schedule.plans(index, at))
        return UNPLANNED if is_asked else None
    policy, why = schedule.thresholds(index), None
    is_planned = False
    if leg.depart is not None:
        window = (time(leg.depart.from_), time(leg.depart.until))
        is_planned = window[0] <= at <= window[1]
        why = off_window(at, window, policy)
    if why is None and not is_planned and is_night(at, policy):
        why = None if _is_ordered(act, context, index, at) else NIGHT
    return why


def _is_ordered(act: ConsignmentDispatched, context: Context, index: int, at: datetime) -> bool:
    """Tell whether an order in force names the way, its escort, or one of its ends."""
    order = None if act.order is None else context.order(act.order, index)
    if order is not None and time(order.from_) <= at <= time(order.until):
        return True
    names = (act.escort, act.origin, act.destination)
    return any(name and context.escort_orders(name, index, at) for name in names)


def _there(
    convoy: Convoy,
    said: Said,
    act: ConsignmentArrived | HandoverAccepted | HandoverRefused,
    context: Context,
) -> Convoy:
    """Let a part be there, by the word of somebody who may say so."""
    if context.authority.judge(said) is not None:
        return convoy
    at = time(act.at)
    if isinstance(act, ConsignmentArrived):
        arrival = Arrival(at, act.part, act.parts, act.place)
    elif isinstance(act, HandoverAccepted):
        arrival = Arrival(at, act.part, act.parts)
    else:
        arrival = Arrival(at, 1, 0)
    return msgspec.structs.replace(convoy, arrivals=(*convoy.arrivals, arrival)[-MAX_KEPT:])


def _joined(convoy: Convoy, said: Said, act: EscortStarted, context: Context) -> Convoy:
    """Let officers go along, and tell whether an officer says so whom somebody has sent."""
    at = time(act.at)
    signer = context.authority.signer(said)
    there = {*act.persons, signer.person if signer else ""}
    is_officer = context.authority.judge(said) is None
    is_assigned = is_officer and any(
        not order.persons or not there.isdisjoint(order.persons)
        for order in context.escort_orders(act.unit, said.index, at)
    )
    escort = Escort(act.unit, said.leaf, at, is_assigned)
    escorts = (*convoy.escorts, escort)
    if len(escorts) > MAX_KEPT:  # whom nobody has sent makes room first
        spare = next((one for one in escorts if not one.is_assigned), escorts[0])
        escorts = tuple(one for one in escorts if one is not spare)
    return msgspec.structs.replace(convoy, escorts=escorts)


def _passed(convoy: Convoy, said: Said, act: TransitPointPassed, context: Context) -> Convoy:
    is_unexpected, at = context.authority.judge(said) is not None, time(act.at)
    point = Point(act.place, at, said.index, act.count, act.seals, is_unexpected, said.journal)
    points = without_unexpected(placed(convoy.points, point), MAX_KEPT)
    return msgspec.structs.replace(convoy, points=bounded(points, MAX_KEPT))


def _is_there(convoy: Convoy, departure: Departure, due: datetime) -> bool:
    return any(one.at <= due and one.is_of(departure) for one in convoy.arrivals)


def _awaited(convoy: Convoy, subject: str) -> Advance:
    """Settle what has arrived in time."""
    settled: tuple[str, ...] = ()
    departures: tuple[Departure, ...] = ()
    for one in convoy.departures:
        if one.is_awaited and one.due is not None and _is_there(convoy, one, one.due):
            settled += (OVERDUE.key(subject, one.index),)
            departures += (msgspec.structs.replace(one, is_awaited=False),)
        else:
            departures += (one,)
    if settled:
        convoy = msgspec.structs.replace(convoy, departures=departures)
    return Advance(convoy, (), settled)


def _guarded(convoy: Convoy, subject: str, index: int, policy: Thresholds) -> Advance:
    """Ask whether somebody was beside the goods from every gap on (R11).

    One statement raises one finding at most, as a finding is known by its leaf.
    """
    if not convoy.is_guarded:
        return Advance(convoy)
    raised: tuple[Finding, ...] = ()
    settled: tuple[str, ...] = ()
    gaps: tuple[Gap, ...] = ()
    left = min((one.at for one in convoy.departures if not one.is_unexpected), default=None)
    for gap in convoy.gaps:
        now = gap
        if left is None or gap.since < left:
            pass  # officers who left before the goods did are no matter of the road
        elif not gap.is_met and _is_met(convoy, gap, policy):
            now = msgspec.structs.replace(gap, is_met=True)
            settled += () if gap.raised is None else (NO_ESCORT.key(subject, gap.raised),)
        elif not gap.is_met and gap.raised is None and not raised:
            now = msgspec.structs.replace(gap, raised=index)
            evidence = (index,) if gap.of == index else (index, gap.of)
            raised = (no_escort(subject, evidence, gap.since, policy),)
        gaps += (now,)
    return Advance(msgspec.structs.replace(convoy, gaps=gaps), raised, settled)


def _is_met(convoy: Convoy, gap: Gap, policy: Thresholds) -> bool:
    """Tell whether an assigned escort was there in time, or the goods had arrived."""
    until = gap.since + minutes(policy.escort_gap)
    if gap.is_end and any(one.at <= until for one in convoy.arrivals):
        return True
    earliest = None if gap.is_end else gap.since - minutes(policy.escort_early)
    left = [one for one in convoy.gaps if one.is_end and one.since <= gap.since]
    return any(
        one.is_assigned
        and (earliest is None or earliest <= one.started)
        and one.started <= until
        and not any(end.ends(one) for end in left)
        for one in convoy.escorts
    )
