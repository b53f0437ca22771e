"""Orders and how they were carried out, each known by the number of its letter.

Who of the roll has taken note, who was at which muster, who is absent and why, and who left and has
not come back: kept for people to see.  Rolls may be sealed; then only numbers are known.
"""

from datetime import datetime
from typing import Final

import msgspec

from domain.context import Context
from domain.deployment import Absence, DeploymentShifted, Stage
from domain.fact import Fact
from domain.order import ROLL_MAX, AssignmentAcknowledged, OrderIssued
from domain.plan import AssignmentMade
from domain.said import Said
from domain.statement import time
from domain.step import Step

MAX_KEPT: Final = 128
"""So many musters are remembered: twenty districts, three stages, and room to spare."""

ROLL_KEPT: Final = 2 * ROLL_MAX
"""So many persons of one order are remembered by name."""


class Muster(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A contingent lined up; of several for one stage the newest counts."""

    at: datetime
    index: int
    unit: str
    stage: Stage
    area: str
    ordered: int
    present: int | None = None
    """None: sealed."""
    padal: str | None = None
    persons: tuple[str, ...] = ()
    absent: tuple[Absence, ...] = ()


class Mission(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What is known of one order."""

    issued: int | None = None
    """The leaf of the order; None: it is not in the log, or has no force."""
    issues: int = 0
    """How often an order of this number was issued; more than once is not as it should be."""
    unit: str | None = None
    task: str | None = None
    place: str | None = None
    starts: datetime | None = None
    ends: datetime | None = None
    strength: int | None = None
    assignments: int = 0
    roll: tuple[str, ...] = ()
    """Whom the order and its assignments name."""
    is_sealed: bool = False
    """Part of the roll is sealed."""
    acknowledged: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    """Of the roll, and not known to have taken note."""
    musters: tuple[Muster, ...] = ()
    departed: int = 0
    """The sum of what the newest musters counted; sealed numbers are left out."""
    arrived: int = 0
    returned: int = 0
    strangers: tuple[str, ...] = ()
    """At a muster, and not on the roll; empty where part of the roll is sealed."""
    away: tuple[str, ...] = ()
    """At a departure by name, and not yet at a return."""


class Missions:
    """The fold of every order."""

    name: Final = "perintah"
    state: Final = Mission
    kinds: Final = frozenset(
        {OrderIssued, AssignmentMade, AssignmentAcknowledged, DeploymentShifted}
    )

    def subjects(self, fact: Fact) -> tuple[str, ...]:
        """Return the number of the letter that a statement gives or acts on."""
        if isinstance(fact, Said) and isinstance(
            fact.statement,
            OrderIssued | AssignmentMade | AssignmentAcknowledged | DeploymentShifted,
        ):
            return (fact.statement.order,)
        return ()

    def after(
        self, subject: str, state: Mission | None, fact: Fact, context: Context
    ) -> Step[Mission]:
        """Return what a statement does to what is known of the order."""
        del subject
        if not isinstance(fact, Said):
            return Step(state)
        mission = Mission() if state is None else state
        match fact.statement:
            case OrderIssued() as act if context.has_force(fact.leaf):
                mission = _issued(mission, fact.index, act)
            case AssignmentMade() as act if context.has_force(fact.leaf):
                mission = msgspec.structs.replace(mission, assignments=mission.assignments + 1)
                mission = _named(mission, act)
            case AssignmentAcknowledged() as act:
                mission = _acknowledged(mission, fact, act, context)
            case DeploymentShifted() as act:
                mission = _mustered(mission, fact.index, act)
            case _:
                return Step(state)
        return Step(_summed(mission))


def _issued(mission: Mission, index: int, act: OrderIssued) -> Mission:
    mission = msgspec.structs.replace(
        mission,
        issued=index,
        issues=mission.issues + 1,
        unit=act.unit,
        task=act.task,
        place=act.place,
        starts=time(act.from_),
        ends=time(act.until),
        strength=act.strength,
    )
    return _named(mission, act)


def _named(mission: Mission, act: OrderIssued | AssignmentMade) -> Mission:
    return msgspec.structs.replace(
        mission,
        roll=_joined(mission.roll, act.persons),
        is_sealed=mission.is_sealed or act.roll is not None,
    )


def _acknowledged(
    mission: Mission, said: Said, act: AssignmentAcknowledged, context: Context
) -> Mission:
    persons = act.persons
    if not persons:
        signer = context.authority.signer(said)
        persons = () if signer is None else (signer.person,)
    return msgspec.structs.replace(mission, acknowledged=_joined(mission.acknowledged, persons))


def _mustered(mission: Mission, index: int, act: DeploymentShifted) -> Mission:
    muster = Muster(
        time(act.at),
        index,
        act.unit,
        act.stage,
        act.area,
        act.ordered,
        act.present if isinstance(act.present, int) else None,
        act.padal,
        act.persons,
        act.absent,
    )
    newest = {_contingent(muster): muster}
    for one in mission.musters:
        other = newest.get(_contingent(one))
        if other is None or (other.at, other.index) < (one.at, one.index):
            newest[_contingent(one)] = one
    kept = sorted(newest.values(), key=lambda one: (one.at, one.index))
    return msgspec.structs.replace(mission, musters=tuple(kept[-MAX_KEPT:]))


def _contingent(muster: Muster) -> tuple[str, str, str]:
    return muster.unit, muster.area, muster.stage


def _summed(mission: Mission) -> Mission:
    """Work out again what follows from rolls and musters."""
    roll = set(mission.roll)
    left = _persons(mission, "berangkat")
    back = _persons(mission, "kembali")
    present = left | back | _persons(mission, "tiba")
    is_complete = bool(roll) and not mission.is_sealed
    return msgspec.structs.replace(
        mission,
        waiting=tuple(sorted(roll.difference(mission.acknowledged))),
        departed=_count(mission, "berangkat"),
        arrived=_count(mission, "tiba"),
        returned=_count(mission, "kembali"),
        strangers=tuple(sorted(present - roll))[:ROLL_KEPT] if is_complete else (),
        away=tuple(sorted(left - back))[:ROLL_KEPT],
    )


def _persons(mission: Mission, stage: Stage) -> set[str]:
    return {person for one in mission.musters if one.stage == stage for person in one.persons}


def _count(mission: Mission, stage: Stage) -> int:
    return sum(one.present or 0 for one in mission.musters if one.stage == stage)


def _joined(known: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    """Return persons by name, each once; of too many the first by name are remembered."""
    return tuple(sorted({*known, *more})[:ROLL_KEPT])
