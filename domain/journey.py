"""A box's journey: holder, guard and place as three different things, its seals and its openings.

The holder is the business of `custody`.  The place is where the box was last seen, by the stated
times, so that a statement that comes late does not move it back.  The guard on the road is the
escort; in a place it is whoever has the watch there, which the post's own fold knows.

The seals on record are those applied and not taken off since.  A look that differs from the record
is a finding (R04) once; the same difference seen again is not another one.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from operator import attrgetter
from typing import Any, Final, Literal, TypeAlias, cast

import msgspec

from domain.box import BoxOpened, Item, ItemRegistered
from domain.consignment import (
    BoxRefused,
    ConsignmentArrived,
    ConsignmentDispatched,
    HandoverAccepted,
    HandoverOffered,
    HandoverRefused,
)
from domain.context import Context
from domain.custody import Change, Claim, Custody, Move, Terms, accept, hand, refuse, register
from domain.fact import Fact
from domain.finding import Finding
from domain.incident import IncidentReported
from domain.policy import Thresholds
from domain.route import leads
from domain.rules.custody import answer_due
from domain.rules.opening import breaking_fault, opened, opening_fault
from domain.rules.seal import NO_DIFFERENCE, Difference, difference, mismatch, unsealed
from domain.said import Said
from domain.seal import BoxSealed, BoxSeen, SealApplied, SealBroken, SealVerified
from domain.statement import Stated, time
from domain.step import Step
from domain.voice import speaks_for

Handing: TypeAlias = ConsignmentDispatched | HandoverOffered | HandoverAccepted | HandoverRefused


class Road(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """The way a box is on."""

    consignment: str
    origin: str
    destination: str
    index: int
    """The leaf of its dispatch."""
    eta: datetime | None = None
    vehicle: str | None = None


class Box(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What is known of one box."""

    custody: Custody = Custody()
    place: str | None = None
    """Where it was last seen; on the road, the vehicle."""
    placed: datetime | None = None
    """By the clock of who saw it there."""
    road: Road | None = None
    guard: str | None = None
    """The escort's unit, on the road."""
    seals: tuple[str, ...] = ()
    """Applied and not taken off since."""
    difference: Difference = NO_DIFFERENCE
    """What the last look found different from the seals on record."""
    opened: int | None = None
    """The leaf of its last opening; None once it is sealed again."""
    item: Item | None = None
    registered: int | None = None
    registrant: str | None = None
    """The unit that was its first holder."""

    @property
    def holder(self) -> str | None:
        """The one undisputed holder; None: nobody known, or disputed."""
        return self.custody.holder

    @property
    def state(self) -> Literal["tidak_dikenal", "dipegang", "di_perjalanan", "disengketakan"]:
        """One word for where custody stands."""
        if self.custody.is_disputed:
            return "disengketakan"
        if self.road is not None:
            return "di_perjalanan"
        return "dipegang" if self.custody.claims else "tidak_dikenal"


class _Reading:
    """One statement, read once for all the boxes it names."""

    __slots__ = ("_voices", "at", "by_box", "context", "policy", "said", "terms")

    def __init__(self, said: Said, context: Context) -> None:
        self.said = said
        self.context = context
        statement = cast("Stated", said.statement)
        self.at = time(statement.at)
        self.policy: Thresholds = context.schedule.thresholds(said.index)
        self.terms = Terms(self.policy)
        self.by_box: dict[str, BoxSeen | BoxSealed | BoxRefused | Item] = {}
        self._voices: dict[str, bool] = {}
        match statement:
            case ItemRegistered(items=items):
                self.by_box = {item.box: item for item in items}
            case SealApplied() | SealBroken() | SealVerified():
                self.by_box = {one.box: one for one in statement.boxes}
            case HandoverAccepted() | HandoverRefused():
                self.by_box = {one.box: one for one in statement.boxes}
            case _:
                pass

    def speaks_for(self, unit: str) -> bool:
        """Tell whether the signer speaks for a unit."""
        if unit not in self._voices:
            self._voices[unit] = speaks_for(self.said, unit, self.context)
        return self._voices[unit]

    def move(self, act: Handing, side: str) -> Move:
        """Return the handing over that a statement says, `side` being whose word it is."""
        return Move(act.from_, act.to, self.at, self.said.index, self.speaks_for(side))


_Rule: TypeAlias = Callable[[str, Box, _Reading], Step[Box]]


class Journeys:
    """The fold of every box."""

    name: Final = "kotak"
    state: Final = Box

    def __init__(self) -> None:
        self._reading: _Reading | None = None

    def subjects(self, fact: Fact) -> tuple[str, ...]:
        """Return the boxes (and sealed doors) that a statement names."""
        if not isinstance(fact, Said):
            return ()
        named = _NAMED.get(type(fact.statement))
        return () if named is None else tuple(dict.fromkeys(named(fact.statement)))

    def after(self, subject: str, state: Box | None, fact: Fact, context: Context) -> Step[Box]:
        """Return what a statement does to one box."""
        if not isinstance(fact, Said):
            return Step(state)
        rule = _RULES.get(type(fact.statement))
        if rule is None:
            return Step(state)
        reading = self._reading
        if reading is None or reading.said is not fact or reading.context is not context:
            reading = self._reading = _Reading(fact, context)
        return rule(subject, _UNKNOWN if state is None else state, reading)


_UNKNOWN: Final = Box()


def _each(statement: Any) -> Iterable[str]:  # noqa: ANN401  one of the kinds below
    return [one.box for one in statement.boxes]


_NAMED: Final[dict[type, Callable[[Any], Iterable[str]]]] = {
    ItemRegistered: lambda act: [one.box for one in act.items],
    **dict.fromkeys(
        (SealApplied, SealBroken, SealVerified, HandoverAccepted, HandoverRefused), _each
    ),
    **dict.fromkeys(
        (ConsignmentDispatched, ConsignmentArrived, HandoverOffered, BoxOpened, IncidentReported),
        attrgetter("boxes"),
    ),
}
"""Which boxes (and sealed doors) each kind names; an incident belongs to their history only."""


def _registered(subject: str, box: Box, reading: _Reading) -> Step[Box]:
    act = cast("ItemRegistered", reading.said.statement)
    if box.registrant == act.holder:
        return Step(box)
    index = reading.said.index
    claim = Claim(act.holder, index, reading.at, "pendaftaran")
    change = register(box.custody, subject, claim)
    box = _seen_at(box, act.place, reading.at)
    if box.registered is None:
        item = cast("Item", reading.by_box[subject])
        box = msgspec.structs.replace(box, item=item, registered=index, registrant=act.holder)
    return _changed(box, change)


def _dispatched(subject: str, box: Box, reading: _Reading) -> Step[Box]:
    act = cast("ConsignmentDispatched", reading.said.statement)
    eta = None if act.eta is None else time(act.eta)
    due = answer_due(reading.at, eta, reading.policy)
    move = reading.move(act, act.from_)
    change = hand(box.custody, subject, move, due, is_dispatch=True)
    is_open = any(
        one.giver == act.from_ and one.receiver == act.to for one in change.custody.handings
    )
    if not is_open or (box.placed is not None and reading.at < box.placed):
        return _changed(box, change)
    road = Road(act.consignment, act.origin, act.destination, reading.said.index, eta, act.vehicle)
    box = msgspec.structs.replace(
        box, place=act.vehicle, placed=reading.at, road=road, guard=act.escort
    )
    return _changed(box, change)


def _offered(subject: str, box: Box, reading: _Reading) -> Step[Box]:
    act = cast("HandoverOffered", reading.said.statement)
    due = answer_due(reading.at, None if act.eta is None else time(act.eta), reading.policy)
    change = hand(box.custody, subject, reading.move(act, act.from_), due, is_dispatch=False)
    return _changed(_seen_at(box, act.place, reading.at), change)


def _arrived(_subject: str, box: Box, reading: _Reading) -> Step[Box]:
    act = cast("ConsignmentArrived", reading.said.statement)
    is_this = box.road is not None and box.road.consignment == act.consignment
    return Step(_off_road(box, act.place, reading.at, is_end=is_this))


def _accepted(subject: str, box: Box, reading: _Reading) -> Step[Box]:
    act = cast("HandoverAccepted", reading.said.statement)
    move = reading.move(act, act.to)
    change = accept(box.custody, subject, move, _terms(box, subject, act, reading))
    raised = change.raised
    seen = cast("BoxSeen", reading.by_box[subject])
    if not seen.utuh:
        raised += (unsealed(subject, reading.said.index, act.to),)
    if seen.utuh or seen.rusak or seen.tidak_ada:
        box, differs = _looked(subject, box, seen, reading)
        raised += differs
    box = _off_road(box, act.place, reading.at, is_end=_is_answer(box, change))
    return _changed(box, Change(change.custody, raised, change.settled))


def _refused(subject: str, box: Box, reading: _Reading) -> Step[Box]:
    act = cast("HandoverRefused", reading.said.statement)
    change = refuse(box.custody, subject, reading.move(act, act.to))
    is_end = _is_answer(box, change)
    return _changed(_off_road(box, act.place, reading.at, is_end=is_end), change)


def _sealed(subject: str, box: Box, reading: _Reading) -> Step[Box]:
    act = cast("SealApplied", reading.said.statement)
    applied = cast("BoxSealed", reading.by_box[subject])
    seals = tuple(dict.fromkeys((*_on_box(box), *applied.seals)))
    box = msgspec.structs.replace(box, seals=seals, difference=NO_DIFFERENCE, opened=None)
    return Step(_seen_at(box, act.place, reading.at))


def _verified(subject: str, box: Box, reading: _Reading) -> Step[Box]:
    act = cast("SealVerified", reading.said.statement)
    seen = cast("BoxSeen", reading.by_box[subject])
    box, raised = _looked(subject, box, seen, reading)
    return Step(_seen_at(box, act.place, reading.at), raised)


def _broken(subject: str, box: Box, reading: _Reading) -> Step[Box]:
    act = cast("SealBroken", reading.said.statement)
    broken = cast("BoxSealed", reading.by_box[subject]).seals
    index = reading.said.index
    raised: tuple[Finding, ...] = ()
    if act.found:
        known = {*box.difference.damaged, *box.difference.missing}
        damaged = tuple(sorted({*broken} & {*_on_box(box)} - known))
        if damaged:
            raised = (mismatch(subject, index, Difference(damaged=damaged)),)
    elif box.custody.claims or box.item:
        # A door is no box: who may open a store is not a matter of this rule.
        context = reading.context
        phase, kind = context.phase(index, reading.at), _place_kind(act.place, reading)
        rules = (
            rule
            for rule in context.schedule.openings(index)
            if rule.phase == phase and rule.place_kind == kind
        )
        fault = breaking_fault(act, rules, differs=box.difference != NO_DIFFERENCE)
        if fault is not None:
            raised = (opened(subject, index, act, phase, fault),)
    left = tuple(seal for seal in _on_box(box) if seal not in broken)
    box = msgspec.structs.replace(box, seals=left, difference=NO_DIFFERENCE)
    return Step(_seen_at(box, act.place, reading.at), raised)


def _opened(subject: str, box: Box, reading: _Reading) -> Step[Box]:
    act = cast("BoxOpened", reading.said.statement)
    index, context = reading.said.index, reading.context
    phase = context.phase(index, reading.at)
    rule = context.schedule.opening(phase, _place_kind(act.place, reading), act.purpose, index)
    signer = context.authority.signer(reading.said)
    fault = opening_fault(act, rule, signer.line if signer else None)
    raised = () if fault is None else (opened(subject, index, act, phase, fault),)
    left = tuple(seal for seal in _on_box(box) if seal not in act.seals)
    box = msgspec.structs.replace(box, seals=left, difference=NO_DIFFERENCE, opened=index)
    return Step(_seen_at(box, act.place, reading.at), raised)


_RULES: Final[dict[type, _Rule]] = {
    ItemRegistered: _registered,
    ConsignmentDispatched: _dispatched,
    ConsignmentArrived: _arrived,
    HandoverOffered: _offered,
    HandoverAccepted: _accepted,
    HandoverRefused: _refused,
    SealApplied: _sealed,
    SealVerified: _verified,
    SealBroken: _broken,
    BoxOpened: _opened,
}


def _changed(box: Box, change: Change) -> Step[Box]:
    return Step(msgspec.structs.replace(box, custody=change.custody), change.raised, change.settled)


def _terms(box: Box, subject: str, act: HandoverAccepted, reading: _Reading) -> Terms:
    """Ask the plan only what the box's own history does not answer."""
    custody, context, index = box.custody, reading.context, reading.said.index
    is_held, is_offered = custody.is_held_by(act.from_), custody.is_offered(act.from_, act.to)
    if is_held and is_offered:
        return reading.terms
    is_planned = not is_offered and context.schedule.is_planned(
        act.from_, act.to, subject, index, reading.at
    )
    holders = custody.holders
    is_late = not is_held and (
        not holders or any(leads(one, act.from_, subject, index, context) for one in holders)
    )
    return Terms(reading.policy, is_planned=is_planned, is_late=is_late)


def _looked(
    subject: str, box: Box, seen: BoxSeen, reading: _Reading
) -> tuple[Box, tuple[Finding, ...]]:
    """Compare a look at the seals with the record; the same difference again is no news."""
    found = difference(box.seals, seen)
    if found == box.difference:
        return box, ()
    raised = () if found == NO_DIFFERENCE else (mismatch(subject, reading.said.index, found),)
    return msgspec.structs.replace(box, difference=found), raised


def _on_box(box: Box) -> tuple[str, ...]:
    """Return what sits on the box after the last look: reported differences are taken over."""
    if box.difference == NO_DIFFERENCE:
        return box.seals
    kept = tuple(seal for seal in box.seals if seal not in box.difference.missing)
    return kept + box.difference.extra


def _seen_at(box: Box, place: str, at: datetime) -> Box:
    if place == box.place or (box.placed is not None and at < box.placed):
        return box
    return msgspec.structs.replace(box, place=place, placed=at)


def _off_road(box: Box, place: str, at: datetime, *, is_end: bool) -> Box:
    """Let the box stand somewhere; what ends its way does so even by a clock that is slow."""
    placed = box.placed
    if placed is not None and at < placed:
        if not is_end:
            return box
        at = placed
    return msgspec.structs.replace(box, place=place, placed=at, road=None, guard=None)


def _is_answer(box: Box, change: Change) -> bool:
    """Tell whether an open dispatch or offer was closed."""
    return len(change.custody.handings) < len(box.custody.handings)


def _place_kind(place: str, reading: _Reading) -> str | None:
    registered = reading.context.place(place, reading.said.index)
    return registered.place_kind if registered else None
