"""A trip: boxes leave one unit under escort, arrive, are looked at and accepted by another."""

from dataclasses import dataclass
from typing import Final

from domain.consignment import ConsignmentArrived, ConsignmentDispatched, HandoverAccepted
from domain.statement import Sealed
from tools.scenario.area import STORE
from tools.scenario.phone import Phone, Told
from tools.scenario.registry import CARRIER
from tools.scenario.seal import Use
from tools.scenario.stage import Scene, Stage

_FIRST_PLATE: Final = 8000


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


@dataclass(frozen=True, slots=True)
class Crew:
    """The phones of those who let go, ride along and take over."""

    giver: Phone
    escort: Phone
    receiver: Phone


def travel(stage: Stage, trip: Trip, crew: Crew) -> Scene:
    """Dispatch, escort, arrive, accept."""
    sent = crew.giver.says(_dispatch(stage, trip, crew))
    if trip.origin == STORE:
        stage.stock -= len(trip.boxes)
    yield stage.later(2, 6)
    crew.escort.endorses(sent, "pengawal")
    yield stage.later(trip.travel - 5, trip.travel + 20)
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
    yield stage.later(10, 40)
    crew.receiver.says(_acceptance(stage, trip, sent))
    if trip.destination == STORE:
        stage.stock += len(trip.boxes)


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
        eta=stage.stamp(stage.later(trip.travel + 30)),
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
