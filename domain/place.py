"""Places: where goods may be, and whether somebody has found them fit."""

from typing import Annotated

from msgspec import Meta

from domain.operation import Name
from domain.statement import CheckItem, Count, Digest, Minutes, PlaceId, Stated, UnitId, Word

MicroDegrees = Annotated[int, Meta(ge=-180_000_000, le=180_000_000)]
"""Degrees times one million: a body holds no fractions."""


class PlaceRegistered(Stated, frozen=True, kw_only=True):
    """A place gets its code. A later one of the same code replaces the earlier."""

    place: PlaceId
    place_kind: Word
    """`gudang`, `ppk`, `pps`, `tps`, `kantor`, `pos`, `kendaraan`, `titik_periksa`."""
    name: Name
    unit: UnitId
    """Who answers for the place; may accept boxes there."""
    parent: PlaceId | None = None
    latitude: MicroDegrees | None = None
    longitude: MicroDegrees | None = None
    radius: Count | None = None
    """Metres."""
    risk: Word | None = None
    """`kurang_rawan`, `rawan`, `khusus`."""
    travel: Minutes | None = None
    """Minutes on the road from the place it is supplied from."""
    capacity: Count | None = None
    """Boxes."""


class PlaceAccepted(Stated, frozen=True, kw_only=True):
    """Two organisations found the place fit to store election goods."""

    place: PlaceId
    checklist: tuple[CheckItem, ...]
    """`banjir`, `listrik`, `cctv`, `gerbang`, `dinding`, `lantai`, `atap`, `ventilasi`, `palet`,
    `jalan`, `apar`, `rayap`, `penjagaan`."""
    photos: tuple[Digest, ...] = ()
