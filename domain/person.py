"""Persons and their roles. A person is a pseudonym; who they are is sealed."""

from msgspec import field

from domain.operation import Name
from domain.role import Role
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
    check,
)


class PersonEnrolled(Stated, frozen=True, kw_only=True):
    """A person of a unit signs with these journals from now on.

    One journal speaks for one person; a later enrolment of the same journal takes it over from
    that leaf on.  The person's own half of the signature is the possession proof of the key in
    the register, so this kind is not pending.
    """

    person: PersonId
    unit: UnitId
    journals: tuple[JournalId, ...]
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

    def __post_init__(self) -> None:
        """Refuse moments that no calendar has.

        Raises:
            ValueError: A time names no moment.
        """
        check(self.at, self.from_, self.until)


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
