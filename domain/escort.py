"""Escorts: police officers beside a truck, who guard the road and never hold the boxes."""

from typing import Final

from domain.kind import NOTE, Kind
from domain.role import CARRIERS, COMMAND, GUARDS
from domain.shift import Strength
from domain.statement import (
    ConsignmentId,
    Count,
    Leaf,
    PersonId,
    PlaceId,
    Sealed,
    Stated,
    UnitId,
    Word,
)


class EscortStarted(Stated, frozen=True, kw_only=True):
    """Officers go along with a consignment."""

    consignment: ConsignmentId
    place: PlaceId
    unit: UnitId
    present: Strength
    persons: tuple[PersonId, ...] = ()
    vehicle: PlaceId | None = None
    """The officers' own, if another than the truck."""


class EscortEnded(Stated, frozen=True, kw_only=True):
    """The officers leave the consignment."""

    of: Leaf | None = None
    """The `EscortStarted`."""
    consignment: ConsignmentId
    place: PlaceId
    unit: UnitId
    reason: Word
    """`tiba`, `diganti`, `ditarik`, `darurat`."""


class TransitPointPassed(Stated, frozen=True, kw_only=True):
    """The consignment was seen on its way."""

    consignment: ConsignmentId
    place: PlaceId
    count: Count | None = None
    """Boxes on sight."""
    seals: Word | None = None
    """At a glance: `utuh`, `tidak_utuh`, `tidak_dilihat`."""
    note: Sealed | None = None


KINDS: Final = (
    Kind(
        EscortStarted,
        "pengawalan dimulai",
        "escort started",
        COMMAND | GUARDS,
        sealed={"present": "tunda"},
    ),
    Kind(
        EscortEnded,
        "pengawalan berakhir",
        "escort ended",
        COMMAND | GUARDS,
    ),
    Kind(
        TransitPointPassed,
        "titik jalan dilewati",
        "transit point passed",
        COMMAND | GUARDS | CARRIERS,
        sealed=NOTE,
    ),
)
