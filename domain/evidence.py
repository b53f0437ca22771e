"""Evidence beside the log: files by hash, entries taken over from paper, data read and erased."""

from typing import Annotated, Final

from msgspec import Meta

from domain.kind import NOTE, SECOND, Kind
from domain.role import KPU, REGISTRARS
from domain.statement import Count, Digest, Id, Leaf, Moment, PlaceId, Sealed, Stated, UnitId, Word

_MANY: Final = 300


class EvidenceFiled(Stated, frozen=True, kw_only=True):
    """A file exists and has this hash: the signed paper, a clip of a camera, a letter."""

    of: Leaf | None = None
    """The statement that it belongs to."""
    evidence_kind: Word
    """`berita_acara`, `klip_cctv`, `foto`, `surat`, `rekaman`."""
    paper: Word | None = None
    """Which of the printed papers it is a signed copy of: `bast`, `buku_tamu`, ..."""
    file: Digest
    size: Count
    """Bytes."""
    media: Word
    """`image/jpeg`, `application/pdf`."""
    place: PlaceId | None = None
    taken: Moment | None = None
    note: Sealed | None = None


class LateEntryDeclared(Stated, frozen=True, kw_only=True):
    """These statements were taken over from paper: their evidence is of grade C."""

    of: Annotated[tuple[Leaf, ...], Meta(min_length=1, max_length=_MANY)]
    paper: Digest
    """Of the photographed page."""
    page: Id | None = None
    """`buku mutasi 3, halaman 17`."""
    occurred: Moment
    """When the first of it happened, by the paper."""
    reason: Word
    """`ponsel_rusak`, `tanpa_ponsel`, `baterai_habis`, `kunci_hilang`."""
    note: Sealed | None = None


class PersonalDataErased(Stated, frozen=True, kw_only=True):
    """Sealed values were destroyed with their salts; the commitments stay and open to nothing.

    Source: UU 27/2022 Ps 43-45.
    """

    unit: UnitId
    of: Annotated[tuple[Leaf, ...], Meta(min_length=1, max_length=_MANY)]
    """The statements that hold the commitments."""
    commitments: Annotated[tuple[Digest, ...], Meta(min_length=1, max_length=_MANY)]
    ground: Word
    """`masa_simpan_habis`, `permintaan_subjek`, `salah_rekam`."""


class PersonalDataRead(Stated, frozen=True, kw_only=True):
    """Somebody will read the personal data that these statements hold under seal.

    It is signed by whoever reads, and stands in the log before a value is shown.

    Source: UU 27/2022 Ps 31 (a record of all processing).
    """

    of: Annotated[tuple[Leaf, ...], Meta(min_length=1, max_length=_MANY)]
    """The statements whose sealed values are read."""
    purpose: Word
    """`pemeriksaan`, `temuan`, `sengketa`, `permintaan_subjek`, `latihan`."""
    letter: Id | None = None
    """The number of the letter or case that asks for it."""


KINDS: Final = (
    Kind(
        EvidenceFiled,
        "bukti disimpan",
        "evidence filed",
        frozenset(),
        sealed=NOTE,
    ),
    Kind(
        LateEntryDeclared,
        "catatan susulan",
        "late entry declared",
        frozenset(),
        completed_by=SECOND,
        sealed=NOTE,
    ),
    Kind(
        PersonalDataErased,
        "data pribadi dihapus",
        "personal data erased",
        KPU | REGISTRARS,
        force="kewenangan",
        completed_by=SECOND,
        waits=True,
    ),
    Kind(
        PersonalDataRead,
        "data pribadi dibaca",
        "personal data read",
        frozenset(),
    ),
)
