"""Consignments and handovers: boxes on the road, offered, accepted or refused.

The holder changes by `HandoverAccepted` alone.  It restates everything its fold needs, because
the offer it cites may come later, or never: a box that stands here unannounced is one tap, never
an error.
"""

from typing import Annotated, Final

from msgspec import Meta, field

from domain.kind import NOTE, SECOND, Kind
from domain.operation import Name
from domain.role import CARRIERS, COMMAND, GUARDS, HOLDERS
from domain.seal import BoxSeen
from domain.statement import (
    MAX_BOXES,
    Boxes,
    BoxId,
    ConsignmentId,
    Count,
    Digest,
    Id,
    Leaf,
    Moment,
    Part,
    PlaceId,
    Record,
    Sealed,
    Stated,
    UnitId,
    Word,
)


class ConsignmentDispatched(Stated, frozen=True, kw_only=True):
    """Boxes leave; the holder stays `from` until somebody accepts them.

    Pending until the carrier or the escort endorses it.
    """

    consignment: ConsignmentId
    from_: UnitId = field(name="from")
    to: UnitId
    origin: PlaceId
    destination: PlaceId
    boxes: Boxes
    count: Count
    """Boxes in this part."""
    part: Part = 1
    parts: Part = 1
    leg: Id | None = None
    """Of the plan."""
    order: Name | None = None
    """The number of the order, where one is needed, as at night."""
    eta: Moment | None = None
    vehicle: PlaceId | None = None
    """`16.08/KEND-BE8621ACU`."""
    carrier: UnitId | None = None
    escort: UnitId | None = None
    driver: Sealed | None = None


class ConsignmentArrived(Stated, frozen=True, kw_only=True):
    """Boxes are here; nobody has accepted them yet."""

    consignment: ConsignmentId
    of: Leaf | None = None
    """The `ConsignmentDispatched`, if known here."""
    place: PlaceId
    count: Count
    """On sight."""
    boxes: Boxes = ()
    """Where they were read one by one."""
    part: Part = 1
    parts: Part = 1
    note: Sealed | None = None


class HandoverOffered(Stated, frozen=True, kw_only=True):
    """The giver is ready to hand over; pending until accepted or refused."""

    consignment: ConsignmentId | None = None
    from_: UnitId = field(name="from")
    to: UnitId
    place: PlaceId
    boxes: Boxes
    count: Count
    part: Part = 1
    parts: Part = 1
    eta: Moment | None = None
    """When the giver expects the answer, if not at once."""
    note: Sealed | None = None


class HandoverAccepted(Stated, frozen=True, kw_only=True):
    """The receiver has these boxes now, and this is what the seals looked like."""

    of: Leaf | None = None
    """The `HandoverOffered` or, on a planned leg, the `ConsignmentDispatched`; None: none known."""
    consignment: ConsignmentId | None = None
    from_: UnitId = field(name="from")
    to: UnitId
    place: PlaceId
    boxes: Annotated[tuple[BoxSeen, ...], Meta(max_length=MAX_BOXES)]
    count: Count
    part: Part = 1
    parts: Part = 1
    condition: Word | None = None
    """`baik`, `rusak_ringan`, `rusak_berat`, `basah`."""
    witnesses: tuple[UnitId, ...] = ()
    document: Digest | None = None
    """The photographed minutes of the handover (BAST)."""
    note: Sealed | None = None


class BoxRefused(Record, frozen=True, kw_only=True):
    """One box that was not taken."""

    box: BoxId
    reason: Word
    """`segel_rusak`, `segel_beda`, `salah_tujuan`, `basah`, `tidak_ada`, `bukan_kotak_ini`."""


class HandoverRefused(Stated, frozen=True, kw_only=True):
    """The receiver does not take these boxes; the holder stays who it was."""

    of: Leaf | None = None
    consignment: ConsignmentId | None = None
    from_: UnitId = field(name="from")
    to: UnitId
    place: PlaceId
    boxes: Annotated[tuple[BoxRefused, ...], Meta(max_length=MAX_BOXES)]
    note: Sealed | None = None


KINDS: Final = (
    Kind(
        ConsignmentDispatched,
        "kiriman berangkat",
        "consignment dispatched",
        HOLDERS,
        completed_by=SECOND,
        sealed={"driver": "pribadi"},
    ),
    Kind(
        ConsignmentArrived,
        "kiriman tiba",
        "consignment arrived",
        HOLDERS | GUARDS | COMMAND | CARRIERS,
        sealed=NOTE,
    ),
    Kind(
        HandoverOffered,
        "serah terima ditawarkan",
        "handover offered",
        HOLDERS,
        completed_by=("HandoverAccepted", "HandoverRefused"),
        sealed=NOTE,
    ),
    Kind(
        HandoverAccepted,
        "serah terima diterima",
        "handover accepted",
        HOLDERS,
        sealed=NOTE,
    ),
    Kind(
        HandoverRefused,
        "serah terima ditolak",
        "handover refused",
        HOLDERS,
        sealed=NOTE,
    ),
)
