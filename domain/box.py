"""Boxes: how one comes into being, and when it is opened."""

from typing import Annotated

from msgspec import Meta

from domain.operation import Name
from domain.statement import (
    MAX_BOXES,
    Boxes,
    BoxId,
    Digest,
    Id,
    PersonId,
    PlaceId,
    Record,
    Sealed,
    SealId,
    Stated,
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
