"""The operation itself: what is secured, in which stages, and who takes part.

`OperationOpened` and `OperationClosed` are pending until another organisation's registrar has
endorsed them: nobody opens or ends an election operation alone.
"""

from typing import Annotated, Final

from msgspec import Meta, field

from domain.kind import SECOND, Kind
from domain.role import KPU, KPU_REGISTRAR, REGISTRARS
from domain.statement import Id, PlaceId, Stated, UnitId, Word

Name = Annotated[str, Meta(min_length=1, max_length=200)]
"""A public label, as on a signboard; never free text."""


class OperationOpened(Stated, frozen=True, kw_only=True):
    """An operation begins. The first one in force stands; its phases are in declared order."""

    operation: Id
    name: Name
    elections: tuple[Word, ...]
    """`GUB`, `BUP`, `WALKOT`, `PPWP`, `DPR`, `DPD`, `DPRP`, `DPRK`."""
    area: PlaceId
    phases: tuple[Word, ...]
    """`persiapan`, `distribusi`, `pemungutan`, `pengembalian`, `rekapitulasi`, `penutupan`."""
    legal_basis: tuple[Name, ...] = ()


class OperationClosed(Stated, frozen=True, kw_only=True):
    """The operation is over; pending until another organisation's registrar endorses it."""

    operation: Id
    reason: Word
    """`selesai`, `dihentikan`."""


class PhaseChanged(Stated, frozen=True, kw_only=True):
    """The operation passes to a later phase."""

    operation: Id
    from_: Word | None = field(default=None, name="from")
    """None when the first phase begins."""
    to: Word
    checklist: tuple[Word, ...] = ()
    """What was found done before the change."""


class OrganisationRegistered(Stated, frozen=True, kw_only=True):
    """A unit takes part: a commission, a committee, a police unit, a supervisor, a carrier."""

    unit: UnitId
    unit_kind: Word
    """`kpu`, `ppk`, `pps`, `kpps`, `polri`, `bawaslu`, `panwascam`, `pkd`, `ekspedisi`, ..."""
    name: Name
    parent: UnitId | None = None
    """The unit it answers to; None for a founding organisation."""
    area: PlaceId | None = None


KINDS: Final = (
    Kind(
        OperationOpened,
        "operasi dibuka",
        "operation opened",
        frozenset({KPU_REGISTRAR}),
        force="kewenangan",
        completed_by=SECOND,
        waits=True,
    ),
    Kind(
        OperationClosed,
        "operasi ditutup",
        "operation closed",
        frozenset({KPU_REGISTRAR}),
        force="kewenangan",
        completed_by=SECOND,
        waits=True,
    ),
    Kind(
        PhaseChanged,
        "tahapan berganti",
        "phase changed",
        KPU | {KPU_REGISTRAR},
        force="kewenangan",
    ),
    Kind(
        OrganisationRegistered,
        "organisasi didaftarkan",
        "organisation registered",
        REGISTRARS,
        force="kewenangan",
    ),
)
