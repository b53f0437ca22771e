"""Reading: one statement, read once for all the boxes that it names.

A statement names up to 300 boxes, and each is folded by itself; what is the same for all of them,
such as until when an answer is due or what the policy says to an opening, is worked out once.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from operator import attrgetter
from typing import Any, Final, TypeAlias, cast

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
from domain.closure import Act, Deed
from domain.consignment import (
    BoxRefused,
    ConsignmentArrived,
    ConsignmentDispatched,
    HandoverAccepted,
    HandoverOffered,
    HandoverRefused,
)
from domain.context import Context
from domain.custody import Move, Terms
from domain.deadline import Moments
from domain.discrepancy import DiscrepancyDeclared, DiscrepancyResolved
from domain.incident import IncidentReported
from domain.policy import Thresholds
from domain.rules.custody import answer_due
from domain.rules.opening import opening_fault
from domain.said import Said
from domain.seal import BoxSealed, BoxSeen, SealApplied, SealBroken, SealReplaced, SealVerified
from domain.sighting import Eyes, Sighting
from domain.spot import BOXES_SEEN
from domain.statement import Stated, time
from domain.store import BoxStored, StoreClosed, StoreOpened
from domain.voice import speaks_for

Handing: TypeAlias = ConsignmentDispatched | HandoverOffered | HandoverAccepted | HandoverRefused

Fault: TypeAlias = tuple[str, str]
"""What the policy asks beyond what was stated, in both languages."""

Seals: TypeAlias = tuple[tuple[str, ...], tuple[str, ...]]
"""Those put on, and those taken off."""


class Road(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """The way a box is on."""

    consignment: str
    giver: str
    receiver: str
    origin: str
    destination: str
    index: int
    """The leaf of its dispatch."""
    eta: datetime | None = None
    vehicle: str | None = None


class Reading:
    """One statement, read once for all the boxes it names."""

    def __init__(self, said: Said, context: Context) -> None:
        self.said = said
        self.context = context
        statement = cast("Stated", said.statement)
        self.at = time(statement.at)
        self.policy: Thresholds = context.schedule.thresholds(said.index)
        self.moments = Moments(context, said.index, self.at)
        place = BOXES_SEEN.get(type(statement))
        self.eyes: Eyes | None = None
        """Where this statement sees the boxes; None: it is no sighting."""
        if place is not None:
            sighting = Sighting(place(statement), self.at, said.index, said.journal)
            self.eyes = Eyes(context, sighting)
        self.is_unexpected = context.authority.judge(said) is not None
        """Whether nobody expects the signer to say so (R28)."""
        self._road: Road | None = None
        self._terms: Terms | None = None
        self._move: Move | None = None
        self._opening: tuple[str | None, Fault | None] | None = None
        self.by_box: dict[str, BoxSeen | BoxSealed | BoxRefused | Item | Packing] = {}
        match statement:
            case ItemRegistered(items=items):
                self.by_box = {item.box: item for item in items}
            case SealApplied() | SealBroken() | SealVerified():
                self.by_box = {one.box: one for one in statement.boxes}
            case HandoverAccepted() | HandoverRefused() | BoxPacked():
                self.by_box = {one.box: one for one in statement.boxes}
            case _:
                pass

    def move(self, act: Handing, side: str) -> Move:
        """Return the handing over that a statement says, `side` being whose word it is."""
        if self._move is None:
            is_genuine = speaks_for(self.said, side, self.context)
            self._move = Move(act.from_, act.to, self.at, self.said.index, is_genuine)
        return self._move

    def act(self, deed: Deed, seals: Seals) -> Act:
        """Return what was done to the seals of one box, or seen of them, and by whom."""
        attached, removed = seals
        return Act(
            deed,
            self.at,
            self.said.index,
            attached,
            removed,
            voice=self.said.journal,
            is_unexpected=self.is_unexpected,
        )

    def opening(self, act: BoxOpened) -> tuple[str | None, Fault | None]:
        """Return the phase in which boxes were opened, and what the policy asks beyond it."""
        if self._opening is None:
            index, context = self.said.index, self.context
            phase = context.phase(index, self.at)
            kind = self.place_kind(act.place)
            rule = context.schedule.opening(phase, kind, act.purpose, index)
            signer = context.authority.signer(self.said)
            fault = opening_fault(act, rule, signer.line if signer else None)
            self._opening = (phase, fault)
        return self._opening

    def terms(self, act: ConsignmentDispatched | HandoverOffered) -> Terms:
        """Return until when what was let go must be answered."""
        if self._terms is None:
            eta = None if act.eta is None else time(act.eta)
            due = answer_due(self.at, eta, self.policy)
            self._terms = Terms(self.policy, due, isinstance(act, ConsignmentDispatched))
        return self._terms

    def road(self, act: ConsignmentDispatched) -> Road:
        """Return the way that all boxes of a dispatch are on."""
        if self._road is None:
            self._road = Road(
                act.consignment,
                act.from_,
                act.to,
                act.origin,
                act.destination,
                self.said.index,
                None if act.eta is None else time(act.eta),
                act.vehicle,
            )
        return self._road

    def place_kind(self, place: str) -> str | None:
        """Return what kind of place it is, as registered."""
        registered = self.context.place(place, self.said.index)
        return registered.place_kind if registered else None


def _each(
    statement: SealApplied
    | SealBroken
    | SealVerified
    | HandoverAccepted
    | HandoverRefused
    | BoxPacked,
) -> Iterable[str]:
    return [one.box for one in statement.boxes]


NAMED: Final[dict[type, Callable[[Any], Iterable[str]]]] = {
    ItemRegistered: lambda act: [one.box for one in act.items],
    ItemReplaced: lambda act: (act.old, act.new),
    SealReplaced: lambda act: (act.box,),
    StoreOpened: lambda act: (act.door,),
    StoreClosed: lambda act: (act.door,),
    **dict.fromkeys(
        (SealApplied, SealBroken, SealVerified, HandoverAccepted, HandoverRefused, BoxPacked), _each
    ),
    **dict.fromkeys(
        (
            ConsignmentDispatched,
            ConsignmentArrived,
            HandoverOffered,
            BoxOpened,
            BoxStored,
            ItemDestroyed,
            IncidentReported,
            DiscrepancyDeclared,
            DiscrepancyResolved,
        ),
        attrgetter("boxes"),
    ),
}
"""Which boxes (and sealed doors) each kind names; an incident belongs to their history only."""
