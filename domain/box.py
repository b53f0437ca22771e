"""Boxes: how one comes into being, and when it is opened."""

from typing import Annotated, Final

from msgspec import Meta

from domain.kind import NOTE, SECOND, Kind
from domain.operation import Name
from domain.role import HOLDERS, KPU, STORE
from domain.statement import (
    MAX_BOXES,
    Boxes,
    BoxId,
    Digest,
    Id,
    Leaf,
    PersonId,
    PlaceId,
    Record,
    Sealed,
    SealId,
    Stated,
    Tally,
    UnitId,
    Word,
)


class Item(Record, frozen=True, kw_only=True):
    """One box or container that exists from now on."""

    box: BoxId
    box_kind: Word
    """`kotak_suara`, `kotak_hasil_tps`, `kotak_rekapitulasi`, `kontainer`."""
    election: Word | None = None
    destination: PlaceId | None = None
    """The TPS or PPK it is meant for."""
    alias: Id | None = None
    """The text of the code that another system already put on the box."""


class ItemRegistered(Stated, frozen=True, kw_only=True):
    """Boxes were assembled; their first holder is `holder`, here at `place`."""

    holder: UnitId
    place: PlaceId
    items: Annotated[tuple[Item, ...], Meta(max_length=MAX_BOXES)]


class Witness(Record, frozen=True, kw_only=True):
    """Somebody who watched, named by the one who acted; they may endorse it themselves."""

    side: Word
    """`bawaslu`, `saksi`, `pemantau`, `polri`, `linmas`."""
    person: PersonId | None = None
    unit: UnitId | None = None


class BoxOpened(Stated, frozen=True, kw_only=True):
    """Boxes were opened; pending until a second person endorses it."""

    boxes: Boxes
    place: PlaceId
    purpose: Word
    """`pengesetan`, `pungut`, `hitung`, `rekap`, `psu`, `perintah_pengadilan`, `perintah_mk`."""
    order: Name | None = None
    """The number of the order, where one is needed."""
    witnesses: tuple[Witness, ...] = ()
    seals: tuple[SealId, ...] = ()
    """The seals that were taken off."""
    shown_empty: bool | None = None
    """Whether the empty box was shown, before voting."""
    photo: Digest | None = None
    note: Sealed | None = None


class Packing(Record, frozen=True, kw_only=True):
    """What went into one box."""

    box: BoxId
    contents: tuple[Tally, ...]
    """`surat_suara`, `formulir`, `sampul`, `tinta`, `segel`, `alat_coblos`, ..."""
    missing: tuple[Tally, ...] = ()
    """Of what should be in it, as the packers know."""


class BoxPacked(Stated, frozen=True, kw_only=True):
    """Boxes were filled (pengesetan); pending until a second person endorses it."""

    place: PlaceId
    boxes: Annotated[tuple[Packing, ...], Meta(max_length=MAX_BOXES)]
    photo: Digest | None = None


class ItemReplaced(Stated, frozen=True, kw_only=True):
    """One box takes the place of another, which is kept and used no more."""

    place: PlaceId
    old: BoxId
    new: BoxId
    reason: Word
    """`rusak`, `basah`, `salah_cetak`, `hilang`."""
    discrepancy: Leaf | None = None
    photo: Digest | None = None


class ItemDestroyed(Stated, frozen=True, kw_only=True):
    """Goods were destroyed before witnesses (pemusnahan).

    Source: excess ballots are destroyed before police and supervisors, UU 10/2016.
    """

    place: PlaceId
    holder: UnitId
    boxes: Boxes = ()
    goods: tuple[Tally, ...] = ()
    """`surat_suara_lebih`, `surat_suara_rusak`, ..."""
    method: Word
    """`dibakar`, `dicacah`, `dilebur`."""
    document: Name
    """The number of the minutes."""
    witnesses: tuple[Witness, ...] = ()
    photo: Digest | None = None
    note: Sealed | None = None


KINDS: Final = (
    Kind(
        ItemRegistered,
        "kotak didaftarkan",
        "box registered",
        KPU | STORE,
    ),
    Kind(
        BoxOpened,
        "kotak dibuka",
        "box opened",
        HOLDERS,
        completed_by=SECOND,
        sealed=NOTE,
    ),
    Kind(
        BoxPacked,
        "kotak diset",
        "box packed",
        KPU | STORE | {"ppk", "pps", "kpps"},
        completed_by=SECOND,
    ),
    Kind(
        ItemReplaced,
        "kotak diganti",
        "item replaced",
        KPU | STORE,
        force="kewenangan",
        completed_by=SECOND,
        waits=True,
    ),
    Kind(
        ItemDestroyed,
        "barang dimusnahkan",
        "items destroyed",
        KPU | STORE,
        completed_by=SECOND,
        sealed=NOTE,
    ),
)
