"""Facts: what one leaf of the log tells the domain.

Most leaves are statements (`Said`).  The others are the ledger's own: journals enrolled, resumed
and revoked, refused notes filed as evidence, a log recovered after a loss, and register lines that
did nothing.  The ledger
knows them, `projections` translates them, and only here does the domain read them.
"""

from datetime import datetime
from typing import Literal, TypeAlias

import msgspec

from domain.said import Said

FiledReason = Literal["equivocation", "revoked", "disputed", "chain"]
"""Why a signed note was refused: another text under a used number; a journal that was revoked; a
cited checkpoint that this log never had; a wrong hash of the note before."""


class Enrolled(msgspec.Struct, frozen=True, gc=False):
    """A journal may sign from the next leaf on."""

    index: int
    leaf: str
    """The leaf hash of the enrolling note; the journal's first statement follows on it."""
    journal: str
    enroller: str
    registrar: str
    """The founding registrar at the root of the enrolment."""


class Strengthened(msgspec.Struct, frozen=True, gc=False):
    """A key in the phone's hardware may sign for a journal too, from the next leaf on."""

    index: int
    by: str
    """The journal that said so."""
    journal: str


class Resumed(msgspec.Struct, frozen=True, gc=False):
    """A journal goes on at a later number; the numbers between are missing."""

    index: int
    by: str
    """The journal that said so."""
    journal: str
    at: int
    """The number it goes on at."""
    expected: int
    """The number that would have been next."""


class Revoked(msgspec.Struct, frozen=True, gc=False):
    """A journal may not sign any more, and what it signed above a number is doubted."""

    index: int
    by: str
    journal: str
    after: int
    """The last number that is not doubted."""


class Filed(msgspec.Struct, frozen=True, gc=False):
    """A refused note with a valid signature was filed as evidence."""

    index: int
    reason: FiledReason
    journal: str
    """Whose signature the note bears."""
    sequence: int
    """The number it claims."""


class Recovered(msgspec.Struct, frozen=True, gc=False):
    """A quorum of registrars let the log go on after entries were lost for good."""

    index: int
    by: str
    """The journal whose word completed the quorum."""
    size: int
    """From how many entries the log went on."""


class Anchored(msgspec.Struct, frozen=True, gc=False):
    """A quorum of witnesses has seen the log up to a size, and says when."""

    index: int
    size: int
    """How many leaves they had seen; the anchor stands behind them."""
    earliest: datetime
    """The earliest of their times ..."""
    latest: datetime
    """... and the latest; both aware."""


class Voided(msgspec.Struct, frozen=True, gc=False):
    """A line of a registration note did nothing."""

    index: int
    by: str
    line: int
    """Counted from 1 within the note."""
    reason: str


Fact: TypeAlias = (
    Said | Enrolled | Strengthened | Resumed | Revoked | Filed | Recovered | Voided | Anchored
)
"""One leaf may be several facts: a registration note has up to 100 lines."""
