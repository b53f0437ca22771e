"""Posts: a place that is guarded, openly or covertly, and the checks of those who guard it."""

from typing import Final, Literal

from domain.kind import SECOND, Kind
from domain.operation import Name
from domain.role import COMMAND, GUARDS, REGISTRARS, SUPERVISORS
from domain.shift import Strength
from domain.statement import (
    CheckItem,
    Digest,
    Id,
    Minutes,
    PlaceId,
    Sealed,
    Span,
    Stated,
    UnitId,
    Word,
)

Openness = Literal["terbuka", "tertutup"]
"""In uniform for everybody to see, or covert: then nobody learns who and how many before time."""

COVERT: Final = "tertutup"
"""What is said of its strength and its roll in the open, no answer repeats until it is set up as an
open post; the leaf itself stands as it was signed."""


class PostEstablished(Stated, frozen=True, kw_only=True):
    """A post is set up, to be kept day and night in watches."""

    post: PlaceId
    unit: UnitId
    openness: Openness
    order: Name | None = None
    minimum: Strength
    """Persons on the post at any time; sealed for a covert post."""
    shift: Minutes
    """How long one watch lasts."""
    period: Span
    protects: tuple[Word, ...] = ()
    """`komisioner`, `sekretariat`, `gudang`, `kotak`."""


class PostChecked(Stated, frozen=True, kw_only=True):
    """Somebody from outside the team looked at a post; the guard endorses the visit."""

    post: PlaceId
    purpose: Word
    """`kontrol`, `patroli`, `apel`, `pimpinan`, `mendadak`."""
    team: Id | None = None
    present: Strength | None = None
    items: tuple[CheckItem, ...] = ()
    photo: Digest | None = None
    note: Sealed | None = None


KINDS: Final = (
    Kind(
        PostEstablished,
        "pos dibentuk",
        "post established",
        COMMAND | REGISTRARS,
        force="kewenangan",
        sealed={"minimum": "tunda"},
    ),
    Kind(
        PostChecked,
        "pos dikontrol",
        "post checked",
        COMMAND | GUARDS | SUPERVISORS,
        completed_by=SECOND,
        sealed={"present": "tunda", "note": "pengawas"},
    ),
)
