"""A box's journey: holder, guard and place as three different things, its seals and its openings.

The holder is the business of `custody`, the seals are that of `closure`, place and way are that of
`placing`.
The guard on the road is the escort; in a place it is whoever has the watch there, which the post's
own fold knows.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Final, Literal, TypeAlias, cast

import msgspec

from domain.box import (
    BoxOpened,
    BoxPacked,
    Item,
    ItemDestroyed,
    ItemRegistered,
    ItemReplaced,
    Packing,
)
from domain.breach import broken, replaced
from domain.closure import Closing, Closure, Deed, turn
from domain.consignment import (
    ConsignmentArrived,
    ConsignmentDispatched,
    HandoverAccepted,
    HandoverOffered,
    HandoverRefused,
)
from domain.content import Content, Filling, empty, pack, store
from domain.context import Context
from domain.custody import Change, Custody, accept, hand, refuse, register
from domain.discrepancy import DiscrepancyDeclared, DiscrepancyResolved
from domain.fact import Fact
from domain.lineage import Basis, Claim
from domain.placing import Placing, arrived, seen, sent
from domain.reading import NAMED, Reading, Road, Seals
from domain.registration import Registration, registration
from domain.rules.opening import opened
from domain.rules.packing import contents_differ
from domain.rules.seal import Difference, unsealed
from domain.said import Said
from domain.seal import BoxSealed, BoxSeen, SealApplied, SealBroken, SealReplaced, SealVerified
from domain.step import Step
from domain.store import BoxStored, StoreClosed, StoreOpened
from domain.trail import Trail, walk

State: TypeAlias = Literal[
    "tidak_dikenal", "dipegang", "di_perjalanan", "disengketakan", "diganti", "dimusnahkan"
]


class Box(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """What is known of one box."""

    custody: Custody = Custody()
    placing: Placing = Placing()
    closure: Closure = Closure()
    registration: Registration | None = None
    content: Content = Content()
    trail: Trail = Trail()

    @property
    def holder(self) -> str | None:
        """The one undisputed holder; None: nobody known, or disputed."""
        return self.custody.holder

    @property
    def place(self) -> str | None:
        """Where it was last seen; on the road, the vehicle."""
        return self.placing.place

    @property
    def placed(self) -> datetime | None:
        """When it was last seen there, by the clock of who saw it."""
        return None if self.placing.seen is None else self.placing.seen.at

    @property
    def road(self) -> Road | None:
        """The way it is on."""
        return self.placing.road

    @property
    def guard(self) -> str | None:
        """The escort's unit, on the road."""
        return self.placing.guard

    @property
    def item(self) -> Item | None:
        """What it was registered as."""
        return None if self.registration is None else self.registration.item

    @property
    def registered(self) -> int | None:
        """The leaf of its registration."""
        return None if self.registration is None else self.registration.index

    @property
    def opened(self) -> int | None:
        """The leaf of the last opening; None once the box is sealed again."""
        return self.closure.opened

    @property
    def difference(self) -> Difference:
        """What the last look at the seals found different from the record."""
        return self.closure.difference

    @property
    def seals(self) -> tuple[str, ...]:
        """The seals on record."""
        return self.closure.seals

    @property
    def state(self) -> State:
        """One word for where custody stands; a box out of use is only kept."""
        fate, claims = self.content.fate, len(self.custody.claims)
        if fate is not None:
            return fate
        if claims > 1:
            return "disengketakan"
        if self.road is not None:
            return "di_perjalanan"
        return "dipegang" if claims else "tidak_dikenal"


_Rule: TypeAlias = Callable[[str, Box, Reading], Step[Box]]


class Journeys:
    """The fold of every box."""

    name: Final = "kotak"
    state: Final = Box

    def __init__(self) -> None:
        self._reading: Reading | None = None

    @property
    def kinds(self) -> frozenset[type]:
        """The statements that touch a box."""
        return frozenset(NAMED)

    def subjects(self, fact: Fact) -> tuple[str, ...]:
        """Return the boxes (and sealed doors) that a statement names."""
        if not isinstance(fact, Said):
            return ()
        named = NAMED.get(type(fact.statement))
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
            reading = self._reading = Reading(fact, context)
        return _followed(subject, rule(subject, state or _UNKNOWN, reading), reading)


_UNKNOWN: Final = Box()


def _registered(subject: str, box: Box, reading: Reading) -> Step[Box]:
    act = cast("ItemRegistered", reading.said.statement)
    index, at, is_unexpected = reading.said.index, reading.at, reading.is_unexpected
    basis: Basis = "pernyataan" if is_unexpected else "pendaftaran"
    change = register(box.custody, subject, Claim(act.holder, index, at, basis), reading.policy)
    item = cast("Item", reading.by_box[subject])
    one = Registration(item, act.holder, index, at, is_unexpected)
    box = msgspec.structs.replace(
        _seen_at(box, act.place, reading), registration=registration(box.registration, one)
    )
    return _changed(box, change)


def _dispatched(subject: str, box: Box, reading: Reading) -> Step[Box]:
    act = cast("ConsignmentDispatched", reading.said.statement)
    change = hand(box.custody, subject, reading.move(act, act.from_), reading.terms(act))
    is_open = any(
        one.giver == act.from_ and one.receiver == act.to for one in change.custody.handings
    )
    if not is_open:
        return _changed(box, change)
    placing = sent(box.placing, act.vehicle, reading.road(act), act.escort, reading)
    return _changed(msgspec.structs.replace(box, placing=placing), change)


def _offered(subject: str, box: Box, reading: Reading) -> Step[Box]:
    act = cast("HandoverOffered", reading.said.statement)
    change = hand(box.custody, subject, reading.move(act, act.from_), reading.terms(act))
    return _changed(_seen_at(box, act.place, reading), change)


def _arrived(_subject: str, box: Box, reading: Reading) -> Step[Box]:
    act = cast("ConsignmentArrived", reading.said.statement)
    is_this = box.road is not None and box.road.consignment == act.consignment
    return Step(_off_road(box, act.place, reading, is_end=is_this))


def _accepted(subject: str, box: Box, reading: Reading) -> Step[Box]:
    act = cast("HandoverAccepted", reading.said.statement)
    custody, index = box.custody, reading.said.index
    is_planned = not custody.is_offered(act.from_, act.to) and (
        reading.context.schedule.is_planned(act.from_, act.to, subject, index, reading.at)
    )
    move = reading.move(act, act.to)
    change = accept(custody, subject, move, reading.policy, is_planned=is_planned)
    raised, settled = change.raised, change.settled
    seen = cast("BoxSeen", reading.by_box[subject])
    closure = box.closure
    if not seen.utuh:
        raised += (unsealed(subject, index, act.to),)
    if seen.utuh or seen.rusak or seen.tidak_ada:
        look = reading.act("lihat", (seen.utuh, seen.rusak))
        closing = turn(closure, subject, look, reading.context.anchors)
        closure, raised = closing.closure, raised + closing.raised
        settled += closing.settled
    box = _off_road(box, act.place, reading, is_end=_ends(box, act))
    box = msgspec.structs.replace(box, custody=change.custody, closure=closure)
    return Step(box, raised, settled)


def _refused(subject: str, box: Box, reading: Reading) -> Step[Box]:
    act = cast("HandoverRefused", reading.said.statement)
    change = refuse(box.custody, subject, reading.move(act, act.to))
    return _changed(_off_road(box, act.place, reading, is_end=_ends(box, act)), change)


def _sealed(subject: str, box: Box, reading: Reading) -> Step[Box]:
    act = cast("SealApplied", reading.said.statement)
    seals = cast("BoxSealed", reading.by_box[subject]).seals
    return _turned(subject, _seen_at(box, act.place, reading), reading, "pasang", (seals, ()))


def _verified(subject: str, box: Box, reading: Reading) -> Step[Box]:
    act = cast("SealVerified", reading.said.statement)
    seen = cast("BoxSeen", reading.by_box[subject])
    box = _seen_at(box, act.place, reading)
    return _turned(subject, box, reading, "lihat", (seen.utuh, seen.rusak))


def _broken(subject: str, box: Box, reading: Reading) -> Step[Box]:
    act = cast("SealBroken", reading.said.statement)
    is_door = box.item is None and not box.custody.claims
    box = _seen_at(box, act.place, reading)
    return _closed(box, broken(box.closure, subject, reading, is_door=is_door))


def _opened(subject: str, box: Box, reading: Reading) -> Step[Box]:
    act = cast("BoxOpened", reading.said.statement)
    index, content = reading.said.index, box.content
    phase, fault = reading.opening(act)
    raised = () if fault is None else (opened(subject, act, (index, phase), fault),)
    box = _seen_at(box, act.place, reading)
    step = _turned(subject, box, reading, "buka", ((), act.seals))
    filling = Filling(content) if reading.is_unexpected else empty(content, subject, reading.at)
    box = msgspec.structs.replace(step.state or box, content=filling.content)
    return Step(box, raised + step.raised, step.settled + filling.settled)


def _replaced(subject: str, box: Box, reading: Reading) -> Step[Box]:
    act = cast("SealReplaced", reading.said.statement)
    box = _seen_at(box, act.place, reading)
    return _closed(box, replaced(box.closure, subject, reading))


def _unlocked(subject: str, box: Box, reading: Reading) -> Step[Box]:
    act = cast("StoreOpened", reading.said.statement)
    return _turned(subject, _seen_at(box, act.place, reading), reading, "pintu", ((), act.seals))


def _locked(subject: str, box: Box, reading: Reading) -> Step[Box]:
    act = cast("StoreClosed", reading.said.statement)
    return _turned(subject, _seen_at(box, act.place, reading), reading, "pasang", (act.seals, ()))


def _stored(_subject: str, box: Box, reading: Reading) -> Step[Box]:
    act = cast("BoxStored", reading.said.statement)
    if not reading.is_unexpected:
        content = store(box.content, act.bay, reading.at, reading.said, reading.context)
        box = msgspec.structs.replace(box, content=content)
    return Step(_seen_at(box, act.place, reading))


def _packed(subject: str, box: Box, reading: Reading) -> Step[Box]:
    act = cast("BoxPacked", reading.said.statement)
    index, at, content = reading.said.index, reading.at, box.content
    filling = Filling(content) if reading.is_unexpected else pack(content, subject, at, index)
    raised, policy = filling.raised, reading.context.schedule.policy(index)
    if policy is not None and box.item is not None:
        packing = cast("Packing", reading.by_box[subject])
        differs = contents_differ(box.item, packing, policy.contents, index)
        raised += () if differs is None else (differs,)
    box = _seen_at(msgspec.structs.replace(box, content=filling.content), act.place, reading)
    return Step(box, raised, filling.settled)


def _succeeded(subject: str, box: Box, reading: Reading) -> Step[Box]:
    """Put a box out of use, where somebody with authority says so."""
    act = cast("ItemReplaced", reading.said.statement)
    if act.old == act.new or reading.is_unexpected:
        return Step(box)
    if subject == act.old:
        return Step(_filled(box, successor=act.new))
    return Step(_filled(box, predecessor=act.old))


def _kept(_subject: str, box: Box, _reading: Reading) -> Step[Box]:
    """Leave the box as it is; what was said stands in its trail."""
    return Step(box)


def _destroyed(_subject: str, box: Box, reading: Reading) -> Step[Box]:
    """Put a box out of use, where somebody says so who may (R28)."""
    return Step(box if reading.is_unexpected else _filled(box, destroyed=reading.said.index))


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
    SealReplaced: _replaced,
    StoreOpened: _unlocked,
    StoreClosed: _locked,
    BoxStored: _stored,
    BoxPacked: _packed,
    ItemReplaced: _succeeded,
    ItemDestroyed: _destroyed,
    DiscrepancyDeclared: _kept,
    DiscrepancyResolved: _kept,
}


def _changed(box: Box, change: Change) -> Step[Box]:
    return Step(msgspec.structs.replace(box, custody=change.custody), change.raised, change.settled)


def _turned(subject: str, box: Box, reading: Reading, deed: Deed, seals: Seals) -> Step[Box]:
    """Let something happen to the seals: to those put on, and to those taken off."""
    closing = turn(box.closure, subject, reading.act(deed, seals), reading.context.anchors)
    return _closed(box, closing)


def _closed(box: Box, closing: Closing) -> Step[Box]:
    box = msgspec.structs.replace(box, closure=closing.closure)
    return Step(box, closing.raised, closing.settled)


def _filled(box: Box, **changes: str | int | None) -> Box:
    return msgspec.structs.replace(box, content=msgspec.structs.replace(box.content, **changes))


def _followed(subject: str, step: Step[Box], reading: Reading) -> Step[Box]:
    """Let go on whatever runs along with the box."""
    box = step.state or _UNKNOWN
    walked = walk(box.trail, subject, box.item, box.custody, reading)
    if walked.trail is box.trail and not walked.raised:
        return step
    box = msgspec.structs.replace(box, trail=walked.trail)
    return Step(box, step.raised + walked.raised, step.settled + walked.settled)


def _seen_at(box: Box, place: str, reading: Reading) -> Box:
    return msgspec.structs.replace(box, placing=seen(box.placing, place, reading))


def _off_road(box: Box, place: str, reading: Reading, *, is_end: bool) -> Box:
    placing = arrived(box.placing, place, reading, is_end=is_end)
    return msgspec.structs.replace(box, placing=placing)


def _ends(box: Box, act: HandoverAccepted | HandoverRefused) -> bool:
    """Tell whether an answer ends the way that the box is on."""
    road = box.road
    return road is not None and road.giver == act.from_ and road.receiver == act.to
