"""Neutrality: pledges, checks that found nothing, and cases, whose persons stay sealed.

A case goes from an allegation over a ruling to a sanction.  Everybody sees that there is one, in
which step and since when; whom it is about only the parties concerned may read.
"""

from typing import Annotated, Final

from msgspec import Meta

from domain.kind import NOTE, SECOND, Kind
from domain.order import ROLL_MAX
from domain.role import COMMAND, GUARDS, KPU, PROPAM, REGISTRARS, SUPERVISORS
from domain.situation import Outcome
from domain.statement import (
    Count,
    Digest,
    Id,
    Leaf,
    PersonId,
    PlaceId,
    Sealed,
    Span,
    Stated,
    UnitId,
    Word,
)

_HANDLERS: Final = PROPAM | {"bawaslu", "kapolres", "ketua_kpu"}


class NeutralityPledged(Stated, frozen=True, kw_only=True):
    """Persons signed the pledge (ikrar netralitas)."""

    unit: UnitId
    place: PlaceId
    text: Digest
    """Of the words that they signed."""
    persons: Annotated[tuple[PersonId, ...], Meta(min_length=1, max_length=ROLL_MAX)]
    photo: Digest | None = None


class NeutralityChecked(Stated, frozen=True, kw_only=True):
    """A team watched whether its own people stay neutral; finding nothing is said too."""

    unit: UnitId
    area: PlaceId
    window: Span
    outcome: Outcome
    checked: Count
    """Persons."""
    reminded: Count = 0
    """Persons reminded, at a muster for example."""
    cases: tuple[Leaf, ...] = ()
    note: Sealed | None = None


class NeutralityAlleged(Stated, frozen=True, kw_only=True):
    """Somebody is said not to have been neutral; a case begins."""

    case: Id
    unit: UnitId
    """Who handles it."""
    subject: Sealed
    """Person, unit and what is said, as one object."""
    subject_kind: Word
    """`polri`, `asn`, `kades`, `kpu`, `pengawas`, `tni`."""
    severity: Word
    """`ringan`, `sedang`, `berat`."""
    evidence: tuple[Digest, ...] = ()


class NeutralityRuled(Stated, frozen=True, kw_only=True):
    """The case was decided."""

    of: Leaf
    case: Id
    unit: UnitId
    ruling: Word
    """`terbukti`, `tidak_terbukti`, `dilimpahkan`, `dihentikan`."""
    document: Digest | None = None
    note: Sealed | None = None


class SanctionImposed(Stated, frozen=True, kw_only=True):
    """What follows from a ruling."""

    of: Leaf
    """The `NeutralityRuled`."""
    case: Id
    unit: UnitId
    sanction: Sealed
    document: Digest | None = None


KINDS: Final = (
    Kind(
        NeutralityPledged,
        "ikrar netralitas",
        "neutrality pledged",
        COMMAND | GUARDS | KPU | SUPERVISORS | {"ppk", "pps", "kpps"},
    ),
    Kind(
        NeutralityChecked,
        "netralitas dipantau",
        "neutrality checked",
        COMMAND | PROPAM | KPU | SUPERVISORS,
        sealed=NOTE,
    ),
    Kind(
        NeutralityAlleged,
        "dugaan ketidaknetralan",
        "neutrality alleged",
        _HANDLERS | SUPERVISORS | REGISTRARS,
        force="kewenangan",
        sealed={"subject": "tertutup"},
    ),
    Kind(
        NeutralityRuled,
        "putusan netralitas",
        "neutrality ruled",
        _HANDLERS | REGISTRARS,
        force="kewenangan",
        completed_by=SECOND,
        sealed={"note": "tertutup"},
    ),
    Kind(
        SanctionImposed,
        "sanksi dijatuhkan",
        "sanction imposed",
        _HANDLERS | REGISTRARS,
        force="kewenangan",
        completed_by=SECOND,
        sealed={"sanction": "tertutup"},
    ),
)
