"""The plot: which polling station gets which trouble, and what the findings must say of it.

At full scale the numbers follow what happened on 14 February 2024, of 820,161 TPS: 0.42 % got a box
unsealed, 0.98 % had nothing by the night before, 0.56 % were short of something.  Of everything
else there is one, as far as there are stations for it.

Source: nasional.kompas.com 2024/02/14 12384361; timexkupang.fajar.co.id 2024/02/15.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

from domain.finding import Subject
from tools.scenario.area import Area, Station, Village

Trouble = Literal[
    "terlambat",
    "segel_beda",
    "tanpa_catatan",
    "tanpa_segel",
    "kurang",
    "segel_dipakai_lagi",
    "salah_tulis",
    "dibuka_di_pps",
    "satu_tanda_tangan",
    "salah_alamat",
    "tertukar",
    "tanpa_saksi",
]
"""Boxes come late; another seal on the box; nobody looked at the seals; no seal there; one box is
missing at first; a seal used twice; a seal's number miswritten and corrected; boxes opened at the
PPS; the second signature stays away; a box got to the wrong TPS, and the TPS it was meant for;
opened without witnesses."""

LATE, UNSEALED, SHORT = 0.0098, 0.0042, 0.0056
"""Shares of all TPS."""

_ONE_OF_EACH: Final[tuple[Trouble, ...]] = (
    "terlambat",
    "segel_beda",
    "tanpa_catatan",
    "kurang",
    "salah_tulis",
    "tanpa_segel",
    "segel_dipakai_lagi",
    "dibuka_di_pps",
    "satu_tanda_tangan",
    "salah_alamat",
    "tertukar",
)


_UNSEALED: Final[tuple[Trouble, ...]] = ("tanpa_catatan", "tanpa_segel")


class Why(NamedTuple):
    """What happened, in two languages."""

    indonesian: str
    english: str


class Planted(NamedTuple):
    """A finding that must come out."""

    rule: str
    subject_kind: Subject
    subject: str
    leaf: str
    """Leaf hash of the statement that raises it; empty where the server itself files it."""
    why: Why
    is_explained: bool = False
    """By a correction."""


@dataclass(slots=True)
class Plot:
    """Who gets which trouble, and what was planted so far."""

    troubles: dict[str, Trouble] = field(default_factory=dict)
    """By the place of a TPS."""
    offline: Village | None = None
    """The desa without signal on the day."""
    planted: list[Planted] = field(default_factory=list)

    @classmethod
    def of(cls, area: Area, chance: random.Random) -> "Plot":
        """Give each trouble a station of its own, as far as there are stations."""
        stations = list(area.stations)
        chance.shuffle(stations)
        plot = cls(dict(zip((one.place for one in stations), _ONE_OF_EACH, strict=False)))
        plot._bring_together(stations)
        plot.offline = next((one for one in area.villages if not plot.touches(one)), None)
        free = [one for one in stations if plot._is_free(one)]
        plot.troubles |= dict(zip((one.place for one in free), _more(len(stations)), strict=False))
        if "tertukar" not in plot.troubles.values():
            plot.troubles = {k: v for k, v in plot.troubles.items() if v != "salah_alamat"}
        return plot

    def _bring_together(self, stations: Sequence[Station]) -> None:
        """Let the box go astray within its kecamatan, if a desa there has no trouble yet."""
        missing, wrong = self.station("tertukar", stations), self.station("salah_alamat", stations)
        if missing is None or wrong is None:
            return
        near = (one for one in stations if one.district == missing.district)
        other = next((one for one in near if one.desa != missing.desa and self._is_free(one)), None)
        if other is not None and wrong.district != missing.district:
            del self.troubles[wrong.place]
            self.troubles[other.place] = "salah_alamat"

    def trouble(self, station: Station) -> Trouble | None:
        """Return the trouble of a station."""
        return self.troubles.get(station.place)

    def station(self, trouble: Trouble, stations: Iterable[Station]) -> Station | None:
        """Return the first station with a trouble."""
        return next((one for one in stations if self.trouble(one) == trouble), None)

    def touches(self, village: Village) -> bool:
        """Tell whether a TPS of a desa has any trouble."""
        return any(one.place in self.troubles for one in village.stations)

    def plant(self, planted: Planted) -> None:
        """Write down a finding that must come out."""
        self.planted.append(planted)

    def _is_free(self, station: Station) -> bool:
        is_offline = self.offline is not None and station in self.offline.stations
        return station.place not in self.troubles and not is_offline


def _more(scale: int) -> Iterator[Trouble]:
    """Yield what is still missing after one of each, up to the known rates."""
    yield "tanpa_saksi"
    for _ in range(1, round(LATE * scale)):
        yield "terlambat"
    for _ in range(1, round(SHORT * scale)):
        yield "kurang"
    for number in range(len(_UNSEALED), round(UNSEALED * scale)):
        yield _UNSEALED[number % len(_UNSEALED)]
