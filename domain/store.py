"""Stores: a door that two organisations open and close together, and what lies behind it."""

from typing import Annotated, Final

from msgspec import Meta

from domain.kind import NOTE, SECOND, Kind
from domain.operation import Name
from domain.role import COMMAND, GUARDS, HOLDERS, KPU, STORE
from domain.statement import (
    Boxes,
    Count,
    Digest,
    Id,
    Leaf,
    PersonId,
    PlaceId,
    Sealed,
    SealId,
    Stated,
    UnitId,
    Word,
)

_SEALS_MAX: Final = 50


class StoreOpened(Stated, frozen=True, kw_only=True):
    """A door of a store is opened, with the seals that came off."""

    place: PlaceId
    door: Id
    """`16.08/GDG-01/pintu-1`."""
    seals: Annotated[tuple[SealId, ...], Meta(max_length=_SEALS_MAX)] = ()
    reason: Word
    """`pengesetan`, `penerimaan`, `pengiriman`, `pemeriksaan`, `stok`, `darurat`."""
    order: Name | None = None
    persons: tuple[PersonId, ...] = ()
    """Who goes in."""
    photo: Digest | None = None
    note: Sealed | None = None


class StoreClosed(Stated, frozen=True, kw_only=True):
    """The door is closed again, with the seals that went on."""

    of: Leaf | None = None
    """The `StoreOpened`; None: not known here."""
    place: PlaceId
    door: Id
    seals: Annotated[tuple[SealId, ...], Meta(max_length=_SEALS_MAX)] = ()
    persons: tuple[PersonId, ...] = ()
    """Who came out last."""
    photo: Digest | None = None
    note: Sealed | None = None


class BoxStored(Stated, frozen=True, kw_only=True):
    """Boxes were put in their place; the holder stays who it was."""

    place: PlaceId
    holder: UnitId
    bay: Id | None = None
    """`A-03`, a pallet or a shelf."""
    boxes: Boxes


class StockCounted(Stated, frozen=True, kw_only=True):
    """Somebody counted what is there (stock opname)."""

    place: PlaceId
    holder: UnitId
    item: Word
    """`kotak_suara`, `surat_suara`, `tinta`, `bilik`, or a kind of seal."""
    counted: Count
    expected: Count | None = None
    """As the counter's own papers say."""
    void: Count = 0
    """Of those, spoilt."""
    boxes: Boxes = ()
    """Where they were read one by one."""
    list: Digest | None = None
    """Of a longer list, kept elsewhere."""
    note: Sealed | None = None


KINDS: Final = (
    Kind(
        StoreOpened,
        "gudang dibuka",
        "store opened",
        HOLDERS | GUARDS | COMMAND,
        completed_by=SECOND,
        sealed=NOTE,
    ),
    Kind(
        StoreClosed,
        "gudang ditutup",
        "store closed",
        HOLDERS | GUARDS | COMMAND,
        completed_by=SECOND,
        sealed=NOTE,
    ),
    Kind(
        BoxStored,
        "kotak disimpan",
        "box stored",
        HOLDERS,
    ),
    Kind(
        StockCounted,
        "stok dihitung",
        "stock counted",
        KPU | STORE | {"ppk", "pps"},
        completed_by=SECOND,
        sealed=NOTE,
    ),
)
