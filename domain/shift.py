"""Watches: who guards a post. The guard is never the holder of what is guarded."""

from typing import Final

from msgspec import field

from domain.kind import NOTE, Kind
from domain.role import COMMAND, GUARDS
from domain.statement import (
    CheckItem,
    Count,
    Id,
    Leaf,
    PersonId,
    PlaceId,
    Sealed,
    SealId,
    Stated,
    Tally,
    UnitId,
    Word,
)

Strength = Count | Sealed
"""Persons on the post; sealed for a covert post until it may be known.  A rule that needs a
sealed number says that it cannot decide yet."""


class ShiftStarted(Stated, frozen=True, kw_only=True):
    """A team takes a post that nobody hands over to it."""

    post: PlaceId
    team: Id
    """`regu-1`."""
    unit: UnitId
    present: Strength
    persons: tuple[PersonId, ...] = ()
    """The roll; empty where it is sealed."""
    members: Sealed | None = None
    inventory: tuple[Tally, ...] = ()
    """`kunci`, `ht`, `apar`, `buku`, `kotak`."""


class ShiftHandedOver(Stated, frozen=True, kw_only=True):
    """The outgoing team states what it hands over; pending until `ShiftAccepted`."""

    post: PlaceId
    from_: Id = field(name="from")
    """The outgoing team."""
    to: Id
    unit: UnitId
    condition: tuple[CheckItem, ...] = ()
    inventory: tuple[Tally, ...] = ()
    inside: tuple[Leaf, ...] = ()
    """The `VisitorReported` of everybody who is still inside."""
    doors: tuple[SealId, ...] = ()
    """Seals seen on the doors."""
    open_items: tuple[Word, ...] = ()
    persons: tuple[PersonId, ...] = ()
    """Who goes off duty, where the roll was named; empty where it is sealed."""
    cctv: Word | None = None
    """`baik`, `sebagian`, `mati`, `tidak_ada`."""
    note: Sealed | None = None


class ShiftAccepted(Stated, frozen=True, kw_only=True):
    """The incoming team takes the post and states what *it* counted."""

    of: Leaf
    """The `ShiftHandedOver`."""
    post: PlaceId
    from_: Id = field(name="from")
    to: Id
    unit: UnitId
    present: Strength
    persons: tuple[PersonId, ...] = ()
    """The roll; empty where it is sealed."""
    members: Sealed | None = None
    inventory: tuple[Tally, ...] = ()
    inside: tuple[Leaf, ...] = ()
    doors: tuple[SealId, ...] = ()
    note: Sealed | None = None


class ShiftEnded(Stated, frozen=True, kw_only=True):
    """A team leaves a post without a successor: the end of the guarding, or a gap."""

    post: PlaceId
    team: Id
    unit: UnitId
    reason: Word
    """`selesai`, `ditarik`, `darurat`."""
    persons: tuple[PersonId, ...] = ()
    """Who goes off duty, where the roll was named; empty where it is sealed."""
    inventory: tuple[Tally, ...] = ()


KINDS: Final = (
    Kind(
        ShiftStarted,
        "jaga dimulai",
        "watch started",
        GUARDS | COMMAND,
        sealed={"present": "tunda", "members": "tunda"},
    ),
    Kind(
        ShiftHandedOver,
        "jaga diserahkan",
        "watch handed over",
        GUARDS | COMMAND,
        completed_by=("ShiftAccepted",),
        sealed=NOTE,
    ),
    Kind(
        ShiftAccepted,
        "jaga diterima",
        "watch accepted",
        GUARDS | COMMAND,
        sealed={"present": "tunda", "members": "tunda", "note": "pengawas"},
    ),
    Kind(
        ShiftEnded,
        "jaga diakhiri",
        "watch ended",
        GUARDS | COMMAND,
    ),
)
