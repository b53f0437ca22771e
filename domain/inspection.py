"""Inspections: a checklist answered on the spot, for rain, fire, cameras, locks and seals."""

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
