"""Equipment that guards a place: cameras, extinguishers, generators, and whether they work."""

from typing import Final, Literal

from domain.kind import NOTE, Kind
from domain.role import COMMAND, GUARDS, KPU, STORE
from domain.statement import Digest, Id, Moment, PlaceId, Sealed, Stated, Word

Status = Literal["hidup", "mati"]
"""Up, down."""


class EquipmentStatusChanged(Stated, frozen=True, kw_only=True):
    """A device went down, or is up again."""

    place: PlaceId
    asset: Id
    """`cctv-02`."""
    equipment: Word
    """`cctv`, `apar`, `genset`, `listrik`, `alarm`."""
    status: Status
    since: Moment | None = None
    """Since when, where that is known; otherwise since `at`."""
    cause: Word | None = None
    """`listrik_padam`, `rusak`, `jaringan`, `perawatan`, `kedaluwarsa`."""
    photo: Digest | None = None
    note: Sealed | None = None


KINDS: Final = (
    Kind(
        EquipmentStatusChanged,
        "keadaan alat berubah",
        "equipment status changed",
        GUARDS | COMMAND | KPU | STORE,
        sealed=NOTE,
    ),
)
