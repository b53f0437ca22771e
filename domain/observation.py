"""Observations of supervisors: Form A, one for each thing that was watched.

Source: Perbawaslu 5/2022, Formulir Model A.
"""

from typing import Final, Literal

from domain.kind import NOTE, Kind
from domain.operation import Name
from domain.role import SUPERVISORS, WITNESSES
from domain.statement import Boxes, Count, Digest, Leaf, PlaceId, Sealed, Span, Stated, UnitId, Word

Suspicion = Literal["tidak_ada_dugaan", "ada_dugaan"]
"""Nothing that might be against the rules, or something."""


class ObservationFiled(Stated, frozen=True, kw_only=True):
    """A supervisor says what was seen."""

    number: Name
    """`012/LHP/PM.01.02/SS-11/XI/2024`."""
    unit: UnitId
    place: PlaceId
    phase: Word
    order: Name | None = None
    """The supervisor's letter of assignment."""
    manner: Word
    """`langsung`, `penelusuran`, `dokumen`."""
    target: Word
    """`gudang`, `distribusi`, `pengesetan`, `tps`, `rekap`, `kampanye`, `netralitas`."""
    window: Span
    outcome: Suspicion
    seen: Count | None = None
    """Persons seen among the goods, where that is what was watched."""
    boxes: Boxes = ()
    basis: tuple[Leaf, ...] = ()
    """The statements that it is about."""
    photos: tuple[Digest, ...] = ()
    summary: Sealed | None = None
    note: Sealed | None = None


KINDS: Final = (
    Kind(
        ObservationFiled,
        "hasil pengawasan (Form A)",
        "observation filed (Form A)",
        SUPERVISORS | WITNESSES,
        sealed={"summary": "pengawas", **NOTE},
    ),
)
