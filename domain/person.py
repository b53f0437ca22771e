"""Persons and their roles. A person is a pseudonym; who they are is sealed."""

from typing import Final

from msgspec import field

from domain.kind import NOTE, Kind
from domain.operation import Name
from domain.role import KPU, REGISTRARS, Role
from domain.statement import (
    JournalId,
    Leaf,
    Moment,
    PersonId,
    PlaceId,
    Sealed,
    Stated,
    UnitId,
    Word,
)

SHARED: Final = "bersama"
"""A device with which several persons sign, each with a key of their own."""


class PersonEnrolled(Stated, frozen=True, kw_only=True):
    """A person of a unit signs with these journals from now on.

    One journal speaks for one person; a later enrolment of the same journal takes it over from
    that leaf on.  The person's own half of the signature is the possession proof of the key in
    the register, so this kind is not pending.
    """

    person: PersonId
    unit: UnitId
    journals: tuple[JournalId, ...]
    device: Word | None = None
    """`sendiri`, or `bersama` where several persons sign with it; None: the person's own."""
    identity: Sealed | None = None
    """Name, official number and telephone, as one object."""


class RoleGranted(Stated, frozen=True, kw_only=True):
    """A person holds a role for a unit, in a place and all below it."""

    person: PersonId
    role: Role
    unit: UnitId
    scope: PlaceId
    from_: Moment | None = field(default=None, name="from")
    """By the clock of what is judged; None: since this statement."""
    until: Moment | None = None
    order: Name | None = None
    """The number of the letter of appointment."""


class RoleRevoked(Stated, frozen=True, kw_only=True):
    """A person no longer holds a role that was granted."""

    of: Leaf
    """The `RoleGranted`."""
    person: PersonId
    role: Role
    unit: UnitId
    reason: Word
    """`selesai`, `diganti`, `cuti`, `perangkat_hilang`, `pelanggaran`."""
    note: Sealed | None = None


_GRANTERS: Final = (
    REGISTRARS | KPU | {"ppk", "pps", "kapolres", "kabag_ops", "bawaslu", "panwascam"}
)

KINDS: Final = (
    Kind(
        PersonEnrolled,
        "petugas didaftarkan",
        "person enrolled",
        _GRANTERS,
        force="kewenangan",
        sealed={"identity": "pribadi"},
    ),
    Kind(
        RoleGranted,
        "peran diberikan",
        "role granted",
        _GRANTERS,
        force="kewenangan",
    ),
    Kind(
        RoleRevoked,
        "peran dicabut",
        "role revoked",
        _GRANTERS,
        force="kewenangan",
        sealed=NOTE,
    ),
)
