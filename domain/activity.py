"""Activities that are secured: campaign events, meetings, removal of campaign props; and drills.

A drill is marked by its kind alone.  No fold of custody, watch or seal hears it, so whatever is
played in a drill can never change who holds a box.
"""

from typing import Annotated, Final, Literal

from msgspec import Meta

from domain.kind import NOTE, SECOND, Kind
from domain.operation import Name
from domain.role import COMMAND, GUARDS
from domain.shift import Strength
from domain.statement import (
    Dated,
    Digest,
    Id,
    Leaf,
    Moment,
    PlaceId,
    Record,
    Sealed,
    Stated,
    Tally,
    UnitId,
    Word,
)

End = Literal["dibuka", "ditutup"]
"""Its beginning or its end."""


class Point(Record, frozen=True, kw_only=True):
    """One spot of an activity and how many stand there."""

    point: Name
    present: Strength


class ActivitySecured(Stated, frozen=True, kw_only=True):
    """The securing of an activity begins or ends."""

    activity: Id
    stage: End
    activity_kind: Word
    """`pengukuhan`, `bimtek`, `kampanye`, `debat`, `rapat`, `penertiban_apk`, `pleno`."""
    unit: UnitId
    place: PlaceId
    """The area whose unit answers for it."""
    venue: Name | None = None
    host: Name | None = None
    """The side or body that holds it."""
    branch: Word | None = None
    """`preemtif`, `preventif`, `gakkum`, `humas`, `banops`."""
    points: Annotated[tuple[Point, ...], Meta(max_length=100)] = ()
    strength: Strength | None = None
    risk: Word | None = None
    notice: Leaf | None = None
    """The prior notice (`FindingRaised` of kind `himbauan`), before props are removed."""
    result: Word | None = None
    """At the end: `aman`, `gangguan`, `dibatalkan`."""
    counts: tuple[Tally, ...] = ()
    """`hadir`, `apk_ditertibkan`."""
    photos: tuple[Digest, ...] = ()
    note: Sealed | None = None


class DrillStep(Dated, frozen=True, kw_only=True):
    """One thing that was practised, and when."""

    step: Word
    began: Moment
    result: Word | None = None


class DrillHeld(Stated, frozen=True, kw_only=True):
    """An exercise; it changes nothing but the list of exercises."""

    drill: Id
    scenario: Word
    """`rusuh_massa`, `kebakaran_gudang`, `kotak_dirampas`, `listrik_padam`, `evakuasi`."""
    unit: UnitId
    place: PlaceId
    participants: tuple[Tally, ...]
    steps: Annotated[tuple[DrillStep, ...], Meta(max_length=100)] = ()
    lessons: tuple[Word, ...] = ()
    observers: tuple[UnitId, ...] = ()
    photos: tuple[Digest, ...] = ()
    note: Sealed | None = None


KINDS: Final = (
    Kind(
        ActivitySecured,
        "giat diamankan",
        "activity secured",
        COMMAND | GUARDS,
        sealed={"strength": "tunda", **NOTE},
    ),
    Kind(
        DrillHeld,
        "latihan dilaksanakan",
        "drill held",
        COMMAND | GUARDS,
        completed_by=SECOND,
        sealed=NOTE,
    ),
)
