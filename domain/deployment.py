"""Deployment: a unit leaves for its places, arrives there, and comes back (pergeseran)."""

from typing import Annotated, Final, Literal

from msgspec import Meta

from domain.kind import NOTE, Kind
from domain.operation import Name
from domain.order import ROLL_MAX
from domain.role import COMMAND, GUARDS
from domain.shift import Strength
from domain.statement import Count, PersonId, PlaceId, Record, Sealed, Stated, UnitId, Word

Stage = Literal["berangkat", "tiba", "kembali"]
"""Departure, arrival, return."""


class Absence(Record, frozen=True, kw_only=True):
    """Somebody on the roll who is not there."""

    person: PersonId
    reason: Word
    """`sakit`, `izin`, `dinas_lain`, `tanpa_keterangan`."""


class DeploymentShifted(Stated, frozen=True, kw_only=True):
    """A muster under an order: who is present and who is not, and why."""

    order: Name
    unit: UnitId
    stage: Stage
    place: PlaceId
    """Where the muster is held."""
    area: PlaceId
    """The district (kecamatan) that the contingent is for."""
    padal: PersonId | None = None
    """The officer in charge there."""
    ordered: Count
    """Of the contingent, by the roll."""
    present: Strength
    persons: Annotated[tuple[PersonId, ...], Meta(max_length=ROLL_MAX)] = ()
    roll: Sealed | None = None
    absent: Annotated[tuple[Absence, ...], Meta(max_length=ROLL_MAX)] = ()
    vehicle: PlaceId | None = None
    note: Sealed | None = None


KINDS: Final = (
    Kind(
        DeploymentShifted,
        "pergeseran pasukan",
        "deployment shifted",
        COMMAND | GUARDS,
        sealed={"roll": "tunda", "present": "tunda", **NOTE},
    ),
)
