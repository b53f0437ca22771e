"""Orders: who is sent where by which letter (Sprin), and who has taken note of it."""

from typing import Annotated, Final

from msgspec import Meta, field

from domain.kind import Kind
from domain.operation import Name
from domain.role import COMMAND, KPU, REGISTRARS
from domain.statement import (
    Count,
    Digest,
    Leaf,
    Moment,
    PersonId,
    PlaceId,
    Sealed,
    Stated,
    UnitId,
    Word,
)

ROLL_MAX: Final = 300


class OrderIssued(Stated, frozen=True, kw_only=True):
    """A commander orders a unit to a task; assignments name who goes where under it."""

    order: Name
    """The number of the letter: `Sprin/1234/XI/PAM.3.3./2024`."""
    unit: UnitId
    task: Word
    """`jaga`, `kawal`, `pam_tps`, `pam_giat`, `patroli`, `gudang`, `awasi`."""
    place: PlaceId
    places: Annotated[tuple[PlaceId, ...], Meta(max_length=ROLL_MAX)] = ()
    """The posts or polling stations, where there are several."""
    from_: Moment = field(name="from")
    until: Moment
    strength: Count | None = None
    persons: Annotated[tuple[PersonId, ...], Meta(max_length=ROLL_MAX)] = ()
    """The nominal roll; empty where it is sealed."""
    roll: Sealed | None = None
    risks: tuple[Word, ...] = ()
    """What might happen (kerawanan): `massa`, `jarak`, `banjir`, `gangguan_kamtibmas`."""
    measures: tuple[Word, ...] = ()
    text: Digest | None = None
    """Of the letter itself."""


class AssignmentAcknowledged(Stated, frozen=True, kw_only=True):
    """The signer, or the persons named, know what they are to do."""

    of: Leaf
    """The `OrderIssued` or the `AssignmentMade`."""
    order: Name
    unit: UnitId
    persons: Annotated[tuple[PersonId, ...], Meta(max_length=ROLL_MAX)] = ()
    """Briefed together; empty where the signer speaks for the own person alone."""


KINDS: Final = (
    Kind(
        OrderIssued,
        "perintah dikeluarkan",
        "order issued",
        KPU | COMMAND | {"bawaslu"} | REGISTRARS,
        force="kewenangan",
        sealed={"roll": "tunda"},
    ),
    Kind(
        AssignmentAcknowledged,
        "penugasan dipahami",
        "assignment acknowledged",
        frozenset(),
    ),
)
