"""Situation reports (lapsit): nothing happened is a statement too, and silence is not."""

from typing import Final, Literal

from domain.kind import NOTE, Kind
from domain.role import COMMAND, GUARDS, HOLDERS, SUPERVISORS
from domain.shift import Strength
from domain.statement import Leaf, PlaceId, Sealed, Span, Stated, Tally, UnitId, Word

Outcome = Literal["nihil", "ada"]
"""Nothing out of the ordinary, or something."""


class SituationReported(Stated, frozen=True, kw_only=True):
    """A unit reports on its area and a span of time."""

    unit: UnitId
    area: PlaceId
    window: Span
    outcome: Outcome
    to: tuple[UnitId, ...] = ()
    strength: Strength | None = None
    counts: tuple[Tally, ...] = ()
    """`giat`, `patroli`, `kotak_gudang`, `kotak_jalan`, `kotak_ppk`, `kotak_pps`, `kotak_tps`."""
    refs: tuple[Leaf, ...] = ()
    """The incidents and discrepancies it speaks of."""
    plans: tuple[Word, ...] = ()
    note: Sealed | None = None


KINDS: Final = (
    Kind(
        SituationReported,
        "situasi dilaporkan",
        "situation reported",
        COMMAND | GUARDS | HOLDERS | SUPERVISORS,
        sealed={"strength": "tunda", **NOTE},
    ),
)
