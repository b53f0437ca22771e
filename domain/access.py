"""Visitors: everybody reports to the guard, and a refusal is recorded like an entry.

A visit is known by the leaf hash of its `VisitorReported`; the three answers cite it.  Who the
visitor is stays sealed and is personal data.
"""

from typing import Final

from domain.kind import NOTE, SECOND, Kind
from domain.role import COMMAND, GUARDS
from domain.statement import (
    Count,
    Digest,
    Id,
    Leaf,
    PersonId,
    PlaceId,
    Sealed,
    Stated,
    UnitId,
    Word,
)


class VisitorReported(Stated, frozen=True, kw_only=True):
    """Somebody asked to come in."""

    place: PlaceId
    visitor: Sealed
    """Name, identity number, organisation, telephone, vehicle and `photos`, as one object."""
    purpose: Word
    """`tinta`, `pengesetan`, `pengawasan`, `peliputan`, `perbaikan`, `pengiriman`, `tamu`."""
    host: UnitId | None = None
    permission: Id | None = None
    """The number of the written permission."""
    identity_check: Word | None = None
    """How the guard looked: `ktp`, `kartu_dinas`, `dikenal`, `tidak_ada`."""
    again: Leaf | None = None
    """The last report of the same visitor, as the guard recognised them."""
    persons: Count | None = None
    """How many, if more than one."""
    items: tuple[Word, ...] = ()
    photo: Digest | None = None
    """Of what is brought or shown, for everybody to see; a face stands in `visitor`."""
    note: Sealed | None = None


class AccessGranted(Stated, frozen=True, kw_only=True):
    """The visitor is let in. For the goods zone, pending until the authoriser endorses it."""

    of: Leaf
    place: PlaceId
    zone: Word
    """`halaman`, `kantor`, `barang`."""
    escort: PersonId | None = None
    authoriser: PersonId | None = None
    badge: Id | None = None
    visitor: Sealed | None = None


class AccessDenied(Stated, frozen=True, kw_only=True):
    """The visitor is not let in."""

    of: Leaf
    place: PlaceId
    reason: Word
    """`tanpa_izin`, `tanpa_identitas`, `di_luar_jam`, `barang_terlarang`, `menolak_diperiksa`."""
    note: Sealed | None = None


class AccessExited(Stated, frozen=True, kw_only=True):
    """The visitor has left."""

    of: Leaf
    place: PlaceId
    search: Word | None = None
    """`nihil`, `ditemukan`, `tidak_diperiksa`."""
    items: tuple[Word, ...] = ()
    """Carried out."""
    note: Sealed | None = None


KINDS: Final = (
    Kind(
        VisitorReported,
        "tamu melapor",
        "visitor reported",
        GUARDS | COMMAND,
        sealed={"visitor": "pribadi", "note": "pengawas"},
    ),
    Kind(
        AccessGranted,
        "tamu masuk",
        "access granted",
        GUARDS | COMMAND,
        completed_by=SECOND,
        asks=lambda said: said.zone == "barang",
        sealed={"visitor": "pribadi"},
    ),
    Kind(
        AccessDenied,
        "tamu ditolak",
        "access denied",
        GUARDS | COMMAND,
        sealed=NOTE,
    ),
    Kind(
        AccessExited,
        "tamu keluar",
        "visitor left",
        GUARDS | COMMAND,
        sealed=NOTE,
    ),
)
