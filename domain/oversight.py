"""Oversight: what a supervisor raises against a unit, with a clock that everybody can see.

The raiser closes; the respondent can only answer.  A notice (himbauan) is raised in the same way
and acknowledged by its answer.

Source: UU 7/2017 and Perbawaslu on recommendations; docs/explanation/duties.md.
"""

from typing import Final

from domain.kind import NOTE, SECOND, Kind
from domain.operation import Name
from domain.role import REGISTRARS, SUPERVISORS
from domain.statement import Boxes, Digest, Leaf, Moment, PlaceId, Sealed, Stated, UnitId, Word


class FindingRaised(Stated, frozen=True, kw_only=True):
    """A supervisor asks a unit to answer until a stated time."""

    number: Name
    """`027/PM.00.02/K.SS-11/XI/2024`."""
    unit: UnitId
    """Who raises it."""
    against: UnitId
    finding_kind: Word
    """`temuan`, `himbauan`, `rekomendasi`, `permintaan_data`."""
    rule: Word | None = None
    """The rule whose finding it takes up: `R04`."""
    place: PlaceId
    boxes: Boxes = ()
    basis: tuple[Leaf, ...] = ()
    demand: Word
    """`jelaskan`, `perbaiki`, `buka_akses`, `hitung_ulang`, `ganti`, `patuhi`."""
    due: Moment
    text: Digest | None = None
    note: Sealed | None = None


class ResponseFiled(Stated, frozen=True, kw_only=True):
    """The unit answers; whether that is enough the raiser decides."""

    of: Leaf
    unit: UnitId
    answer: Word
    """`dijelaskan`, `diperbaiki`, `ditolak`, `dipahami`, `dalam_proses`."""
    basis: tuple[Leaf, ...] = ()
    evidence: tuple[Digest, ...] = ()
    text: Digest | None = None
    note: Sealed | None = None


class FindingClosed(Stated, frozen=True, kw_only=True):
    """The raiser is content, or gives up; another level needs a second person for it."""

    of: Leaf
    unit: UnitId
    verdict: Word
    """`selesai`, `tidak_terbukti`, `tidak_dijawab`, `dilimpahkan`."""
    note: Sealed | None = None


class FindingEscalated(Stated, frozen=True, kw_only=True):
    """A finding goes to the next level, with a new clock."""

    of: Leaf
    unit: UnitId
    to: UnitId
    reason: Word
    """`tidak_dijawab`, `jawaban_kurang`, `berulang`, `mendesak`."""
    due: Moment
    note: Sealed | None = None


KINDS: Final = (
    Kind(
        FindingRaised,
        "temuan diajukan",
        "finding raised",
        SUPERVISORS | REGISTRARS,
        force="kewenangan",
        sealed=NOTE,
    ),
    Kind(
        ResponseFiled,
        "tanggapan diberikan",
        "response filed",
        frozenset(),
        sealed=NOTE,
    ),
    Kind(
        FindingClosed,
        "temuan ditutup",
        "finding closed",
        SUPERVISORS | REGISTRARS,
        force="kewenangan",
        completed_by=SECOND,
        sealed=NOTE,
    ),
    Kind(
        FindingEscalated,
        "temuan diteruskan",
        "finding escalated",
        SUPERVISORS | REGISTRARS,
        force="kewenangan",
        sealed=NOTE,
    ),
)
