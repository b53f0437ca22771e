"""Incidents: three times in order, occurred, observed and (`at`) reported."""

from typing import Final

from domain.kind import NOTE, SECOND, Kind
from domain.role import COMMAND, KPU
from domain.statement import (
    Boxes,
    Digest,
    Leaf,
    Moment,
    PlaceId,
    Sealed,
    Stated,
    Tally,
    UnitId,
    Word,
)


class IncidentReported(Stated, frozen=True, kw_only=True):
    """Something out of the ordinary happened."""

    place: PlaceId
    incident_kind: Word
    """`kebakaran`, `banjir`, `atap_bocor`, `hujan`, `pintu`, `orang_tak_dikenal`, `listrik_padam`,
    `pencurian`, `ancaman`, `kecelakaan`, `rusuh`, `lain`."""
    severity: Word
    """`biasa`, `menonjol`."""
    occurred: Moment | None = None
    """None: not known."""
    observed: Moment
    boxes: Boxes = ()
    losses: tuple[Tally, ...] = ()
    actions: tuple[Word, ...] = ()
    notified: tuple[UnitId, ...] = ()
    photos: tuple[Digest, ...] = ()
    """For everybody to see; those of people stand in `persons`."""
    persons: Sealed | None = None
    note: Sealed | None = None


class IncidentUpdated(Stated, frozen=True, kw_only=True):
    """More is known, or more was done."""

    of: Leaf
    """The `IncidentReported`."""
    place: PlaceId
    severity: Word | None = None
    losses: tuple[Tally, ...] = ()
    actions: tuple[Word, ...] = ()
    notified: tuple[UnitId, ...] = ()
    photos: tuple[Digest, ...] = ()
    persons: Sealed | None = None
    note: Sealed | None = None


class IncidentClosed(Stated, frozen=True, kw_only=True):
    """Nothing more is to be done about it here."""

    of: Leaf
    place: PlaceId
    outcome: Word
    """`tertangani`, `dilimpahkan`, `tidak_benar`."""
    losses: tuple[Tally, ...] = ()
    note: Sealed | None = None


KINDS: Final = (
    Kind(
        IncidentReported,
        "kejadian dilaporkan",
        "incident reported",
        frozenset(),
        sealed={"persons": "pribadi", "note": "pengawas"},
    ),
    Kind(
        IncidentUpdated,
        "kejadian diperbarui",
        "incident updated",
        frozenset(),
        sealed={"persons": "pribadi", "note": "pengawas"},
    ),
    Kind(
        IncidentClosed,
        "kejadian diselesaikan",
        "incident closed",
        COMMAND | KPU | {"danru"},
        completed_by=SECOND,
        sealed=NOTE,
    ),
)
