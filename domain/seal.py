"""Seals: one short text names a seal, and says how good the evidence is.

Not every seal bears a number, so a seal is named in one of three ways:

* `tag_qr:7K3M-...`            our own printed tag with 80 random bits, locked under the tie;
* `kabel_ties:OKT-004211`      the serial that the maker printed;
* `kabel_ties@tutup_depan`     no number: its kind and where it sits; a photograph beside it.

What stands before `:` or `@` is the kind: `tag_qr`, `kabel_ties`, `segel_kertas`, `gembok`.  Two
unnumbered seals of one kind and position on one box cannot be told apart, and the grade says so.
"""

from collections.abc import Iterable, Iterator
from typing import Annotated, Final, Literal

from msgspec import Meta, field

from domain.kind import NOTE, SECOND, Kind
from domain.operation import Name
from domain.role import COMMAND, GUARDS, HOLDERS, KPU, STORE, SUPERVISORS
from domain.statement import (
    MAX_BOXES,
    BoxId,
    Count,
    Digest,
    Leaf,
    PlaceId,
    Record,
    Sealed,
    SealId,
    Stated,
    UnitId,
    Word,
)

SealState = Literal["utuh", "rusak", "tidak_ada"]
"""Intact, damaged, not there."""

MAX_DIGITS: Final = 16

SealGrade = Literal["kuat", "sedang", "lemah"]
"""How hard it is to put another seal in this one's place unnoticed."""


class SealRange(Record, frozen=True, kw_only=True):
    """Printed serials `prefix` + number, from `first` to `last`, both included."""

    seal_kind: Word
    prefix: Annotated[str, Meta(max_length=32)] = ""
    first: Count
    last: Count
    digits: Annotated[int, Meta(ge=0, le=16)] = 0
    """Numbers are filled up with zeros to this many digits; 0 for none."""

    def holds(self, seal: str) -> bool:
        """Tell whether a seal belongs to the range."""
        start = f"{self.seal_kind}:{self.prefix}"
        if not seal.startswith(start):
            return False
        number, digits = seal[len(start) :], self.digits
        if not (number.isascii() and number.isdigit()) or len(number) > MAX_DIGITS:
            return False
        if len(number) != max(digits, 1) and (len(number) < digits or number[0] == "0"):
            return False  # another spelling: too few zeros in front, or too many
        return self.first <= int(number) <= self.last


class SealIssued(Stated, frozen=True, kw_only=True):
    """Seals go from the stock to a unit; pending until the receiver endorses it."""

    from_: UnitId = field(name="from")
    to: UnitId
    ranges: tuple[SealRange, ...] = ()
    seals: Annotated[tuple[SealId, ...], Meta(max_length=1000)] = ()
    """Tags and serials that form no range."""
    count: Count


class Issues:
    """What a unit was issued, the newest first."""

    def __init__(self, issues: Iterable[SealIssued]) -> None:
        """Gather ranges and single seals."""
        self._issues = tuple(issues)
        self._ranges = [numbers for issue in self._issues for numbers in issue.ranges]

    def hold(self, seal: str) -> bool:
        """Tell whether a seal was issued; the range that held the last one is asked first."""
        for place, numbers in enumerate(self._ranges):
            if numbers.holds(seal):
                if place:
                    self._ranges.insert(0, self._ranges.pop(place))
                return True
        return any(seal in issue.seals for issue in self._issues)

    def hold_kind(self, kind: str) -> bool:
        """Tell whether any seal of a kind was issued."""
        return any(
            kind in {numbers.seal_kind for numbers in issue.ranges} | {*map(seal_kind, issue.seals)}
            for issue in self._issues
        )


class BoxSealed(Record, frozen=True, kw_only=True):
    """Which seals sit on one box (or door)."""

    box: BoxId
    seals: tuple[SealId, ...]
    photo: Digest | None = None


class SealApplied(Stated, frozen=True, kw_only=True):
    """Seals were put on; pending until a second person endorses it."""

    place: PlaceId
    boxes: Annotated[tuple[BoxSealed, ...], Meta(max_length=MAX_BOXES)]


class BoxSeen(Record, frozen=True, kw_only=True):
    """What somebody saw on one box: each seal under the state it was found in.

    A box with no seal named at all was taken without looking.
    """

    box: BoxId
    utuh: tuple[SealId, ...] = ()
    rusak: tuple[SealId, ...] = ()
    tidak_ada: tuple[SealId, ...] = ()
    photo: Digest | None = None

    def seen(self) -> Iterator[tuple[SealId, SealState]]:
        """Yield each seal with its state."""
        for seal in self.utuh:
            yield seal, "utuh"
        for seal in self.rusak:
            yield seal, "rusak"
        for seal in self.tidak_ada:
            yield seal, "tidak_ada"


class SealVerified(Stated, frozen=True, kw_only=True):
    """Somebody looked at the seals; recorded even, and above all, when they are wrong."""

    place: PlaceId
    boxes: Annotated[tuple[BoxSeen, ...], Meta(max_length=MAX_BOXES)]
    note: Sealed | None = None


class SealBroken(Stated, frozen=True, kw_only=True):
    """Seals came off, or were found off; pending until a second person endorses it."""

    place: PlaceId
    boxes: Annotated[tuple[BoxSealed, ...], Meta(max_length=MAX_BOXES)]
    reason: Word
    """`pembukaan`, `penggantian`, `rusak_diperjalanan`, `tidak_diketahui`."""
    found: bool = False
    """Found broken by the signer, rather than broken by the signer."""
    order: Name | None = None
    note: Sealed | None = None


class SealReplaced(Stated, frozen=True, kw_only=True):
    """Seals came off and others went on; the old ones are kept as evidence."""

    place: PlaceId
    box: BoxId
    old: tuple[SealId, ...]
    new: tuple[SealId, ...]
    reason: Word
    """`rusak`, `salah_pasang`, `pemeriksaan`, `perintah`."""
    order: Name | None = None
    discrepancy: Leaf | None = None
    """The `DiscrepancyDeclared` that led to it."""
    photo: Digest | None = None
    note: Sealed | None = None


def grade(seal: str) -> SealGrade:
    """Tell how good the evidence of a seal is, from its name alone."""
    kind, mark, number = seal.partition(":")
    if not (mark and number):
        return "lemah"
    return "kuat" if kind == "tag_qr" else "sedang"


def seal_kind(seal: str) -> str:
    """Return what stands before `:` or `@`."""
    return seal.partition(":")[0].partition("@")[0]


KINDS: Final = (
    Kind(
        SealIssued,
        "segel diserahkan dari stok",
        "seals issued",
        KPU | STORE,
        force="kewenangan",
        completed_by=SECOND,
    ),
    Kind(
        SealApplied,
        "segel dipasang",
        "seal applied",
        HOLDERS,
        completed_by=SECOND,
    ),
    Kind(
        SealVerified,
        "segel diperiksa",
        "seal verified",
        HOLDERS | GUARDS | COMMAND | SUPERVISORS,
        sealed=NOTE,
    ),
    Kind(
        SealBroken,
        "segel dibuka",
        "seal broken",
        HOLDERS,
        completed_by=SECOND,
        sealed=NOTE,
    ),
    Kind(
        SealReplaced,
        "segel diganti",
        "seal replaced",
        HOLDERS,
        completed_by=SECOND,
        sealed=NOTE,
    ),
)
