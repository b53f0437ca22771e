"""Plans and assignments: what should happen, against which the rules read what did.

Several plans stand side by side, one per `plan` id (one per kecamatan, say), because a note holds
32 KiB; a higher version replaces the lower one of the same id, and only for what comes after.
"""

from typing import Annotated, Final

from msgspec import Meta, field

from domain.kind import Kind
from domain.operation import Name
from domain.role import COMMAND, KPU, KPU_REGISTRAR, POLRI_REGISTRAR, REGISTRARS
from domain.statement import (
    Boxes,
    Count,
    Id,
    Minutes,
    Moment,
    PersonId,
    PlaceId,
    Record,
    Sealed,
    Span,
    Stated,
    UnitId,
    Word,
)


class Leg(Record, frozen=True, kw_only=True):
    """One planned way of boxes from a giver to a receiver."""

    leg: Id
    from_: UnitId = field(name="from")
    to: UnitId
    origin: PlaceId
    destination: PlaceId
    boxes: Boxes = ()
    pattern: Id | None = None
    """`16.08.05.*`: every box whose id begins so; beside or in place of `boxes`."""
    count: Count | None = None
    """How many boxes are expected."""
    depart: Span | None = None
    arrive: Span | None = None
    escort: bool = False
    """Officers must go along (R11): trucks between warehouse, PPK and PPS."""

    def covers(self, box: str) -> bool:
        """Tell whether the leg is planned for this box."""
        if box in self.boxes:
            return True
        pattern = self.pattern
        if pattern is None:
            return False
        return box.startswith(pattern[:-1]) if pattern.endswith("*") else box == pattern


class Post(Record, frozen=True, kw_only=True):
    """A place that is guarded in watches.

    From the beginning of its period on somebody must be there, also where nobody ever was (R18).  A
    later version of the plan may move that; one that leaves the post out ends nothing.
    """

    post: PlaceId
    unit: UnitId
    minimum: Count
    """Persons on the post at any time."""
    shift: Minutes
    """How long one watch lasts."""
    period: Span


class InspectionDuty(Record, frozen=True, kw_only=True):
    """An inspection that is due again and again.

    It ends with its period.  A later plan may give the place another one of the same template; one
    that leaves it out ends nothing.
    """

    template: Word
    """`hujan`, `api_listrik`, `cctv`, `kunci`, `hama`, `palet`, `sampel_segel`."""
    place: PlaceId
    every: Minutes
    items: tuple[Word, ...]
    period: Span | None = None


class ReportDuty(Record, frozen=True, kw_only=True):
    """A situation report that is due again and again (R23), `every` so many minutes of its period.

    Another plan with the same unit and area replaces it, from that plan's own time on; a duty that
    no later plan names goes on to the end of its period.
    """

    unit: UnitId
    area: PlaceId
    every: Minutes
    period: Span


class PlanSet(Stated, frozen=True, kw_only=True):
    """A plan, or part of the policy, is set; it changes only what comes after it."""

    plan: Id
    version: Annotated[int, Meta(ge=1, le=1_000_000)]
    order: Name | None = None
    legs: Annotated[tuple[Leg, ...], Meta(max_length=300)] = ()
    posts: Annotated[tuple[Post, ...], Meta(max_length=300)] = ()
    inspections: Annotated[tuple[InspectionDuty, ...], Meta(max_length=300)] = ()
    reports: Annotated[tuple[ReportDuty, ...], Meta(max_length=300)] = ()


class AssignmentMade(Stated, frozen=True, kw_only=True):
    """Persons are ordered to a post or a task (Sprin)."""

    order: Name
    unit: UnitId
    place: PlaceId
    task: Word
    """`jaga`, `kawal`, `gudang`, `awasi`, `kpps`."""
    persons: Annotated[tuple[PersonId, ...], Meta(max_length=300)] = ()
    """Empty where the roll is sealed."""
    roll: Sealed | None = None
    strength: Count | None = None
    from_: Moment = field(name="from")
    until: Moment


KINDS: Final = (
    Kind(
        PlanSet,
        "rencana ditetapkan",
        "plan set",
        KPU | COMMAND | {KPU_REGISTRAR, POLRI_REGISTRAR},
        force="kewenangan",
    ),
    Kind(
        AssignmentMade,
        "penugasan",
        "assignment made",
        KPU | COMMAND | {"bawaslu"} | REGISTRARS,
        force="kewenangan",
        sealed={"roll": "tunda"},
    ),
)
