"""Orders and how they were carried out, each known by the number of its letter.

Who of the roll has taken note, who was at which muster, who is absent and why, and who left and has
not come back: kept for people to see.  Rolls may be sealed; then only numbers are known.

Only an order in force puts names on a roll, and those have their own room: names that nobody
ordered, and musters of which they were not expected, take none of it away.  Each name is kept once,
with the leaves of the musters that name it; what finds no room is counted.
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

ROLL_KEPT: Final = 10 * ROLL_MAX
"""So many persons of one order are remembered by name."""

OTHERS_KEPT: Final = 2 * ROLL_MAX
"""So many names are remembered that are on no roll: the order may reach the log after them."""

LISTED: Final = 64
"""So many of those names, and so many absences, are listed."""


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
    named: int = 0
    """How many are named as present; their names stand at the leaf."""
    absent: tuple[Absence, ...] = ()
    """The first of them, as far as there is room."""
    absences: int = 0
    """How many are named as absent; their names stand at the leaf."""
    is_unexpected: bool = False
    """Nobody expects the signer to say so (R28): it stands behind every other."""


class Named(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A person, and the leaves of the musters that name the person as present."""

    person: str
    musters: tuple[int, ...]


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
    """Of the roll, and others, as far as there is room."""
    waiting: tuple[str, ...] = ()
    """Of the roll, and not known to have taken note."""
    musters: tuple[Muster, ...] = ()
    departed: int = 0
    """The sum of what the newest musters counted, but for sealed numbers and unexpected ones."""
    arrived: int = 0
    returned: int = 0
    strangers: tuple[str, ...] = ()
    """At a muster, and not on the roll; empty where part of the roll is sealed."""
    away: tuple[str, ...] = ()
    """At a departure by name, and not yet at a return."""
    present: tuple[Named, ...] = ()
    """Who was at the musters by name; of former states it is not kept."""
    left_out: int = 0
    """How many names and musters found no room so far, as often as they were told."""


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
                mission = _mustered(mission, fact, act, context)
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
    roll = sorted({*mission.roll, *act.persons})
    return msgspec.structs.replace(
        mission,
        roll=tuple(roll[:ROLL_KEPT]),
        is_sealed=mission.is_sealed or act.roll is not None,
        left_out=mission.left_out + max(0, len(roll) - ROLL_KEPT),
    )


def _acknowledged(
    mission: Mission, said: Said, act: AssignmentAcknowledged, context: Context
) -> Mission:
    """Note who knows; for others than themselves, only those speak who hold a role."""
    signer = context.authority.signer(said)
    if signer is None:
        return mission
    persons = act.persons if context.authority.roles(said) else ()
    if not act.persons or signer.person in act.persons:
        persons = (*persons, signer.person)
    kept, left_out = _room({*mission.acknowledged, *persons}, mission.roll)
    return msgspec.structs.replace(
        mission, acknowledged=tuple(kept), left_out=mission.left_out + left_out
    )


def _mustered(mission: Mission, said: Said, act: DeploymentShifted, context: Context) -> Mission:
    """Let a muster count, and the names that those give of whom it is expected."""
    is_expected = context.authority.judge(said) is None
    muster = Muster(
        time(act.at),
        said.index,
        act.unit,
        act.stage,
        act.area,
        act.ordered,
        act.present if isinstance(act.present, int) else None,
        act.padal,
        len(act.persons),
        act.absent if is_expected else (),
        len(act.absent),
        not is_expected,
    )
    newest = {_contingent(one): one for one in sorted((*mission.musters, muster), key=_rank)}
    kept = sorted(newest.values(), key=_rank)[-MAX_KEPT:]
    left_out = len(newest) - len(kept)
    indexes = {one.index for one in kept}
    named = {
        one.person: tuple(index for index in one.musters if index in indexes)
        for one in mission.present
    }
    if is_expected and muster.index in indexes:
        for person in dict.fromkeys(act.persons):
            named[person] = (*named.get(person, ()), muster.index)
    persons, unnamed = _room({one for one, at in named.items() if at}, mission.roll)
    return msgspec.structs.replace(
        mission,
        musters=_listed(kept),
        present=tuple(Named(person, tuple(sorted(named[person]))) for person in persons),
        left_out=mission.left_out + left_out + unnamed,
    )


def _rank(muster: Muster) -> tuple[bool, datetime, int]:
    return not muster.is_unexpected, muster.at, muster.index


def _contingent(muster: Muster) -> tuple[str, str, str]:
    return muster.unit, muster.area, muster.stage


def _listed(musters: list[Muster]) -> tuple[Muster, ...]:
    """Return musters by time; of the absences, those of the newest have room first."""
    room, listed = LISTED, []
    for one in reversed(musters):
        absent = one.absent[:room]
        room -= len(absent)
        is_whole = len(absent) == len(one.absent)
        listed.append(one if is_whole else msgspec.structs.replace(one, absent=absent))
    return tuple(sorted(listed, key=lambda one: (one.at, one.index)))


def _room(persons: set[str], roll: tuple[str, ...]) -> tuple[list[str], int]:
    """Return everybody on the roll and the first of the others, by name, and how many more."""
    others = sorted(persons.difference(roll))
    kept = persons.intersection(roll).union(others[:OTHERS_KEPT])
    return sorted(kept), len(persons) - len(kept)


def _summed(mission: Mission) -> Mission:
    """Work out again what follows from rolls and musters."""
    roll = set(mission.roll)
    left, back = _at(mission, "berangkat"), _at(mission, "kembali")
    away = [
        one.person for one in mission.present if left & {*one.musters} and not back & {*one.musters}
    ]
    unknown = [one.person for one in mission.present if one.person not in roll]
    is_complete = bool(roll) and not mission.is_sealed
    others = [person for person in away if person not in roll][:LISTED]
    return msgspec.structs.replace(
        mission,
        waiting=tuple(sorted(roll.difference(mission.acknowledged))),
        departed=_count(mission, "berangkat"),
        arrived=_count(mission, "tiba"),
        returned=_count(mission, "kembali"),
        strangers=tuple(unknown[:LISTED]) if is_complete else (),
        away=tuple(sorted({*roll.intersection(away), *others})),
    )


def _at(mission: Mission, stage: Stage) -> set[int]:
    return {one.index for one in mission.musters if one.stage == stage}


def _count(mission: Mission, stage: Stage) -> int:
    return sum(
        one.present or 0 for one in mission.musters if one.stage == stage and not one.is_unexpected
    )
