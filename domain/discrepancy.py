"""Discrepancies: somebody says that two things do not fit, and what became of it.

Declared by people, beside the findings that the rules make by themselves; never a reason to stop.
"""

from typing import Final

from domain.kind import NOTE, SECOND, Kind
from domain.role import COMMAND, GUARDS, HOLDERS, SUPERVISORS
from domain.statement import Boxes, Count, Digest, Leaf, PlaceId, Sealed, SealId, Stated, Word


class DiscrepancyDeclared(Stated, frozen=True, kw_only=True):
    """What was expected is not what was found."""

    place: PlaceId
    discrepancy_kind: Word
    """`jumlah`, `segel`, `isi`, `kerusakan`, `salah_tujuan`, `dokumen`."""
    expected: Count | None = None
    found: Count | None = None
    item: Word | None = None
    boxes: Boxes = ()
    seals: tuple[SealId, ...] = ()
    basis: tuple[Leaf, ...] = ()
    """The statements that do not fit."""
    photos: tuple[Digest, ...] = ()
    note: Sealed | None = None


class DiscrepancyResolved(Stated, frozen=True, kw_only=True):
    """The cause is known and something was done; what was declared stays."""

    of: Leaf
    place: PlaceId
    cause: Word
    """`salah_hitung`, `salah_kirim`, `rusak`, `hilang`, `susulan_tiba`, `tidak_diketahui`."""
    action: Word
    """`diganti`, `dilengkapi`, `dikembalikan`, `dicatat`, `dilaporkan`."""
    boxes: Boxes = ()
    """Those of the declaration that it settles, said again: that may reach the log later."""
    basis: tuple[Leaf, ...] = ()
    note: Sealed | None = None


KINDS: Final = (
    Kind(
        DiscrepancyDeclared,
        "selisih dinyatakan",
        "discrepancy declared",
        HOLDERS | GUARDS | COMMAND | SUPERVISORS,
        sealed=NOTE,
    ),
    Kind(
        DiscrepancyResolved,
        "selisih diselesaikan",
        "discrepancy resolved",
        HOLDERS | COMMAND,
        completed_by=SECOND,
        sealed=NOTE,
    ),
)
