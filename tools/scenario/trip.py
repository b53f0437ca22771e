"""A trip: boxes leave one unit under escort, arrive, are looked at and accepted by another."""

from dataclasses import dataclass
from typing import Final, Literal

from domain.consignment import ConsignmentArrived, ConsignmentDispatched, HandoverAccepted
from domain.escort import EscortEnded, EscortStarted, TransitPointPassed
from domain.statement import Sealed
from domain.store import BoxStored
from tools.scenario.area import STORE
from tools.scenario.phone import Phone, Told
from tools.scenario.plot import Planted, Why
from tools.scenario.registry import CARRIER
from tools.scenario.seal import Use
from tools.scenario.stage import Scene, Stage

CHECKPOINT: Final = "16.08/CP-01"
"""Where the long ways pass."""

VILLAGE_MINUTES: Final = 35
"""Between a PPS and its PPK."""

_FIRST_PLATE: Final = 8000
_SPARE: Final = 30
"""Minutes between the way and the time at which it is expected."""
_LONG: Final = 40
"""Minutes."""


Fault = Literal["tanpa_kawal", "lama", "mundur"]
"""Nobody escorts it; it takes too long; it leaves hours after its time."""


@dataclass(frozen=True, slots=True)
class Trip:
    """Boxes on their way from one unit to another."""

    name: str
    """Of the consignment, and of the leg in the plan."""
    giver: str
    receiver: str
    origin: str
    destination: str
    boxes: tuple[str, ...]
    closed_for: Use
    travel: int
    """Minutes."""
    fault: Fault | None = None
    is_stored: bool = True
    """They stay there for longer than a night."""


@dataclass(frozen=True, slots=True)
class Crew:
    """The phones of those who let go, ride along and take over."""

    giver: Phone
    escort: Phone
    receiver: Phone


def travel(stage: Stage, trip: Trip, crew: Crew) -> Scene:
    """Dispatch, escort, pass, arrive, accept."""
    sent = crew.giver.says(_dispatch(stage, trip, crew))
    if trip.origin == STORE:
        stage.stock -= len(trip.boxes)
    yield stage.later(2, 6)
    crew.escort.endorses(sent, "pengawal")
    escort = None if trip.fault == "tanpa_kawal" else crew.escort.says(_escort(stage, trip, crew))
    if trip.fault is not None:
        rule, why = _FAULTS[trip.fault]
        stage.plot.plant(Planted(rule, "kiriman", trip.name, sent.leaf, why))
    yield from _road(stage, trip, crew)
    if crew.giver.is_offline:
        crew.giver.connects()  # there is signal where they are going
    crew.receiver.says(
        ConsignmentArrived(
            at=stage.at,
            consignment=trip.name,
            of=sent.leaf,
            place=trip.destination,
            count=len(trip.boxes),
        )
    )
    yield stage.later(2, 5)
    if escort is not None:
        crew.escort.says(_escort_ended(stage, trip, crew, escort))
    yield stage.later(5) if trip.fault == "lama" else stage.later(8, 35)
    crew.receiver.says(_acceptance(stage, trip, sent))
    if trip.destination == STORE:
        stage.stock += len(trip.boxes)
    if trip.is_stored:
        yield stage.later(20, 60)
        _store(stage, trip, crew)


def _store(stage: Stage, trip: Trip, crew: Crew) -> None:
    crew.receiver.says(
        BoxStored(
            at=stage.at,
            place=trip.destination,
            holder=trip.receiver,
            bay=f"B-{stage.count(trip.destination):02}",
            boxes=trip.boxes,
        )
    )


def _road(stage: Stage, trip: Trip, crew: Crew) -> Scene:
    """Be on the way; on a long one the escort says half-way how it looks."""
    if trip.fault == "lama":
        allowed = trip.travel + _SPARE
        yield stage.later(allowed + max(30, allowed / 4))
    elif trip.travel >= _LONG:
        yield stage.later(trip.travel / 2)
        crew.escort.says(
            TransitPointPassed(
                at=stage.at,
                consignment=trip.name,
                place=CHECKPOINT,
                count=len(trip.boxes),
                seals="utuh",
            )
        )
        yield stage.later(trip.travel / 2 - 5, trip.travel / 2 + 20)
    else:
        yield stage.later(trip.travel - 5, trip.travel + 20)


def _escort(stage: Stage, trip: Trip, crew: Crew) -> EscortStarted:
    return EscortStarted(
        at=stage.at,
        consignment=trip.name,
        place=trip.origin,
        unit=crew.escort.unit,
        present=2,
        persons=(crew.escort.person,),
    )


def _escort_ended(stage: Stage, trip: Trip, crew: Crew, started: Told) -> EscortEnded:
    return EscortEnded(
        at=stage.at,
        of=started.leaf,
        consignment=trip.name,
        place=trip.destination,
        unit=crew.escort.unit,
        reason="tiba",
    )


def _dispatch(stage: Stage, trip: Trip, crew: Crew) -> ConsignmentDispatched:
    return ConsignmentDispatched(
        at=stage.at,
        consignment=trip.name,
        from_=trip.giver,
        to=trip.receiver,
        origin=trip.origin,
        destination=trip.destination,
        boxes=trip.boxes,
        count=len(trip.boxes),
        leg=trip.name,
        eta=stage.stamp(stage.later(trip.travel + _SPARE)),
        vehicle=f"16.08/KEND-BG{_FIRST_PLATE + stage.count('trip')}LT",
        carrier=CARRIER,
        escort=crew.escort.unit,
        driver=_driver(crew.giver),
    )


def _driver(giver: Phone) -> Sealed:
    return giver.seals("/driver", {"nama": "Sopir (LATIHAN)"}, "pribadi")


def _acceptance(stage: Stage, trip: Trip, sent: Told) -> HandoverAccepted:
    return HandoverAccepted(
        at=stage.at,
        of=sent.leaf,
        consignment=trip.name,
        from_=trip.giver,
        to=trip.receiver,
        place=trip.destination,
        boxes=stage.seals.seen(trip.boxes, trip.closed_for),
        count=len(trip.boxes),
        condition="baik",
    )


_FAULTS: Final[dict[Fault, tuple[str, Why]]] = {
    "tanpa_kawal": (
        "R11",
        Why("Truk berangkat tanpa pengawal.", "The truck left without an escort."),
    ),
    "lama": (
        "R09",
        Why("Truk tiba jauh setelah waktunya.", "The truck arrived long after its time."),
    ),
    "mundur": (
        "R10",
        Why("Truk berangkat jauh setelah waktunya.", "The truck left long after its time."),
    ),
}
