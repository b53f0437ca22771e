"""Incidents: three times in order, occurred, observed and (`at`) reported."""

from domain.statement import (
    Boxes,
    Digest,
    Moment,
    PlaceId,
    Sealed,
    Stated,
    Tally,
    UnitId,
    Word,
    check,
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

    def __post_init__(self) -> None:
        """Refuse moments that no calendar has.

        Raises:
            ValueError: A time names no moment.
        """
        check(self.at, self.occurred, self.observed)
