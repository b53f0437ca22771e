"""Places: where goods may be, and whether somebody has found them fit."""

from typing import Final

from domain.kind import SECOND, Kind
from domain.operation import Name
from domain.role import COMMAND, KPU, REGISTRARS, STORE
from domain.statement import (
    CheckItem,
    Count,
    Digest,
    MicroDegrees,
    Minutes,
    PlaceId,
    Stated,
    UnitId,
    Word,
)


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


KINDS: Final = (
    Kind(
        PlaceRegistered,
        "tempat didaftarkan",
        "place registered",
        KPU | COMMAND | REGISTRARS,
        force="kewenangan",
    ),
    Kind(
        PlaceAccepted,
        "tempat dinyatakan layak",
        "place accepted",
        KPU | STORE | {"ppk"} | REGISTRARS,
        force="kewenangan",
        completed_by=SECOND,
        waits=True,
    ),
)
