"""Inspections: a checklist answered on the spot, for rain, fire, cameras, locks and seals."""

from typing import Final

from domain.kind import NOTE, Kind
from domain.role import COMMAND, GUARDS, HOLDERS, SUPERVISORS
from domain.statement import CheckItem, Digest, Leaf, PlaceId, Sealed, Stated, Word


class InspectionRecorded(Stated, frozen=True, kw_only=True):
    """Somebody looked, and this is what they found."""

    place: PlaceId
    template: Word
    """`hujan`, `api_listrik`, `cctv`, `kunci`, `hama`, `palet`, `sampel_segel`, `pimpinan`."""
    items: tuple[CheckItem, ...]
    sample_seed: Digest | None = None
    """The public randomness that chose which boxes to look at."""
    shift: Leaf | None = None
    photos: tuple[Digest, ...] = ()
    note: Sealed | None = None


KINDS: Final = (
    Kind(
        InspectionRecorded,
        "pemeriksaan dicatat",
        "inspection recorded",
        GUARDS | COMMAND | HOLDERS | SUPERVISORS,
        sealed=NOTE,
    ),
)
