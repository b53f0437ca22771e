"""Supply: what vendors bring to the store (BTTB), and the stock of seals.

Source: BTTB, KPU's receipt of goods: kind and number are checked against the waybill.
"""

from typing import Annotated, Final

from msgspec import Meta

from domain.kind import NOTE, SECOND, Kind
from domain.operation import Name
from domain.role import KPU, STORE
from domain.seal import SealRange
from domain.statement import (
    Count,
    Digest,
    Part,
    PlaceId,
    Record,
    Sealed,
    SealId,
    Stated,
    UnitId,
    Word,
)


class SupplyLine(Record, frozen=True, kw_only=True):
    """One line of a waybill, and what was found."""

    item: Word
    """`kotak_suara`, `surat_suara`, `bilik`, `tinta`, `segel_kertas`, `kabel_ties`."""
    packages: Count = 0
    """Koli."""
    announced: Count
    good: Count
    damaged: Count = 0
    missing: Count = 0


class ConsignmentReceived(Stated, frozen=True, kw_only=True):
    """Goods came from a vendor; pending until the carrier, or a witness, endorses it."""

    vendor: UnitId
    holder: UnitId
    """Who answers for the goods from now on."""
    place: PlaceId
    contract: Name | None = None
    waybill: Name
    """The number of the vendor's letter (surat jalan)."""
    lines: Annotated[tuple[SupplyLine, ...], Meta(min_length=1, max_length=300)]
    part: Part = 1
    parts: Part = 1
    vehicle: PlaceId | None = None
    driver: Sealed | None = None
    document: Digest | None = None
    """The photographed receipt (BTTB)."""
    note: Sealed | None = None


class SealStockReceived(Stated, frozen=True, kw_only=True):
    """Seals came into the stock of a unit, from which they are issued."""

    to: UnitId
    vendor: UnitId
    place: PlaceId
    waybill: Name | None = None
    ranges: tuple[SealRange, ...] = ()
    seals: Annotated[tuple[SealId, ...], Meta(max_length=1000)] = ()
    """Tags and serials that form no range."""
    seal_kind: Word | None = None
    """Of seals without numbers."""
    count: Count


KINDS: Final = (
    Kind(
        ConsignmentReceived,
        "barang penyedia diterima",
        "vendor goods received",
        KPU | STORE,
        completed_by=SECOND,
        sealed={"driver": "pribadi", **NOTE},
    ),
    Kind(
        SealStockReceived,
        "stok segel diterima",
        "seal stock received",
        KPU | STORE,
        completed_by=SECOND,
    ),
)
